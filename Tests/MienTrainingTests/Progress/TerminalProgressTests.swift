import Mien
import MienTraining
import Testing

/// A screen that remembers.
private final class Screen {
    var written: [String] = []
    var text: String { written.joined() }

    func progress(isTerminal: Bool, isColoured: Bool = false, width: Int = 100) -> TerminalProgress {
        TerminalProgress(
            TerminalProgress.Screen(
                isTerminal: isTerminal, isColoured: isColoured, width: { width }, write: { self.written.append($0) }))
    }
}

@Suite("Progress")
struct TerminalProgressTests {
    private let step = ProgressStep(
        title: "Epoch 3/20", done: 300, total: 600, logs: ["loss": 1.20321, "accuracy": 0.5], samplesPerSecond: 412.4,
        seconds: 75, secondsLeft: 3727)

    @Test func theBar() {
        let screen = Screen()
        screen.progress(isTerminal: true, width: 120).advance(step)
        #expect(
            screen.text
                == "\rEpoch 3/20 [==============>               ] 300/600  412 samples/s  loss 1.2032  accuracy 0.5000"
                + "  1:02:07 left\u{1B}[K")
    }

    @Test("It fits into a line", arguments: [1, 10, 40, 79, 80, 100, 101, 102, 120, 400])
    func width(_ width: Int) {
        for (isColoured, done) in [(false, 0), (true, 1), (true, 300), (false, 599), (true, 600)] {
            let screen = Screen()
            var step = step
            step.done = done
            screen.progress(isTerminal: true, isColoured: isColoured, width: width).advance(step)
            let codes = ["\r", "\u{1B}[K", "\u{1B}[32m", "\u{1B}[0m"]
            let visible = codes.reduce(screen.text) { text, code in
                text.split(separator: code, omittingEmptySubsequences: false).joined()
            }
            #expect(visible.count < width || visible.isEmpty)
            #expect(screen.text.contains("\u{1B}[32m") == (isColoured && width >= 100))
        }
    }

    @Test func itIsNotDrawnTooOften() {
        let screen = Screen()
        let progress = screen.progress(isTerminal: true)
        for done in 0..<500 {
            var step = step
            step.done = done
            progress.advance(step)
        }
        #expect((1...5).contains(screen.written.count))
    }

    @Test func aLineForAnEpoch() {
        let screen = Screen()
        let progress = screen.progress(isTerminal: true)
        progress.advance(step)
        screen.written = []
        var last = step
        last.logs.merge(["val_loss": 1.5, "val_accuracy": 0.25, "learning_rate": 0.001]) { $1 }
        progress.finish(last)
        #expect(
            screen.text
                == "\r\u{1B}[KEpoch 3/20: loss 1.2032, accuracy 0.5000, val_loss 1.5000, val_accuracy 0.2500, "
                + "learning_rate 0.001, 412 samples/s, 1:15\n")
    }

    @Test func theBarGoesAwayWhenATrainingFails() {
        let screen = Screen()
        let trainer = Trainer(
            SmallNetwork(), optimizer: SGD(), loss: .crossEntropy(), callbacks: [InterruptAfter(steps: 2)],
            batchSize: 8,
            progress: screen.progress(isTerminal: true))
        #expect(throws: TrainingError.self) { try trainer.fit(Clouds(count: 50), epochs: 1) }
        #expect(screen.written.count >= 2 && screen.written.last == "\r\u{1B}[K")
    }

    @Test func elsewhereLinesOnly() {
        let screen = Screen()
        let progress = screen.progress(isTerminal: false)
        progress.advance(step)
        #expect(screen.written.isEmpty)
        progress.show("Something")
        progress.finish(step)
        var short = step
        short.seconds = 0.36
        short.samplesPerSecond = 3.14
        progress.finish(short)
        #expect(
            screen.text == "Something\nEpoch 3/20: loss 1.2032, accuracy 0.5000, 412 samples/s, 1:15\n"
                + "Epoch 3/20: loss 1.2032, accuracy 0.5000, 3.1 samples/s, 0.4 s\n")
    }

    @Test func aTrainingTellsHowFarItIs() throws {
        /// Notes what it is told.
        final class Notes: ProgressReporter {
            var (steps, finished, messages): ([ProgressStep], [ProgressStep], [String]) = ([], [], [])
            func advance(_ step: ProgressStep) { steps.append(step) }
            func finish(_ step: ProgressStep) { finished.append(step) }
            func show(_ message: String) { messages.append(message) }
            func clear() {}
        }
        let notes = Notes()
        let trainer = Trainer(
            SmallNetwork(), optimizer: SGD(), loss: .crossEntropy(),
            callbacks: [EarlyStopping(monitor: Monitor("f1", .maximize))], batchSize: 8, progress: notes)
        try trainer.fit(Clouds(count: 20), validation: Clouds(count: 9), epochs: 2)
        #expect(
            notes.steps.map(\.title)
                == [1, 2].flatMap { epoch in
                    [String](repeating: "Epoch \(epoch)/2", count: 3)
                        + [String](repeating: "Epoch \(epoch)/2, validation", count: 2)
                })
        #expect(notes.steps.prefix(5).map(\.done) == [8, 16, 20, 8, 9])
        #expect(notes.steps.prefix(5).map(\.total) == [20, 20, 20, 9, 9])
        #expect(notes.finished.map(\.logs) == trainer.history.epochs)
        #expect(notes.steps.allSatisfy { $0.samplesPerSecond > 0 && $0.secondsLeft >= 0 })
        // A warning is given once.
        #expect(notes.messages.count == 1)
        #expect(notes.messages.first?.hasPrefix("Warning: EarlyStopping waits for f1, which is not among [") == true)
    }
}
