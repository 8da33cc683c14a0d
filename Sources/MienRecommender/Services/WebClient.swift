import Foundation

/// What is asked of a web server.
struct WebRequest: Sendable {
    var url: String
    var headers: [String] = []
    /// Sent by POST if it is there.
    var body: String?
}

/// Fetches from web servers with the program `curl`, which knows proxies and certificates as the system has them.
///
/// What is asked, with its keys, goes to the program's input: nobody sees it among the system's processes. Redirections are not
/// followed, since they could carry a key elsewhere.
struct WebClient: Sendable {
    /// The name by which errors call the server.
    let service: String
    /// Seconds to wait for the whole answer.
    var patience = 10.0
    /// Of an answer.
    var maximumBytes = 4 << 20

    /// - Returns: the answer to a request that the server accepted.
    /// - Throws: ``ServiceError``; `variables` are those that hold the keys.
    func answer(to request: WebRequest, keys variables: [String]) throws(ServiceError) -> Data {
        let (status, body) = try fetch(request)
        switch status {
        case 200..<300: return body
        case 401, 403: throw .refusedKey(service: service, variables: variables)
        case 429: throw .tooManyRequests(service: service)
        default: throw .failed(service: service, status: status)
        }
    }

    private func fetch(_ request: WebRequest) throws(ServiceError) -> (status: Int, body: Data) {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        // -q keeps the user's own settings out.
        process.arguments = ["curl", "-q", "--config", "-"]
        let (input, output) = (Pipe(), Pipe())
        (process.standardInput, process.standardOutput) = (input, output)
        process.standardError = FileHandle.nullDevice
        let answer: Data
        do {
            try process.run()
            try input.fileHandleForWriting.write(contentsOf: Data(configuration(of: request).utf8))
            try input.fileHandleForWriting.close()
            answer = try read(output.fileHandleForReading)
        } catch let error as ServiceError {
            throw error
        } catch {
            throw .noAnswer(service: service, reason: "\(error.localizedDescription)")
        }
        process.waitUntilExit()
        if let reason = Self.reasons[process.terminationStatus] { throw .noAnswer(service: service, reason: reason) }
        guard process.terminationStatus != 127 else { throw .noProgram("curl") }
        guard process.terminationStatus == 0, let end = answer.lastIndex(of: 0x0A),
            let status = Int(String(decoding: answer[(end + 1)...], as: UTF8.self))
        else {
            throw .noAnswer(service: service, reason: "curl ended with status \(process.terminationStatus)")
        }
        return (status, answer[..<end])
    }

    /// All that comes, unless it is too much: then curl finds nobody who reads on, and ends.
    private func read(_ handle: FileHandle) throws -> Data {
        var answer = Data()
        while let part = try handle.read(upToCount: 1 << 16), !part.isEmpty {
            answer += part
            if answer.count > maximumBytes {
                try handle.close()
                throw ServiceError.nonsense(service: service, reason: "more than \(maximumBytes >> 20) MB")
            }
        }
        return answer
    }

    /// Of curl's exit statuses those that a user can do something about.
    private static let reasons: [Int32: String] = [
        5: "the proxy's address is unknown", 6: "its address is unknown", 7: "no connection",
        28: "it took too long", 35: "no secure connection", 52: "it said nothing", 56: "the connection broke",
        60: "its certificate is not valid",
    ]

    /// As curl reads its settings: a line each, values in quotation marks.
    private func configuration(of request: WebRequest) -> String {
        var lines = [
            "silent", "globoff", "proto = \"=http,https\"", "connect-timeout = \(patience)", "max-time = \(patience)",
            "write-out = \"\\n%{http_code}\"", "url = \(Self.quoted(request.url))",
        ]
        lines += request.headers.map { "header = \(Self.quoted($0))" }
        if let body = request.body { lines.append("data-raw = \(Self.quoted(body))") }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func quoted(_ text: String) -> String {
        var result = "\""
        for character in text.unicodeScalars {
            switch character {
            case "\"", "\\": result += "\\\(character)"
            case "\n": result += "\\n"
            case "\r": result += "\\r"
            case "\t": result += "\\t"
            default: result.unicodeScalars.append(character)
            }
        }
        return result + "\""
    }
}

extension String {
    /// For the query of a web address (RFC 3986): all but letters, digits and `-._~` as `%XX`.
    package var percentEncoded: String {
        utf8.map { byte in
            let scalar = Unicode.Scalar(byte)
            let isPlain = byte < 0x80 && (scalar.properties.isAlphabetic || (0x30...0x39).contains(byte))
            if isPlain || "-._~".unicodeScalars.contains(scalar) { return String(Character(scalar)) }
            return "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
        }.joined()
    }
}
