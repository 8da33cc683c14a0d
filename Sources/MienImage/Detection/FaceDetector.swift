import Mien
import MienKernels

/// Finds faces, or whatever its cascade has learnt, in photographs: the method of Viola and Jones, as in OpenCV 4's
/// `detectMultiScale`, with the same windows and the same groups of them.
///
/// ```swift
/// let detector = try FaceDetector()
/// for face in detector.faces(in: try Image(contentsOf: "photograph.jpg")) { print(face.box, face.score) }
/// ```
///
/// The picture is looked at in ever smaller sizes. In each a window slides over it, and the cascade says which windows are
/// faces; a face is seen by many windows, which are grouped. Of two groups for one face the surer counts.
public struct FaceDetector: Sendable {
    public let cascade: Cascade
    /// How much smaller each size of the picture is than the one before.
    public let scaleFactor: Double
    /// A face is seen by more windows than this.
    public let minimumNeighbors: Int
    /// The least side of a face's box, in pixels.
    public let minimumSize: Int

    /// - Parameters:
    ///   - cascade: nil for OpenCV's `haarcascade_frontalface_default`, from ``Cascade/path(named:)``.
    ///   - scaleFactor: 1.01 to 10; smaller ones find more and take longer.
    ///   - minimumNeighbors: zero gives each window by itself.
    ///   - minimumSize: those below the cascade's own window are not found either.
    /// - Throws: ``ImageError`` if the cascade cannot be read.
    public init(
        _ cascade: Cascade? = nil, scaleFactor: Double = 1.1, minimumNeighbors: Int = 3, minimumSize: Int = 0
    ) throws(ImageError) {
        require(
            (1.01...10).contains(scaleFactor), "FaceDetector: a scale factor of \(scaleFactor); expected 1.01 to 10")
        require(minimumNeighbors >= 0, "FaceDetector: \(minimumNeighbors) neighbours; expected none or more")
        if let cascade {
            self.cascade = cascade
        } else {
            self.cascade = try Cascade(contentsOf: Cascade.path(named: "haarcascade_frontalface_default"))
        }
        (self.scaleFactor, self.minimumNeighbors, self.minimumSize) = (scaleFactor, minimumNeighbors, minimumSize)
    }

    /// The faces in an image of any size, the surest first; none in one that is smaller than the cascade's window.
    ///
    /// A face whose centre lies in a surer one's box is that face again and left out, which OpenCV does not do: on 52
    /// photographs of 88 faces both find 69, OpenCV with 17 false ones, and this with 12. Without grouping nothing is left out.
    ///
    /// Work goes to all threads; the result does not depend on their number.
    public func faces(in image: Image) -> [DetectedFace] {
        let groups = groups(in: image)
        if minimumNeighbors == 0 { return groups }
        return groups.reduce(into: []) { faces, face in
            if !faces.contains(where: { $0.box.holdsCenter(of: face.box) }) { faces.append(face) }
        }
    }

    /// What OpenCV finds, the surest first.
    package func groups(in image: Image) -> [DetectedFace] {
        grouped(windows(in: image), minimumNeighbors: minimumNeighbors)
            .compactMap { face in
                face.box.clipped(toWidth: image.width, height: image.height)
                    .map { DetectedFace(box: $0, score: face.score) }
            }
            .sorted()
    }

    /// The windows that pass the cascade, by scale, row and column.
    func windows(in image: Image) -> [Box] {
        let window = (width: cascade.windowWidth, height: cascade.windowHeight)
        let scales = DetectionScale.all(
            of: (image.width, image.height), window: window, step: scaleFactor, minimumSize: minimumSize)
        guard let largest = scales.first else { return [] }
        let bands = DetectionBand.all(of: scales)
        // One layout, and one table, for all scales of a step.
        let forms = [1, 2].map { step in
            let height = DetectionBand.height(of: window.height, step: step, within: largest.height)
            let layout = IntegralLayout(
                width: largest.width, height: height, step: step, hasTilted: cascade.hasTiltedFeatures)
            return (table: cascade.table(for: layout), layout: layout)
        }
        let pixels = image.grayscale().bytes
        return pixels.withUnsafeBufferPointer { pixels -> [Box] in
            guard let start = pixels.baseAddress else { return [] }
            nonisolated(unsafe) let picture = start
            return parallelMap(bands.count) { number in
                let band = bands[number]
                let form = forms[band.scale.step - 1]
                return band.hits(of: cascade, form.table, form.layout, in: picture, width: image.width)
            }.flatMap { $0 }
        }
    }
}

/// A face in a photograph.
public struct DetectedFace: Equatable, Sendable, Comparable {
    /// From the forehead to the chin, without the hair.
    public let box: Box
    /// How sure it is that this is a face: the number of windows that see it.
    ///
    /// On photographs that ranks faces before what is none as well as how far the windows exceed the last stage's threshold,
    /// in sum (average precision .78 both), and better than by how far the best of them does (.77).
    public let score: Float

    public init(box: Box, score: Float) { (self.box, self.score) = (box, score) }

    /// The surest first; of equals, the upper and the left.
    public static func < (a: DetectedFace, b: DetectedFace) -> Bool {
        if a.score != b.score { return a.score > b.score }
        return (a.box.y, a.box.x, a.box.width) < (b.box.y, b.box.x, b.box.width)
    }
}
