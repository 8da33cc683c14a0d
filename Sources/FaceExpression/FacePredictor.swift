import FER2013
import Mien
import MienImage

/// Says which expression a photograph of a face shows.
///
/// ```swift
/// let predictor = FacePredictor(try FaceModel(nil))
/// let prediction = predictor.predict(try Image(contentsOf: "face.jpg"))
/// print(prediction.label, prediction.probabilities)
/// ```
public struct FacePredictor {
    public let model: FaceModel

    public init(_ model: FaceModel) { self.model = model }

    /// How probable each expression is.
    public struct Prediction: Sendable, Equatable {
        /// The expressions that the network tells apart.
        public let labels: [String]
        /// One for each label; their sum is one.
        public let probabilities: [Float]

        /// The most probable expression.
        public var label: String { labels[best] }
        /// Its probability.
        public var probability: Float { probabilities[best] }

        private var best: Int { probabilities.indices.max { probabilities[$0] < probabilities[$1] } ?? 0 }
    }

    /// - Parameter image: of one face, of any size: its centre square is taken.
    public func predict(_ image: Image) -> Prediction { predict(pixels: facePixels(of: image)) }

    /// - Parameter pixels: 48 × 48 grey values, row by row, as `facePixels(of:)` makes them. Traps if there are not as many.
    public func predict(pixels: [UInt8]) -> Prediction {
        let input = FacePreparation.input(pixels.map { Float($0) / 255 })
        let probabilities = model.network(input.expanded(at: 0)).softmax()
        return Prediction(labels: model.labels, probabilities: probabilities.scalars)
    }
}
