#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A progress bar on a terminal, a plain line for each epoch elsewhere, on standard error.
///
/// ```
/// Epoch 3/20 [==========>         ] 15360/28709  412 samples/s  loss 1.2032  accuracy 0.5412  19:07 left
/// ```
///
/// `NO_COLOR` in the environment turns colours off; `TERM=dumb` the bar.
public final class TerminalProgress: ProgressReporter {
    private let screen: Screen
    private let clock = ContinuousClock()
    private var lastDrawn: ContinuousClock.Instant?
    private var isBarShown = false

    /// What is written to.
    package struct Screen {
        /// Whether lines can be written over.
        package var isTerminal: Bool
        package var isColoured: Bool
        /// The number of characters in a line, asked for anew each time.
        package var width: () -> Int
        package var write: (String) -> Void

        package init(
            isTerminal: Bool, isColoured: Bool, width: @escaping () -> Int, write: @escaping (String) -> Void
        ) {
            self.isTerminal = isTerminal
            self.isColoured = isColoured
            self.width = width
            self.write = write
        }
    }

    public convenience init() {
        let isTerminal = isatty(STDERR_FILENO) == 1 && environment("TERM") != "dumb"
        // https://no-color.org: present and not empty, whatever its value.
        let isColoured = isTerminal && (environment("NO_COLOR") ?? "").isEmpty
        self.init(
            Screen(
                isTerminal: isTerminal, isColoured: isColoured, width: standardErrorWidth, write: writeToStandardError))
    }

    package init(_ screen: Screen) { self.screen = screen }

    public func advance(_ step: ProgressStep) {
        guard screen.isTerminal else { return }
        // Ten times a second is as much as an eye can follow.
        if let lastDrawn, clock.now - lastDrawn < .milliseconds(100), step.done < step.total { return }
        lastDrawn = clock.now
        isBarShown = true
        screen.write("\r" + bar(step) + "\u{1B}[K")
    }

    public func finish(_ step: ProgressStep) {
        let values = step.logs.orderedNames.map { name in
            let value = step.logs[name] ?? 0
            return "\(name) \(name == "learning_rate" ? "\(Float(value))" : value.fixed(4))"
        }
        let took = step.seconds < 10 ? "\(step.seconds.fixed(1)) s" : duration(step.seconds)
        let parts = values + (step.samplesPerSecond > 0 ? [rate(step), took] : [])
        show("\(step.title): \(parts.joined(separator: ", "))")
    }

    public func show(_ message: String) {
        clear()
        screen.write(message + "\n")
    }

    public func clear() {
        if isBarShown { screen.write("\r\u{1B}[K") }
        isBarShown = false
        lastDrawn = nil
    }

    private func bar(_ step: ProgressStep) -> String {
        let values = step.logs.orderedNames.map { name in "\(name) \((step.logs[name] ?? 0).fixed(4))" }
        let parts = ["\(step.done)/\(step.total)", rate(step)] + values + ["\(duration(step.secondsLeft)) left"]
        let numbers = parts.joined(separator: "  ")
        // One place stays free: some terminals wrap when the last one is filled.
        let width = screen.width() - 1
        let room = min(30, width - step.title.count - numbers.count - 4)
        guard room >= 4 else { return String("\(step.title) \(numbers)".prefix(max(0, width))) }
        let filled = step.total > 0 ? min(room, room * step.done / step.total) : 0
        let arrow = filled > 0 && filled < room ? String(repeating: "=", count: filled - 1) + ">" : nil
        let done = arrow ?? String(repeating: "=", count: filled)
        let coloured = screen.isColoured ? "\u{1B}[32m\(done)\u{1B}[0m" : done
        return "\(step.title) [\(coloured)\(String(repeating: " ", count: room - filled))] \(numbers)"
    }

    private func rate(_ step: ProgressStep) -> String {
        "\(step.samplesPerSecond.fixed(step.samplesPerSecond < 10 ? 1 : 0)) samples/s"
    }

    /// `1:02:03`, `2:03`
    private func duration(_ seconds: Double) -> String {
        let whole = Int(min(max(0, seconds.rounded()), 1e9))
        let minutes = whole / 60 % 60
        let tail = twoDigits(whole % 60)
        return whole < 3600 ? "\(minutes):\(tail)" : "\(whole / 3600):\(twoDigits(minutes)):\(tail)"
    }

    private func twoDigits(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}

extension ProgressReporter where Self == TerminalProgress {
    /// A progress bar on a terminal, a plain line for each epoch elsewhere, on standard error.
    public static var terminal: Self { TerminalProgress() }
}

private func environment(_ name: String) -> String? { getenv(name).map { String(cString: $0) } }

private func standardErrorWidth() -> Int {
    var size = winsize()
    return ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 0 ? Int(size.ws_col) : 80
}

private func writeToStandardError(_ text: String) {
    var rest = Array(text.utf8)
    while !rest.isEmpty {
        let written = write(STDERR_FILENO, rest, rest.count)
        // Nobody is listening any more: progress is not worth ending a training for.
        guard written > 0 || errno == EINTR else { return }
        rest.removeFirst(max(0, written))
    }
}
