import FER2013
import Mien
import MienImage
import MienTraining

/// How an image becomes what the network sees: 48 × 48 grey values, normalised by FER2013's mean and deviation.
enum FacePreparation {
    /// The mean and the standard deviation of all training pixels of FER2013, from 0 to 1.
    static let mean: Float = 0.507_742_5
    static let deviation: Float = 0.255_008_9

    /// - Parameter pixels: from 0 to 1, row by row.
    /// - Returns: `[48, 48, 1]`.
    static func input(_ pixels: [Float]) -> Tensor {
        Tensor(pixels.map { ($0 - mean) / deviation }, shape: [FER2013.side, FER2013.side, 1])
    }
}

/// Faces as the network sees them, augmented for training or as they are.
struct PreparedFaces: LabeledDataset {
    let images: FER2013Images
    /// The changes that training makes; nil leaves the images as they are.
    let augmentation: Augmentation?

    var count: Int { images.count }
    var labels: [Int] { images.labels }
    var classNames: [String] { images.classNames }

    func example(at index: Int, random: inout RandomStream) -> Example {
        let pixels = images.pixels(at: index)
        let changed =
            augmentation?.apply(to: pixels, width: FER2013.side, height: FER2013.side, random: &random)
            ?? pixels.map { Float($0) / 255 }
        return Example(input: FacePreparation.input(changed), label: images.labels[index])
    }
}
