import Foundation
import Testing

/// A command that must be refused, and how.
struct Refusal: Sendable, CustomTestStringConvertible {
    /// `{data}`, `{run}` and `{face}` stand for the paths of the ``Sample``.
    var arguments: [String]
    let status: Int32
    /// Parts of the message.
    var says: [String]
    var script: String?
    var environment: [String: String] = [:]
    /// Makes what the command finds in its working folder.
    var preparing: @Sendable (Folder) throws -> Void = { _ in }

    init(
        _ command: String, _ status: Int32, _ says: String..., environment: [String: String] = [:],
        script: String? = nil, preparing: @escaping @Sendable (Folder) throws -> Void = { _ in }
    ) {
        arguments = command.split(separator: " ").map(String.init)
        (self.status, self.says, self.script, self.environment) = (status, says, script, environment)
        self.preparing = preparing
    }

    var testDescription: String { "\(arguments.joined(separator: " ")): \(says.first ?? "")" }

    /// Expects the status, one line on standard error that says what it should, nothing on standard output, and that no
    /// file was written, changed or left half-written.
    func check() throws {
        let folder = try Folder()
        try preparing(folder)
        let before = try folder.content
        let outcome = try Program.run(
            Sample.filled(arguments), in: folder.path, environment: environment, script: script)
        #expect(outcome.ending == .exit(status), "\(outcome.error)")
        #expect(outcome.output.isEmpty)
        for part in says {
            #expect(outcome.error.contains(part), "“\(part)” is not said in: \(outcome.error)")
        }
        // Wrong usage is told in the parser's own form; remarks on the data may come before anything else.
        let isParsers = status == 64 && outcome.error.hasPrefix("Error: ")
        let errors = outcome.errorLines.filter { $0.hasPrefix("mien: ") }
        #expect(isParsers || (errors.count == 1 && outcome.errorLines.last == errors.first), "\(outcome.error)")
        #expect(try folder.content == before)
    }
}

extension [UInt8] {
    /// As they lie in a PNG file.
    init(bigEndian number: UInt32) { self = (0..<4).map { UInt8(truncatingIfNeeded: number >> (24 - 8 * $0)) } }
}

/// A PNG file whose header claims `side` × `side` grey pixels, with the right checksum and hardly any pixels.
func pngClaiming(side: UInt32) -> [UInt8] {
    func chunk(_ name: String, _ content: [UInt8]) -> [UInt8] {
        let body = Array(name.utf8) + content
        return [UInt8](bigEndian: UInt32(content.count)) + body + [UInt8](bigEndian: crc32(body))
    }
    let header = [UInt8](bigEndian: side) + [UInt8](bigEndian: side) + [8, 0, 0, 0, 0]
    let pixels: [UInt8] = [0x78, 0x9C, 0x63, 0x00, 0x00, 0x00, 0x01, 0x00, 0x01]
    return [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A] + chunk("IHDR", header) + chunk("IDAT", pixels)
        + chunk("IEND", [])
}

/// The checksum of PNG files.
private func crc32(_ bytes: [UInt8]) -> UInt32 {
    ~bytes.reduce(~0) { checksum, byte in
        (0..<8).reduce(checksum ^ UInt32(byte)) { value, _ in value & 1 == 1 ? value >> 1 ^ 0xEDB8_8320 : value >> 1 }
    }
}
