import ArgumentParser
import FoundationEssentials
import Mien
import MienTraining

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Where results go as JSON.
struct JSONOption: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Write the result as JSON to this file; - writes it, and nothing else, to standard output.",
            valueName: "file"))
    var json: String?

    /// Throws if the file cannot be written to. Called before long work, which would be lost.
    func check() throws(CommandError) {
        guard let json, json != "-" else { return }
        if Files.isFolder(json) { throw .cannotWrite(json, reason: "it is a folder") }
        if let reason = Files.obstacle(toFileAt: json) { throw .cannotWrite(json, reason: reason) }
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

    private func store(_ text: String, at path: String) throws(CommandError) {
        if isSpecial(path) {
            let file = open(path, O_WRONLY | O_CLOEXEC)
            guard file >= 0 else { throw .cannotWrite(path, reason: String(cString: strerror(errno))) }
            defer { close(file) }
            return try mien.write(text, to: file, named: path)
        }
        do throws(AtomicFile.Failure) {
            try AtomicFile.write(text, to: path)
        } catch {
            throw .cannotWrite(path, reason: error.reason)
        }
    }

    /// Whether `path` is a device, a pipe or a link, which must not be replaced by a file.
    private func isSpecial(_ path: String) -> Bool {
        var status = stat()
        return lstat(path, &status) == 0 && status.st_mode & S_IFMT != S_IFREG
    }
}
