import ArgumentParser
import MienAudio
import SpeechEmotion

struct SpeechFeaturesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "features", abstract: "Compute the vector of features of paper 001 of recordings.",
        discussion: "160 numbers: the means of 40 MFCCs, of their first and second differences, and of 40 mel bands.")

    @OptionGroup var output: JSONOption

    @Argument(help: ArgumentHelp("Recordings: WAV, FLAC, Ogg or MP3.", valueName: "file"))
    var files: [String]

    /// One entry of the JSON document.
    private struct Entry: Encodable {
        let file: String
        let features: [Float]
        let names: [String]
    }

    func run() throws {
        try output.check()
        let entries = try files.map { file in
            Entry(
                file: file, features: SpeechVector.features(of: try Waveform(contentsOf: file)),
                names: SpeechVector.names)
        }
        let lines = entries.map { entry in
            "\(entry.file): " + zip(entry.names, entry.features).map { "\($0) \($1)" }.joined(separator: ", ")
        }
        try output.write(entries, text: lines.joined(separator: "\n"))
    }
}
