#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A file that is open for reading: no folder, device or pipe.
struct RegularFile: ~Copyable {
    let path: String
    let byteCount: Int
    let descriptor: Int32

    init(_ path: String) throws(AudioError) {
        // A pipe would block here until someone writes to it.
        let descriptor = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
        guard descriptor >= 0 else {
            if errno == ENOENT || errno == ENOTDIR { throw .missingFile(file: path) }
            throw .unreadable(file: path, reason: systemReason())
        }
        var status = stat()
        let problem: AudioError? =
            if fstat(descriptor, &status) != 0 {
                .unreadable(file: path, reason: systemReason())
            } else {
                switch status.st_mode & S_IFMT {
                case S_IFREG: nil
                case S_IFDIR: .folder(file: path)
                default: .specialFile(file: path)
                }
            }
        if let problem {
            close(descriptor)
            throw problem
        }
        (self.path, self.descriptor, byteCount) = (path, descriptor, Int(status.st_size))
    }

    deinit { close(descriptor) }

    /// Another descriptor of the file, with the same place in it, for somebody who closes it.
    func duplicate() throws(AudioError) -> Int32 {
        let duplicate = fcntl(descriptor, F_DUPFD_CLOEXEC, 0)
        if duplicate < 0 { throw .unreadable(file: path, reason: systemReason()) }
        return duplicate
    }

    /// At most `count` bytes from `start` on; fewer only at the end. What reads on from the file's own place is not disturbed.
    func bytes(at start: Int, count: Int) throws(AudioError) -> [UInt8] {
        var failed = false
        let bytes = [UInt8](unsafeUninitializedCapacity: count) { target, filled in
            while filled < count {
                let rest = UnsafeMutableRawBufferPointer(rebasing: UnsafeMutableRawBufferPointer(target)[filled...])
                let step = pread(descriptor, rest.baseAddress, rest.count, off_t(start + filled))
                if step < 0 && errno == EINTR { continue }
                failed = step < 0
                if step <= 0 { break }
                filled += step
            }
        }
        if failed { throw .unreadable(file: path, reason: systemReason()) }
        return bytes
    }
}

private func systemReason() -> String { String(cString: strerror(errno)) }
