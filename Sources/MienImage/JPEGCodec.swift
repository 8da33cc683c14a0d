import CJPEG
import Mien

/// Decodes a JPEG file, upright by its EXIF block.
func decodeJPEG(_ bytes: [UInt8], name: String) throws(ImageError) -> Image {
    guard let decoder = tjInitDecompress() else {
        throw .damaged(file: name, format: .jpeg, reason: "TurboJPEG could not be started")
    }
    defer { tjDestroy(decoder) }
    func damage() -> ImageError { .damaged(file: name, format: .jpeg, reason: message(of: decoder)) }

    // The status is not asked for: it is negative for sampling factors that TurboJPEG has no name for and decodes all
    // the same. What could not be found out stays as it is here.
    var (width, height, sampling, colors) = (Int32(-1), Int32(-1), Int32(-1), Int32(-1))
    _ = tjDecompressHeader3(decoder, bytes, UInt(bytes.count), &width, &height, &sampling, &colors)
    guard width >= 0, height >= 0, colors >= 0 else { throw damage() }
    try Image.checkSize(Int(width), Int(height), name: name)
    let isGrey = colors == Int32(TJCS_GRAY.rawValue)
    if colors == Int32(TJCS_CMYK.rawValue) || colors == Int32(TJCS_YCCK.rawValue) {
        throw .unsupportedColors(file: name, found: "CMYK")
    }

    let channels = isGrey ? 1 : 3
    let format = Int32((isGrey ? TJPF_GRAY : TJPF_RGB).rawValue)
    // A file that ends too early is a warning to libjpeg, which fills the rest with grey: a warning is an error here.
    // A small file of thousands of progressive scans could keep it busy for hours: TJFLAG_LIMITSCANS.
    let flags = TJFLAG_STOPONWARNING | TJFLAG_LIMITSCANS | TJFLAG_ACCURATEDCT
    var samples = [UInt8](repeating: 0, count: Int(width) * Int(height) * channels)
    let status = tjDecompress2(decoder, bytes, UInt(bytes.count), &samples, width, 0, height, format, flags)
    guard status == 0 else { throw damage() }
    let image = Image(width: Int(width), height: Int(height), channels: channels, samples: samples)
    return image.turned(to: Orientation(jpeg: bytes))
}

/// Encodes a grey or RGB image as JPEG, colours at full resolution (4:4:4).
func encodeJPEG(_ image: Image, quality: Int) throws(ImageError) -> [UInt8] {
    require((1...100).contains(quality), "jpegData: quality is \(quality); expected 1...100")
    if image.hasAlpha { throw .transparencyInJPEG(channels: image.channels) }
    func failure(_ reason: String) -> ImageError {
        .notEncodable(format: .jpeg, width: image.width, height: image.height, reason: reason)
    }
    // libjpeg's own limit; larger sides might not fit Int32 below.
    let longest = 65_500
    if max(image.width, image.height) > longest { throw failure("a side has at most \(longest) pixels") }
    guard let encoder = tjInitCompress() else { throw failure("TurboJPEG could not be started") }
    defer { tjDestroy(encoder) }

    let (format, sampling) = image.channels == 1 ? (TJPF_GRAY, TJSAMP_GRAY) : (TJPF_RGB, TJSAMP_444)
    var result: UnsafeMutablePointer<UInt8>?
    defer { tjFree(result) }
    var size: UInt = 0
    let status = tjCompress2(
        encoder, image.bytes, Int32(image.width), 0, Int32(image.height), Int32(format.rawValue), &result, &size,
        Int32(sampling.rawValue), Int32(quality), TJFLAG_ACCURATEDCT)
    guard status == 0 else { throw failure(message(of: encoder)) }
    return Array(UnsafeBufferPointer(start: result, count: Int(size)))
}

/// libjpeg's last sentence, without the name of the function that some begin with.
private func message(of codec: tjhandle) -> String {
    let text = String(cString: tjGetErrorStr2(codec))
    guard text.hasPrefix("tj"), let end = text.firstIndex(of: ":") else { return text }
    return String(text[text.index(after: end)...].drop { $0 == " " })
}
