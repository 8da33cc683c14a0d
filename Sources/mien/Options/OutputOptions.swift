import ArgumentParser
import FoundationEssentials
import Mien

/// Where results go as JSON.
struct JSONOption: ParsableArguments {
    @Option(
        name: .long, help: "Write the result as JSON to this file; - writes it, and nothing else, to standard output.")
    var json: String?

    /// Writes `value` where the user wants it.
    ///
    /// - Returns: whether standard output is taken, so that nothing else may be printed.
    func write(_ value: some Encodable) throws -> Bool {
        guard let json else { return false }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        let text = String(decoding: try encoder.encode(value), as: UTF8.self)
        if json == "-" {
            print(text)
        } else {
            do throws(AtomicFile.Failure) {
                try AtomicFile.write(text + "\n", to: json)
            } catch {
                throw OutputError.cannotWrite(json, reason: error.reason)
            }
        }
        return json == "-"
    }
}

/// What can be wrong with a place for results.
enum OutputError: Failure {
    case cannotWrite(String, reason: String)
    case cannotMakeFolder(String, reason: String)

    var kind: FailureKind { .cannotWrite }

    var description: String {
        switch self {
        case .cannotWrite(let path, let reason):
            "\(path): cannot be written: \(reason). Nothing was changed; make room or choose another place."
        case .cannotMakeFolder(let path, let reason):
            "\(path): the folder cannot be made: \(reason). Choose another place."
        }
    }
}

/// Makes `path` and the folders it lies in, as far as they are missing.
func makeFolder(_ path: String) throws(OutputError) {
    do {
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    } catch {
        throw .cannotMakeFolder(path, reason: "a file stands there, or the folder above may not be changed")
    }
}
