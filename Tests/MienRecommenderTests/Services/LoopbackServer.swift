import Foundation

/// Recorded answers, served on the loopback until the server is released.
final class LoopbackServer: @unchecked Sendable {
    let address: String
    private static let recorded = Bundle.module.bundleURL.appending(path: "Recorded").path
    private let process = Process()
    private let output = Pipe()

    /// - Parameters:
    ///   - files: by the beginnings of paths.
    ///   - folder: of the files; by default that of recorded answers.
    ///   - delay: seconds before each answer.
    init(_ files: [String: String], in folder: String? = nil, status: Int = 200, delay: Double = 0) throws {
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments =
            ["python3", "\(Self.recorded)/server.py", folder ?? Self.recorded, "\(status)", "\(delay)"]
            + files.map { "\($0)=\($1)" }
        process.standardOutput = output
        try process.run()
        var line = ""
        while let byte = try output.fileHandleForReading.read(upToCount: 1), byte.first != 0x0A {
            line += String(decoding: byte, as: UTF8.self)
        }
        address = "http://127.0.0.1:\(line)"
    }

    deinit { kill() }

    /// Threads of a pool block SIGTERM, and so do the programs that they start.
    private func kill() { Foundation.kill(process.processIdentifier, SIGKILL) }

    /// Ends the server and tells what it was asked.
    func requests() throws -> [Request] {
        kill()
        let lines = try output.fileHandleForReading.readToEnd() ?? Data()
        return try lines.split(separator: 0x0A).map { try JSONDecoder().decode(Request.self, from: Data($0)) }
    }

    struct Request: Decodable {
        let path: String
        let headers: [String: String]
        let body: String
    }
}
