import ArgumentParser
import FoundationEssentials

/// Where results go as JSON.
struct JSONOption: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Write the result as JSON to this file; - writes it, and nothing else, to standard output.",
            valueName: "file"))
    var json: String?

    /// Throws if the file cannot be written to. Called before long work, which would be lost.
    func check() throws(CommandError) {
        if let json, json != "-" { try checkWritable(json) }
    }

    /// Writes `value` where the user wants it, and prints `text` unless standard output is taken by that.
    func write(_ value: some Encodable, text: @autoclosure () -> String) throws {
        guard let json else { return try printOutput(text()) }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        // JSON has no such numbers, and a result that holds one is a result.
        encoder.nonConformingFloatEncodingStrategy = .convertToString(
            positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
        let document = String(decoding: try encoder.encode(value), as: UTF8.self)
        if json == "-" { return try printOutput(document) }
        try store(document + "\n", at: json)
        try printOutput(text())
    }
}
