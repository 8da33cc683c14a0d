#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A file that is read in parts, so that a header is checked before anything of the size it claims is allocated.
struct InputFile: ~Copyable {
    let path: String
    let byteCount: Int
    private let descriptor: Int32

    init(_ path: String) throws(SerializationError) {
        let opened = open(path, O_RDONLY | O_CLOEXEC)
        guard opened >= 0 else { throw .cannotRead(file: path, reason: AtomicFile.Failure().reason) }
        self.path = path
        descriptor = opened
        var status = stat()
        let isKnown = fstat(opened, &status) == 0
        byteCount = isKnown ? Int(status.st_size) : 0
    }

    deinit { close(descriptor) }

    /// The bytes from `start` on.
    func read(at start: Int, count: Int) throws(SerializationError) -> [UInt8] {
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
