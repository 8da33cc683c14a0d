#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A file that is read in parts, so that a header is checked before anything of the size it claims is allocated.
package struct InputFile: ~Copyable {
    package let path: String
    package let byteCount: Int
    private let descriptor: Int32

    package init(_ path: String) throws(SerializationError) {
        // Not blocking: a pipe would wait here until someone writes to it.
        let opened = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
        guard opened >= 0 else {
            throw errno == ENOENT
                ? .missingFile(file: path) : .cannotRead(file: path, reason: AtomicFile.Failure().reason)
        }
        var status = stat()
        let isKnown = fstat(opened, &status) == 0
        // A folder is told by the system, in its words, when it is read.
        guard isKnown, [S_IFREG, S_IFDIR].contains(status.st_mode & S_IFMT) else {
            close(opened)
            throw .cannotRead(file: path, reason: "it is a device or a pipe")
        }
        self.path = path
        descriptor = opened
        byteCount = Int(status.st_size)
    }

    deinit { close(descriptor) }

    /// The bytes from `start` on.
    package func read(at start: Int, count: Int) throws(SerializationError) -> [UInt8] {
        var failure: SerializationError?
        let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            while filled < count {
                let received = pread(
                    descriptor, buffer.baseAddress.map { $0 + filled }, count - filled, off_t(start + filled))
                if received < 0 && errno == EINTR { continue }
                if received < 0 { failure = .cannotRead(file: path, reason: AtomicFile.Failure().reason) }
                if received <= 0 { break }
                filled += received
            }
        }
        if let failure { throw failure }
        guard bytes.count == count else {
            throw .tooShort(file: path, found: byteCount, expected: start + count)
        }
        return bytes
    }
}
