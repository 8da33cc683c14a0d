#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A file that appears whole or not at all: it is written beside its place, synced, and renamed.
package struct AtomicFile: ~Copyable {
    /// What the system said, such as `No space left on device`.
    package struct Failure: Error, Equatable {
        package let reason: String

        package init() { reason = String(cString: strerror(errno)) }
    }

    /// What the name of a file ends with that is not yet whole.
    package static let partialSuffix = ".partial"

    private let path: String
    private let temporary: String
    private let descriptor: Int32

    /// Begins a file that will stand at `path` after ``commit()``.
    package init(_ path: String) throws(Failure) {
        self.path = path
        temporary = "\(path).\(getpid())\(Self.partialSuffix)"
        descriptor = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        if descriptor < 0 { throw Failure() }
    }

    /// Without a commit nothing remains, and the file that was there stays.
    deinit {
        close(descriptor)
        unlink(temporary)
    }

    package func append(_ bytes: [UInt8]) throws(Failure) {
        var written = 0
        while written < bytes.count {
            let count = bytes.withUnsafeBytes {
                writeSome(descriptor, $0.baseAddress.map { $0 + written }, $0.count - written)
            }
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else { throw Failure() }
            written += count
        }
    }

    package consuming func commit() throws(Failure) {
        guard fsync(descriptor) == 0, rename(temporary, path) == 0 else { throw Failure() }
    }

    /// Writes `bytes` to `path`.
    package static func write(_ bytes: [UInt8], to path: String) throws(Failure) {
        let file = try AtomicFile(path)
        try file.append(bytes)
        try file.commit()
    }

    /// Writes `text` to `path` in UTF-8.
    package static func write(_ text: String, to path: String) throws(Failure) { try write(Array(text.utf8), to: path) }
}

private func writeSome(_ descriptor: Int32, _ start: UnsafeRawPointer?, _ count: Int) -> Int {
    write(descriptor, start, count)
}
