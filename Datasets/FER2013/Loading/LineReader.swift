#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The lines of a file, read in pieces: memory stays bounded whatever the size of the file.
struct LineReader: ~Copyable {
    /// A line without its end.
    struct Line {
        let bytes: ArraySlice<UInt8>
        /// From 1.
        let number: Int
        /// Whether a line end follows; false for a last line that may have been cut short.
        let isEnded: Bool
    }

    /// The longest line: no row of 2,304 pixels comes near it.
    static let lineLimit = 1 << 18
    private static let pieceSize = 1 << 20

    private let path: String
    private let name: String
    private let descriptor: Int32

    /// - Parameter name: what errors call the file.
    init(_ path: String, name: String) throws(FER2013Error) {
        // Not blocking: a pipe would wait here until someone writes to it.
        let descriptor = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
        guard descriptor >= 0 else {
            if errno == ENOENT || errno == ENOTDIR { throw .missing(path: path) }
            throw .unreadable(path: path, reason: String(cString: strerror(errno)))
        }
        self.path = path
        self.name = name
        self.descriptor = descriptor
    }

    deinit { close(descriptor) }

    /// Calls `body` for every line from the start of the file, LF or CRLF, until it returns false.
    func readLines(_ body: (Line) throws(FER2013Error) -> Bool) throws(FER2013Error) {
        var piece = [UInt8](repeating: 0, count: Self.pieceSize)
        var buffer: [UInt8] = []
        var number = 0
        var searched = 0
        while true {
            let count = read(descriptor, &piece, piece.count)
            if count < 0 {
                if errno == EINTR { continue }
                throw .unreadable(path: path, reason: String(cString: strerror(errno)))
            }
            if count == 0 { break }
            buffer.append(contentsOf: piece[..<count])
            var start = 0
            while let end = buffer[max(start, searched)...].firstIndex(of: UInt8(ascii: "\n")) {
                number += 1
                guard try body(Line(bytes: withoutReturn(buffer[start..<end]), number: number, isEnded: true)) else {
                    return
                }
                start = end + 1
            }
            buffer.removeSubrange(..<start)
            searched = buffer.count
            if buffer.count > Self.lineLimit {
                throw .overlongLine(file: name, line: number + 1, limit: Self.lineLimit)
            }
        }
        if !buffer.isEmpty {
            _ = try body(Line(bytes: withoutReturn(buffer[...]), number: number + 1, isEnded: false))
        }
    }

    private func withoutReturn(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        line.last == UInt8(ascii: "\r") ? line.dropLast() : line
    }
}
