import FER2013
import FaceExpression
import Foundation
import Mien
import MienImage
import MienTestSupport
import Testing

struct PredictorTests {
    /// A predictor with random weights, which tells images apart well enough.
    private func predictor(labels: [String] = FaceRecipe.reference.labels) throws -> FacePredictor {
        try withTemporaryFolder { FacePredictor(try FaceModel(writeModel(to: $0, labels: labels))) }
    }

    private func pixels(_ index: Int) -> [UInt8] { SyntheticFaces(count: 20, seed: 1).pixels(at: index) }

    private func face(_ index: Int) -> Image {
        Image(width: 48, height: 48, channels: 1, samples: pixels(index))
    }

    @Test func probabilitiesOfDrawnFaces() throws {
        let predictor = try predictor()
        let predictions = (0..<8).map { predictor.predict(face($0)) }
        for prediction in predictions {
            #expect(prediction.labels == FaceRecipe.reference.labels && prediction.probabilities.count == 7)
            #expect(prediction.probabilities.allSatisfy { $0 >= 0 && $0 <= 1 })
            #expect(abs(prediction.probabilities.reduce(0, +) - 1) < 1e-5)
            let best = try #require(prediction.probabilities.max())
            #expect(prediction.probability == best)
            #expect(prediction.labels.firstIndex(of: prediction.label).map { prediction.probabilities[$0] } == best)
        }
        #expect(Set(predictions.map { $0.probabilities.map(\.bitPattern) }).count == 8, "all faces look alike")
        #expect(predictor.predict(face(0)) == predictions[0])
    }

    @Test func asManyProbabilitiesAsLabels() throws {
        let prediction = try predictor(labels: ["happy", "sad"]).predict(face(3))
        #expect(prediction.labels == ["happy", "sad"] && prediction.probabilities.count == 2)
    }

    @Test func coloursAndDepthsOfOneFaceAreTheSame() throws {
        let predictor = try predictor()
        let samples = pixels(4)
        let expected = predictor.predict(face(4))
        #expect(predictor.predict(face(4).rgb()) == expected)
        #expect(predictor.predict(pixels: samples) == expected)
        let deep = Image(width: 48, height: 48, channels: 1, samples: samples.map { UInt16($0) * 257 })
        #expect(predictor.predict(deep) == expected)
    }

    @Test(arguments: [(1, 1, 1), (48, 48, 3), (47, 300, 4), (1_001, 640, 3), (5, 90, 2)])
    func imagesOfAnySize(_ width: Int, _ height: Int, _ channels: Int) throws {
        let samples = (0..<width * height * channels).map { UInt8($0 * 31 % 251) }
        let image = Image(width: width, height: height, channels: channels, samples: samples)
        let prediction = try predictor().predict(image)
        #expect(abs(prediction.probabilities.reduce(0, +) - 1) < 1e-5)
    }

    @Test func theCentreSquareCounts() throws {
        let predictor = try predictor()
        let (samples, edge) = (pixels(2), [UInt8](repeating: 9, count: 20))
        let wide = (0..<48).flatMap { (row: Int) -> [UInt8] in edge + samples[row * 48..<row * 48 + 48] + edge }
        let image = Image(width: 88, height: 48, channels: 1, samples: wide)
        #expect(predictor.predict(image) == predictor.predict(face(2)))
    }
}
