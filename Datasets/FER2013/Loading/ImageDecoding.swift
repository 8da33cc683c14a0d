import MienImage

/// Decodes image files to grey images of 48 × 48, one after the other in one buffer, on all threads.
func decodeImages(_ files: [String]) throws(FER2013Error) -> [UInt8] {
    try inParallel(files.count, blockSize: 256) { range throws(FER2013Error) in
        var pixels: [UInt8] = []
        pixels.reserveCapacity(range.count * FER2013.pixelCount)
        for file in files[range] {
            do throws(ImageError) {
                pixels += facePixels(of: try Image(contentsOf: file))
            } catch {
                throw .image(error)
            }
        }
        return pixels
    }
}

/// The pixels of an image as the data set has them: grey, the centre square, 48 × 48, 8 bits.
///
/// An image of that form is left as it is; any other is resized bilinearly.
///
/// - Returns: 2,304 grey values, row by row.
public func facePixels(of image: Image) -> [UInt8] {
    image.grayscale().centreSquare().resized(width: FER2013.side, height: FER2013.side).bytes
}
