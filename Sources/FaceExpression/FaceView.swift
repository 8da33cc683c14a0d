import FER2013
import MienImage

/// A face as the network sees it, and where it is in its image.
public struct FaceView: Sendable {
    /// Where the face is in a photograph; nil where the whole image is the face.
    public let face: DetectedFace?
    /// 48 × 48 grey values, row by row.
    public let pixels: [UInt8]

    /// The most pixels that a side of a face's crop has which is not searched for faces: twice FER2013's.
    private static let cropSide = 96
    /// The most that a side of a square image has which is taken for a crop if no face is found in it.
    private static let squareSide = 256

    /// The faces of an image, the surest first; none if it is a photograph without a face.
    ///
    /// An image of at most 96 pixels a side is a face, as those of FER2013 are, and so is a square one of at most 256 in
    /// which no face is found: its centre square counts.
    ///
    /// A face of a photograph is the detector's box, as it is: in 120 of 150 images of FER2013 the same cascade finds the face,
    /// and its box is the image, in the median (centre .50 and .50, side .98). The light stays as it is, too: the network has
    /// learnt from photographs in any light, with one mean and one deviation for all.
    ///
    /// - Parameters:
    ///   - image: of any size.
    ///   - detector: asked for only if there is a photograph to be searched, since its cascade takes time to read.
    public static func all<Failure: Error>(
        in image: Image, detector: () throws(Failure) -> FaceDetector
    ) throws(Failure) -> [FaceView] {
        let whole = { FaceView(face: nil, pixels: facePixels(of: image)) }
        if max(image.width, image.height) <= cropSide { return [whole()] }
        let faces = try detector().faces(in: image)
        if faces.isEmpty && image.width == image.height && image.width <= squareSide { return [whole()] }
        let grey = image.grayscale()
        return faces.map { face in
            let box = face.box
            let crop = grey.cropped(x: box.x, y: box.y, width: box.width, height: box.height)
            return FaceView(face: face, pixels: facePixels(of: crop))
        }
    }
}

extension FacePredictor {
    /// Which expression a face shows.
    public func predict(_ view: FaceView) -> Prediction { predict(pixels: view.pixels) }
}
