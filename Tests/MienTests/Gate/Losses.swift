import Mien
import MienTestSupport
import Testing

/// A loss in the gate: how its targets, weights and smoothing are given.
struct LossRow: Sendable, CustomTestStringConvertible {
    /// `hard` or `soft` labels, as in the names of the golden file.
    let labels: String
    let isWeighted: Bool
    let smoothing: Float

    static func crossEntropy(labels: String, weighted: Bool, smoothing: Float) -> LossRow {
        LossRow(labels: labels, isWeighted: weighted, smoothing: smoothing)
    }

    /// The name in the golden file.
    var testDescription: String { labels + (isWeighted ? "/weighted" : "") + (smoothing > 0 ? "/smooth" : "") }

    func loss(_ logits: Tensor, _ labels: Tensor, _ weights: Tensor) -> Tensor {
        Mien.crossEntropy(logits, labels, classWeights: isWeighted ? weights.scalars : nil, labelSmoothing: smoothing)
    }
}

@Suite(.tallied(Contents.crossEntropy)) struct Losses {
    static let rows: [LossRow] = [
        .crossEntropy(labels: "hard", weighted: false, smoothing: 0),
        .crossEntropy(labels: "hard", weighted: false, smoothing: 0.25),
        .crossEntropy(labels: "hard", weighted: true, smoothing: 0),
        .crossEntropy(labels: "hard", weighted: true, smoothing: 0.25),
        .crossEntropy(labels: "soft", weighted: false, smoothing: 0),
        .crossEntropy(labels: "soft", weighted: false, smoothing: 0.25),
        .crossEntropy(labels: "soft", weighted: true, smoothing: 0),
        .crossEntropy(labels: "soft", weighted: true, smoothing: 0.25),
    ]

    @Test(arguments: rows) func agreesWithPyTorch(_ row: LossRow) throws {
        let golden = try Golden("cross-entropy.safetensors", in: .module)
        for (elementType, tolerance) in [(ElementType.float32, 1e-5), (.float64, 2e-7)] {
            for index in 0..<3 {
                let logits = try golden("\(index)/logits").cast(to: elementType)
                let labels = try golden("\(index)/\(row.labels)")
                let (value, gradients) = valueAndGradients(at: [logits]) { [weights = try golden("\(index)/weights")] in
                    row.loss($0[0], labels, weights)
                }
                let name = "\(index)/\(row.testDescription)"
                expectClose(value, try golden("\(name)/loss"), within: tolerance, name)
                expectClose(gradients[0], try golden("\(name)/gradient"), within: tolerance, name)
            }
        }
    }

    @Test(arguments: rows) func gradientsAgreeWithDifferences(_ row: LossRow) throws {
        for (batch, classes) in [(4, 5), (1, 2), (3, 1), (0, 3)] {
            let labels =
                row.labels == "hard"
                ? randomIntegers([batch], 0, classes) : randomTensor([batch, classes], 0, 1).softmax()
            let weights = randomTensor([classes], 0.5, 2)
            // Without examples there are no weights to divide by: PyTorch gives NaN too.
            if batch == 0 && row.isWeighted && row.labels == "hard" { continue }
            let check = checkGradients(at: [randomTensor([batch, classes], -3, 3)]) { row.loss($0[0], labels, weights) }
            expectGradients(check, "\(row.testDescription), [\(batch), \(classes)]")
        }
    }

    @Test func hardLabelsAreSoftOnesOfOneClass() {
        let logits = randomTensor([6, 4], -3, 3)
        let labels = randomIntegers([6], 0, 4)
        expectSameBits(crossEntropy(logits, labels), crossEntropy(logits, labels.oneHot(4)))
    }

    @Test func largeLogitsNeitherOverflowNorVanish() {
        let logits = Tensor([[1000, -1000], [-1000, 1000]])
        #expect(crossEntropy(logits, Tensor(int32: [0, 1])).item == 0)
        #expect(crossEntropy(logits, Tensor(int32: [1, 0])).item == 2000)
        let gradients = valueAndGradients(at: [logits]) { crossEntropy($0[0], Tensor(int32: [1, 0])) }.gradients
        #expect(gradients[0].scalars == [0.5, -0.5, -0.5, 0.5])
    }

    /// A class that is ruled out by −∞ costs nothing where it is not the label.
    @Test func ruledOutClassesDoNotCount() {
        let logits = Tensor([[0, 0, -.infinity]])
        for labels in [Tensor(int32: [1]), Tensor([[0, 1, 0]])] {
            let (value, gradients) = valueAndGradients(at: [logits]) { crossEntropy($0[0], labels) }
            #expect(abs(value.item - 0.693_147_2) < 1e-6)
            #expect(gradients[0].scalars == [0.5, -0.5, 0])
        }
        #expect(crossEntropy(logits, Tensor(int32: [2])).item == .infinity)
    }

    /// The steps of a sequence, and the pixels of an image, count as examples.
    @Test func aLabelForEachStep() {
        let (logits, labels) = (randomTensor([3, 4, 5], -3, 3), randomIntegers([3, 4], 0, 5))
        let mask = sequenceMask(Tensor(int32: [4, 1, 3]), steps: 4)
        let losses: [(Tensor, Tensor, Tensor?) -> Tensor] = [
            { crossEntropy($0, $1, labelSmoothing: 0.1, sampleWeights: $2) },
            { crossEntropy($0, $1, classWeights: [1, 2, 3, 4, 5], sampleWeights: $2) },
            { focalCrossEntropy($0, $1, alpha: [0.1, 0.2, 0.3, 0.4, 0.5], sampleWeights: $2) },
            { categoricalHinge($0, $1, sampleWeights: $2) },
        ]
        let examples = Tensor([2, 0, 1])
        let steps = Tensor([2, 2, 2, 2, 0, 0, 0, 0, 1, 1, 1, 1])
        for loss in losses {
            for labels in [labels, labels.oneHot(5)] {
                for (weights, flatWeights) in [(nil, nil), (mask, mask.flattened()), (examples, steps)] {
                    let found = valueAndGradients(at: [logits]) { loss($0[0], labels, weights) }
                    let flatLabels = labels.flattened(through: 1)
                    let expected = valueAndGradients(at: [logits.flattened(through: 1)]) {
                        loss($0[0], flatLabels, flatWeights)
                    }
                    expectClose(found.value, expected.value, within: 1e-6)
                    expectClose(found.gradients[0].flattened(through: 1), expected.gradients[0], within: 1e-6)
                }
            }
        }
    }

    @Test func lossesForTrainersAreTheFunctions() {
        let (logits, labels) = (randomTensor([6, 4], -3, 3), randomIntegers([6], 0, 4))
        let loss = Loss.crossEntropy(classWeights: [1, 2, 3, 4], labelSmoothing: 0.1)
        #expect(loss.name == "crossEntropy" && loss.isClassification)
        expectSameBits(
            loss(logits, labels), crossEntropy(logits, labels, classWeights: [1, 2, 3, 4], labelSmoothing: 0.1))
    }
}
