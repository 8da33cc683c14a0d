import Mien
import Testing

/// What the program says of itself.
struct HelpTests {
    static let commands: [(path: String, options: [String])] = [
        ("", ["--version", "face", "speech", "datasets", "benchmark", "info"]),
        ("face", ["train", "evaluate", "predict", "detect", "summary"]),
        (
            "face train",
            ["--data", "--recipe", "--epochs", "--batch-size", "--seed", "--out", "--resume", "--limit", "paper-002"]
        ),
        ("face evaluate", ["--model", "--data", "--split", "--limit", "--json", "--report"]),
        ("face predict", ["--model", "--json", "--annotate", "--cascade", "<file> ..."]),
        (
            "face detect",
            ["--cascade", "--scale", "--neighbors", "--min-size", "--json", "--annotate", "<file> ..."]
        ),
        ("face summary", ["--recipe", "reference, paper-002"]),
        ("speech", ["summary"]),
        ("speech summary", ["--recipe", "lstm, cnn, cnn-lstm"]),
        ("datasets", ["list", "check", "make"]),
        ("datasets list", []),
        ("datasets check", ["--json", "<path>"]),
        ("datasets make", ["--count", "--seed", "faces", "<folder>"]),
        ("benchmark", ["--list", "--batch", "--steps", "--threads", "--json", "<name>"]),
        ("info", []),
    ]

    @Test(arguments: commands) func helpOfEachCommand(_ path: String, _ options: [String]) throws {
        let words = path.split(separator: " ").map(String.init)
        let help = try Program.run(words + ["--help"], in: ".")
        #expect(help.ending == .exit(0) && help.error.isEmpty)
        #expect(help.output.hasPrefix("OVERVIEW: "))
        #expect(help.output.contains("USAGE: mien \(path)"))
        for option in options { #expect(help.output.contains(option), "\(option) is not in the help") }
        // The line of the usage is the parser's; all others fit a terminal.
        let lines = help.output.split(separator: "\n").filter { !$0.hasPrefix("USAGE") }
        #expect(lines.allSatisfy { $0.count <= 80 })
        #expect(try Program.run(["help"] + words, in: ".").output == help.output)
    }

    @Test func withoutACommandHelpIsPrinted() throws {
        let bare = try Program.run([], in: ".")
        #expect(bare.ending == .exit(0))
        #expect(try bare.output == Program.run(["--help"], in: ".").output)
    }

    @Test func version() throws {
        #expect(try Program.run(["--version"], in: ".").output == "\(libraryVersion)\n")
    }

    @Test func info() throws {
        let info = try Program.run(["info"], in: ".", environment: ["MIEN_THREADS": "2"])
        #expect(info.ending == .exit(0))
        let lines = info.output.split(separator: "\n")
        #expect(lines.first == "Mien \(libraryVersion)")
        #expect(lines.contains("threads: 2"))
        for fact in ["build: ", "instruction set: ", "convolutions: ", "matrix products: ", "memory of tensors: "] {
            #expect(lines.contains { $0.hasPrefix(fact) && $0.count > fact.count }, "\(fact)is missing")
        }
        // A debug build says so, and says nothing else.
        #expect(info.error.isEmpty || info.error.hasPrefix("Warning: a debug build"))
    }

    @Test(arguments: InstructionSet.available) func infoTellsTheInstructionSet(_ set: InstructionSet) throws {
        let info = try Program.run(["info"], in: ".", environment: ["MIEN_INSTRUCTION_SET": set.rawValue])
        #expect(info.output.contains("instruction set: \(set) (MIEN_INSTRUCTION_SET: baseline"))
        #expect(info.error.isEmpty || info.error.hasPrefix("Warning: a debug build"))
    }

    @Test func summary() throws {
        let reference = try Program.run(["face", "summary"], in: ".")
        #expect(reference.ending == .exit(0) && reference.error.isEmpty)
        #expect(reference.output.contains("Trainable params: 3,489,095 "))
        #expect(reference.output.contains("(None, 48, 48, 32)") && reference.output.contains("(None, 7)"))
        let five = try Program.run(["face", "summary", "--recipe", "paper-002"], in: ".")
        #expect(five.output.contains("Trainable params: 3,488,581 ") && five.output.contains("(None, 5)"))
    }

    /// Paper 001's tables; their rows are tested with the networks.
    @Test(arguments: [
        ("lstm", "305,864", "305,864"), ("cnn", "166,984", "166,088"), ("cnn-lstm", "378,344", "377,448"),
    ])
    func summaryOfSpeech(_ recipe: String, _ total: String, _ trainable: String) throws {
        let summary = try Program.run(["speech", "summary", "--recipe", recipe], in: ".")
        #expect(summary.ending == .exit(0) && summary.error.isEmpty)
        #expect(summary.output.contains("Total params: \(total) "))
        #expect(summary.output.contains("Trainable params: \(trainable) "))
        #expect(summary.output.contains("│ dense_2 (Dense)") && summary.output.contains("(None, 8)"))
    }

    @Test func summaryOfSpeechWithoutARecipe() throws {
        let bare = try Program.run(["speech", "summary"], in: ".")
        #expect(bare.ending == .exit(0) && bare.error.isEmpty)
        #expect(try bare.output == Program.run(["speech", "summary", "--recipe", "cnn-lstm"], in: ".").output)
    }
}
