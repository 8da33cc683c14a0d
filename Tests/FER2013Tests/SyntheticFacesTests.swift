import FER2013
import Foundation
import Mien
import MienTraining
import Testing

/// Drawn faces: reproducible, balanced, varied, and neither trivial nor hopeless to tell apart.
struct SyntheticFacesTests {
    @Test func aFaceIsAFunctionOfSeedSplitAndNumber() {
        let faces = SyntheticFaces(count: 20, seed: 7)
        #expect(faces.pixels(at: 13) == faces.pixels(at: 13))
        #expect(faces.pixels(at: 13) == SyntheticFaces(count: 5_000, seed: 7).pixels(at: 13))
        #expect(faces.pixels(at: 13) != SyntheticFaces(count: 20, seed: 8).pixels(at: 13))
        #expect(faces.pixels(at: 13) != SyntheticFaces(count: 20, split: .test, seed: 7).pixels(at: 13))
        #expect(Set((0..<20).map(faces.pixels(at:))).count == 20)
    }

    @Test func allAtOnceAreTheSameAsOneByOne() {
        let faces = SyntheticFaces(count: 150, split: .validation, seed: 2)
        let images = faces.images()
        #expect(images.labels == faces.labels)
        #expect((0..<150).allSatisfy { Array(images.pixels(at: $0)) == faces.pixels(at: $0) })
        #expect(images.origins[149] == .drawn(149))
    }

    @Test func classesAreBalancedOrInTheOriginalsProportions() {
        let equal = SyntheticFaces(count: 21, seed: 0)
        #expect(equal.labels == Array(0..<7) + Array(0..<7) + Array(0..<7))
        #expect(equal.classNames == ["angry", "disgust", "fear", "happy", "neutral", "sad", "surprise"])
        let original = SyntheticFaces(count: 28_709, seed: 0, proportions: .original)
        for (label, expected) in FER2013.Split.train.originalCounts.enumerated() {
            #expect(abs(original.labels.count { $0 == label } - expected) <= 3)
        }
    }

    @Test(arguments: [16, 48, 97])
    func everySizeIsDrawn(_ side: Int) {
        let faces = SyntheticFaces(count: 30, seed: 4, side: side)
        for index in 0..<30 {
            let pixels = faces.pixels(at: index)
            #expect(pixels.count == side * side)
            // A drawing, not a flat or a black picture.
            #expect(Set(pixels).count > 15)
        }
    }

    @Test func examplesAreOfTheDataSetsForm() {
        let faces = SyntheticFaces(count: 7, seed: 1)
        var random = RandomStream(seed: 9)
        let example = faces.example(at: 6, random: &random)
        #expect(example.input.shape == [48, 48, 1])
        #expect(example.input.scalars == faces.pixels(at: 6).map { Float($0) / 255 })
        #expect(example.target.int32Scalars == [6])
        // Nothing is drawn from the loader's stream: the face is the same in every epoch.
        #expect(random == RandomStream(seed: 9))
    }

    @Test func splitsHaveNothingInCommon() {
        let splits = FER2013Splits.synthetic(train: 70, validation: 35, test: 35, seed: 1)
        #expect([splits.train?.count, splits.validation?.count, splits.test?.count] == [70, 35, 35])
        let report = FER2013Report(of: splits)
        #expect(report.faults.surplusCopies == 0)
        #expect(report.faults.blank.isEmpty)
        #expect(FER2013Splits.synthetic(train: 7, validation: 7, test: 0, seed: 1).test == nil)
    }

    /// A linear classifier finds more than chance and far from everything: the classes differ, and not by a trick of
    /// brightness or position.
    @Test func classesAreLearnableAndNotTrivial() {
        let (train, test) = (features(1_400, .train), features(700, .test))
        let labels = (0..<1_400).map { $0 % 7 }
        var weights = [[Float]](repeating: [Float](repeating: 0, count: train[0].count), count: 7)
        for epoch in 0..<15 {
            for index in RandomStream.order(1_400, epoch) {
                let probabilities = softmax(weights.map { dot($0, train[index]) })
                for label in 0..<7 {
                    let step = 0.01 * ((labels[index] == label ? 1 : 0) - probabilities[label])
                    for place in train[index].indices { weights[label][place] += step * train[index][place] }
                }
            }
        }
        let correct = test.indices.count { index in
            let scores = weights.map { dot($0, test[index]) }
            return scores.firstIndex(of: scores.max() ?? 0) == index % 7
        }
        #expect((0.25...0.75).contains(Double(correct) / 700), "accuracy \(Double(correct) / 700)")
    }

    /// Faces of 24 × 24 block means, each brought to mean 0 and deviation 1.
    private func features(_ count: Int, _ split: FER2013.Split) -> [[Float]] {
        let faces = SyntheticFaces(count: count, split: split, seed: 11).images()
        return (0..<count).map { index in
            let pixels = Array(faces.pixels(at: index))
            let means = (0..<576).map { block in
                let corner = block / 24 * 96 + block % 24 * 2
                return [0, 1, 48, 49].reduce(Float(0)) { $0 + Float(pixels[corner + $1]) }
            }
            let mean = means.reduce(0, +) / 576
            let deviation = (means.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 576).squareRoot()
            return means.map { ($0 - mean) / (deviation * 24) }
        }
    }
}

private func dot(_ a: [Float], _ b: [Float]) -> Float {
    var sum: Float = 0
    for index in a.indices { sum += a[index] * b[index] }
    return sum
}

private func softmax(_ scores: [Float]) -> [Float] {
    let powers = scores.map { exp($0 - (scores.max() ?? 0)) }
    return powers.map { $0 / powers.reduce(0, +) }
}

extension RandomStream {
    fileprivate static func order(_ count: Int, _ epoch: Int) -> [Int] {
        var random = RandomStream(seed: 1, purpose: .shuffle, UInt64(epoch))
        return random.permutation(count)
    }
}
