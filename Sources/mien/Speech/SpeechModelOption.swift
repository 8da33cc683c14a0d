import ArgumentParser
import SpeechEmotion

/// Which network to use.
struct SpeechModelOption: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            """
            A run folder or a file of weights; given several times, they answer together. \
            (default: the weights that ship with Mien)
            """, valueName: "path"))
    var model: [String] = []

    func read() throws -> SpeechModel { try SpeechModel(ensemble: model) }
}
