import CPNG

/// Decodes a PNG file, upright by its `eXIf` chunk.
func decodePNG(_ bytes: [UInt8], name: String) throws(ImageError) -> Image {
    try checkPNGSize(bytes, name: name)
    var reader = mien_png_reader()
    // libpng holds the reader's address, and the bytes', until the end.
    return try withUnsafeMutablePointer(to: &reader) { reader throws(ImageError) in
        try bytes.withUnsafeBufferPointer { bytes throws(ImageError) in
            try decodePNG(bytes, with: reader, name: name)
        }
    }
}

/// libpng refuses a side of zero in general words, and only after having read the chunks that precede the pixels.
private func checkPNGSize(_ bytes: [UInt8], name: String) throws(ImageError) {
    let isHeader = bytes.count >= 24 && bytes[12..<16].elementsEqual("IHDR".utf8)
    guard isHeader else { throw .damaged(file: name, format: .png, reason: "it does not begin with a whole header") }
    func number(at start: Int) -> Int { bytes[start..<start + 4].reduce(0) { $0 << 8 | Int($1) } }
    try Image.checkSize(number(at: 16), number(at: 20), name: name)
}

private func decodePNG(
    _ bytes: UnsafeBufferPointer<UInt8>, with reader: UnsafeMutablePointer<mien_png_reader>, name: String
) throws(ImageError) -> Image {
    defer { mien_png_finish(reader) }
    func check(_ success: Bool) throws(ImageError) {
        if success { return }
        let reason = String(cString: mien_png_reader_message(reader))
        throw ImageError.damaged(file: name, format: .png, reason: reason)
    }
    var (width, height, channels, depth) = (0, 0, Int32(0), Int32(0))
    try check(mien_png_start(reader, bytes.baseAddress, bytes.count))
    try check(mien_png_read_header(reader, &width, &height, &channels, &depth))

    let rowSize = width * Int(channels) * Int(depth / 8)
    var pixels = [UInt8](repeating: 0, count: rowSize * height)
    try check(mien_png_read_pixels(reader, &pixels, rowSize))
    var exifSize = 0
    let exif = UnsafeBufferPointer(start: mien_png_exif(reader, &exifSize), count: exifSize)
    let samples: Image.Samples = depth == 16 ? .sixteenBit(joined(pixels)) : .eightBit(pixels)
    let image = Image(width: width, height: height, channels: Int(channels), samples: samples)
    return image.turned(to: Orientation(exif: Array(exif)))
}

/// Encodes an image as PNG, its samples as they are.
func encodePNG(_ image: Image) throws(ImageError) -> [UInt8] {
    let pixels =
        switch image.samples {
        case .eightBit(let samples): samples
        case .sixteenBit(let samples): samples.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
        }
    var writer = mien_png_writer()
    return try withUnsafeMutablePointer(to: &writer) { writer throws(ImageError) in
        defer { mien_png_discard(writer) }
        let channels = Int32(image.channels)
        guard mien_png_write(writer, pixels, image.width, image.height, channels, Int32(image.depth)) else {
            let reason = String(cString: mien_png_writer_message(writer))
            throw .notEncodable(format: .png, width: image.width, height: image.height, reason: reason)
        }
        return Array(UnsafeBufferPointer(start: writer.pointee.bytes, count: writer.pointee.count))
    }
}

/// 16-bit samples from bytes, the high one first.
private func joined(_ bytes: [UInt8]) -> [UInt16] {
    (0..<bytes.count / 2).map { UInt16(bytes[2 * $0]) << 8 | UInt16(bytes[2 * $0 + 1]) }
}
