import FER2013
import Mien
import MienImage
import MienTraining

/// What the networks of this target, and the search for faces, cost.
public enum FaceBenchmark {
    /// The reference network on random images, with Adam and cross entropy.
    public static let all = [
        NetworkBenchmark(
            "face-reference", inputShape: [FER2013.side, FER2013.side, 1], classes: FaceRecipe.reference.labels.count,
            makeNetwork: FaceRecipe.reference.makeNetwork)
    ]

    /// The faces of photographs, from the file on: of a noisy picture with drawn faces, where none are given.
    public static let detection = FileBenchmark("face-detect") { folder in
        let file = "\(folder)/faces.png"
        try picture().write(to: file)
        return [file]
    } work: { file in
        _ = try detector.get().faces(in: Image(contentsOf: file))
    }

    /// Read once: a program that looks for faces reads its cascade only once, too.
    private static let detector = Result { () throws(ImageError) in try FaceDetector() }

    /// Faces of several sizes on noise, as large as the photographs that papers use: 450 × 400.
    private static func picture() -> Image {
        let (width, height) = (450, 400)
        var random = RandomStream(seed: 1, purpose: .synthesis, 0xFACE)
        var samples = (0..<width * height).map { _ in UInt8(96 + random.nextInt(below: 64)) }
        for (number, (x, y, side)) in [(20, 30, 160), (210, 40, 96), (330, 200, 64), (120, 230, 140)].enumerated() {
            let face = SyntheticFaces(count: number + 1, seed: 1, side: side).pixels(at: number)
            for row in 0..<side {
                let place = (y + row) * width + x
                samples.replaceSubrange(place..<place + side, with: face[row * side..<(row + 1) * side])
            }
        }
        return Image(width: width, height: height, channels: 1, samples: samples)
    }
}
