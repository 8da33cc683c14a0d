#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

extension Image {
    /// The most pixels that an image may claim: 100 million. A file of a few bytes can claim 20,000 × 20,000.
    public static let pixelLimit = 100_000_000

    /// Reads a PNG or JPEG file, told apart by content, upright by its EXIF orientation.
    ///
    /// PNG: every colour type and depth; palettes and depths below 8 bits become 8 bits, 16 bits stay, a transparent
    /// colour becomes alpha; samples are as in the file, without gamma or colour profile. JPEG: grey and RGB, baseline
    /// and progressive. A file that is cut short or damaged anywhere is an error, never part of an image.
    ///
    /// - Throws: ``ImageError``.
    public init(contentsOf path: String) throws(ImageError) {
        try self.init(decoding: try readFile(path), name: path)
    }

    /// Decodes a PNG or JPEG file that lies in memory; see ``init(contentsOf:)``.
    ///
    /// - Parameters:
    ///   - bytes: the whole file.
    ///   - name: what errors call it.
    public init(decoding bytes: [UInt8], name: String) throws(ImageError) {
        switch try ImageFormat(recognizing: bytes, name: name) {
        case .png: self = try decodePNG(bytes, name: name)
        case .jpeg: self = try decodeJPEG(bytes, name: name)
        }
    }

    /// Refuses what a header claims before anything is allocated for it.
    static func checkSize(_ width: Int, _ height: Int, name: String) throws(ImageError) {
        if width < 1 || height < 1 { throw .noPixels(file: name, width: width, height: height) }
        let (area, overflow) = width.multipliedReportingOverflow(by: height)
        if overflow || area > pixelLimit {
            throw .tooManyPixels(file: name, width: width, height: height, limit: pixelLimit)
        }
    }
}

// MARK: - Files

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

private func systemReason() -> String { String(cString: strerror(errno)) }
