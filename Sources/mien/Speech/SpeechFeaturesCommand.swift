import ArgumentParser
import MienAudio
import MienTraining
import SpeechEmotion

struct SpeechFeaturesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "features", abstract: "Compute the vector of features of paper 001 of recordings.",
        discussion: """
            160 numbers: the means of 40 MFCCs, of their first and second differences, and of 40 mel bands. --report draws \
            the recordings and their spectrograms, before and after silence is cut off.
            """)

    @OptionGroup var output: JSONOption

    @OptionGroup var page: ReportOption

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
        try page.check()
        let vectors = try parallelMap(files.count, title: "Features", on: .terminal) { index throws(AudioError) in
            SpeechVector.features(of: try Waveform(contentsOf: files[index]))
        }
        try page.write { path in
            var pictures = SpeechPictures()
            for file in files { pictures.add(try Waveform(contentsOf: file), name: file) }
            try pictures.write(to: path)
        }
        let entries = zip(files, vectors).map { Entry(file: $0, features: $1, names: SpeechVector.names) }
        let lines = entries.map { entry in
            "\(entry.file): " + zip(entry.names, entry.features).map { "\($0) \($1)" }.joined(separator: ", ")
        }
        try output.write(entries, text: lines.joined(separator: "\n"))
    }
}
