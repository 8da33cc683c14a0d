#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// More than the largest image that is read takes uncompressed, 8 bytes a pixel; what is larger is no image.
private let fileSizeLimit = 1 << 30

/// The whole content of a regular file.
func readFile(_ path: String) throws(ImageError) -> [UInt8] {
    // A pipe would block here until someone writes to it.
    let descriptor = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
    guard descriptor >= 0 else {
        if errno == ENOENT || errno == ENOTDIR { throw .missingFile(file: path) }
        throw .unreadable(file: path, reason: systemReason())
    }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw .unreadable(file: path, reason: systemReason()) }
    switch status.st_mode & S_IFMT {
    case S_IFREG: break
    case S_IFDIR: throw .folder(file: path)
    default: throw .specialFile(file: path)
    }
    let size = Int(status.st_size)
    if size > fileSizeLimit { throw .fileTooLarge(file: path, bytes: size, limit: fileSizeLimit) }

    var failed = false
    let bytes = [UInt8](unsafeUninitializedCapacity: size) { target, count in
        while count < size {
            let rest = UnsafeMutableRawBufferPointer(rebasing: UnsafeMutableRawBufferPointer(target)[count...])
            let step = read(descriptor, rest.baseAddress, rest.count)
            if step < 0 && errno == EINTR { continue }
            failed = step < 0
            if step <= 0 { break }
            count += step
        }
    }
    if failed { throw .unreadable(file: path, reason: systemReason()) }
    return bytes
}

/// Writes a file beside its place and renames it: whoever looks finds the old content or the new, never a part.
func writeFile(_ bytes: [UInt8], to path: String) throws(ImageError) {
    let folder = path.lastIndex(of: "/").map { path[...$0] } ?? ""
    let temporary = "\(folder).mien-\(String(UInt64.random(in: 0 ... .max), radix: 36)).tmp"
    let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw writeError(path) }
    do throws(ImageError) {
        do throws(ImageError) {
            try writeAll(bytes, to: descriptor, name: path)
        } catch {
            close(descriptor)
            throw error
        }
        guard close(descriptor) == 0, rename(temporary, path) == 0 else { throw writeError(path) }
    } catch {
        unlink(temporary)
        throw error
    }
}

/// Writes to an open file.
package func writeAll(_ bytes: [UInt8], to descriptor: Int32, name: String) throws(ImageError) {
    var written = 0
    while written < bytes.count {
        let step = bytes[written...].withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
        if step < 0 {
            if errno == EINTR { continue }
            throw writeError(name)
        }
        written += step
    }
}

/// The error for what the system last reported about a file to write.
private func writeError(_ path: String) -> ImageError {
    errno == ENOSPC || errno == EDQUOT ? .diskFull(file: path) : .unwritable(file: path, reason: systemReason())
}

private func systemReason() -> String { String(cString: strerror(errno)) }
