/// How fast examples go by, and how long the rest will take.
final class Pace {
    private let clock = ContinuousClock()
    private let start: ContinuousClock.Instant
    private var remaining: Int
    private var done = 0
    private var epochStart: ContinuousClock.Instant
    private var epochEnd: ContinuousClock.Instant?
    private var epochDone = 0

    /// - Parameter remaining: how many examples are still to come in all.
    init(remaining: Int) {
        start = clock.now
        epochStart = start
        self.remaining = remaining
    }

    func beginEpoch() {
        epochStart = clock.now
        epochEnd = nil
        epochDone = 0
    }

    /// Ends the time by which the epoch's pace is measured: validation runs faster and is not counted.
    func pauseEpoch() { epochEnd = clock.now }

    func advance(by count: Int) {
        done += count
        epochDone += count
        remaining -= count
    }

    func step(_ title: String, _ examples: Int, of total: Int, _ logs: Logs) -> ProgressStep {
        let now = clock.now
        let (sinceStart, inEpoch) = ((now - start).seconds, ((epochEnd ?? now) - epochStart).seconds)
        return ProgressStep(
            title: title, done: examples, total: total, logs: logs,
            samplesPerSecond: inEpoch > 0 ? Double(epochDone) / inEpoch : 0, seconds: (now - epochStart).seconds,
            secondsLeft: done > 0 ? sinceStart / Double(done) * Double(max(0, remaining)) : 0)
    }
}

extension Duration {
    fileprivate var seconds: Double { Double(components.seconds) + Double(components.attoseconds) * 1e-18 }
}
