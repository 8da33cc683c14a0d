import ArgumentParser
import SpeechEmotion

/// Who may be in training, and who in the test.
struct ProtocolOption: ParsableArguments {
    enum Name: String, ExpressibleByArgument, CaseIterable {
        case paper, honest, everything
    }

    @Option(
        name: .customLong("protocol"),
        help: ArgumentHelp(
            """
            paper: a random fifth is the test, with voices that are in training too; honest: the speakers of a published \
            fold; everything: all to learn from. (default: paper)
            """, valueName: "name"))
    private var name: Name?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("The fold of the honest protocol. (default: 1)", valueName: "1 … 5"),
        transform: number(in: 1...5))
    private var fold: Int?

    var isGiven: Bool { name != nil || fold != nil }

    var value: SpeechProtocol {
        switch name ?? .paper {
        case .paper: .paper
        case .honest: .honest(fold: fold ?? 1)
        case .everything: .everything
        }
    }

    func validate() throws {
        if fold != nil && name != .honest { throw ValidationError("--fold is for --protocol honest.") }
    }
}
