import ArgumentParser

/// When an answer is unsure.
struct ThresholdOption: ParsableArguments {
    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("The probability below which an answer is `unsure`, from 0 to 1.", valueName: "share"))
    var threshold = 0.3

    func validate() throws {
        guard (0...1).contains(threshold) else { throw ValidationError("--threshold: 0 to 1 is expected.") }
    }
}
