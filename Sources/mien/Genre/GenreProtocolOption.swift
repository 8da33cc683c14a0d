import ArgumentParser
import MusicGenre

/// Which clips are learnt from, and which are in the test.
struct GenreProtocolOption: ParsableArguments {
    enum Name: String, ExpressibleByArgument, CaseIterable {
        case paper
        case random = "random-10"
        case honest, everything
    }

    @Option(
        name: .customLong("protocol"),
        help: ArgumentHelp(
            """
            paper: a fifth is the test, and 22 columns are seen; random-10: one of ten random parts is the test; honest: no \
            artist on both sides, no copies, without the clips' length; everything: all to learn from. (default: paper)
            """, valueName: "name"))
    private var name: Name?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("The fold of the random-10 or honest protocol. (default: 1)", valueName: "1 … 10"),
        transform: number(in: 1...GenreProtocol.randomFolds))
    private var fold: Int?

    var value: GenreProtocol {
        switch name ?? .paper {
        case .paper: .paper
        case .random: .random(fold: fold ?? 1)
        case .honest: .honest(fold: fold ?? 1)
        case .everything: .everything
        }
    }

    func validate() throws {
        if fold != nil && name != .random && name != .honest {
            throw ValidationError("--fold is for --protocol random-10 and honest.")
        }
    }
}
