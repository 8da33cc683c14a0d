import Mien

extension Image {
    /// The image as a PNG file, without loss.
    public func pngData() throws(ImageError) -> [UInt8] { try encodePNG(self) }

    /// The image as a JPEG file, colours at full resolution; 16-bit samples are rounded to 8.
    ///
    /// - Parameter quality: 1...100, as in libjpeg.
    /// - Throws: ``ImageError/transparencyInJPEG(channels:)`` for an image with alpha, and for a side above 65,500.
    public func jpegData(quality: Int = 90) throws(ImageError) -> [UInt8] {
        try encodeJPEG(self, quality: quality)
    }

    /// Writes a PNG or JPEG file (quality 90), as the extension says.
    ///
    /// It is written beside its place and then renamed, so that there is never half a file.
    public func write(to path: String) throws(ImageError) {
        let bytes =
            switch try ImageFormat(extensionOf: path) {
            case .png: try pngData()
            case .jpeg: try jpegData()
            }
        do {
            try AtomicFile.write(bytes, to: path)
        } catch {
            throw .unwritable(file: path, reason: error.reason)
        }
    }
}
