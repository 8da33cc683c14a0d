import Foundation
import Mien
import MienTestSupport
import Testing

/// Every loss but plain cross entropy: values and gradients of Keras and PyTorch, differences, weights, threads.
@Suite(.tallied(Contents.losses)) struct LossFunctions {
    static let rows = classification + answers + regression + adversarial

    static let classification: [LossFunctionRow] = [
        .loss("focal") { focalCrossEntropy($0[0], $1[0]) },
        .loss("focal gamma") { focalCrossEntropy($0[0], $1[0], alpha: 1, gamma: 0.5) },
        .loss("focal classes") { focalCrossEntropy($0[0], $1[0], alpha: alphas($0), gamma: 3, labelSmoothing: 0.2) },
        .weighted("focal weighted") { focalCrossEntropy($0[0], $1[0], sampleWeights: $1[1]) },
        .weighted("focal gamma weighted") {
            focalCrossEntropy($0[0], $1[0], alpha: 1, gamma: 0.5, sampleWeights: $1[1])
        },
        .weighted("focal classes weighted") {
            focalCrossEntropy(
                $0[0], $1[0], alpha: alphas($0), gamma: 3, labelSmoothing: 0.2, sampleWeights: $1[1])
        },
        .loss("categorical hinge") { categoricalHinge($0[0], $1[0]) },
        .weighted("categorical hinge weighted") { categoricalHinge($0[0], $1[0], sampleWeights: $1[1]) },
        .weighted("cross entropy weighted") {
            crossEntropy($0[0], $1[0], labelSmoothing: 0.1, sampleWeights: $1[1])
        },
        .loss("kl divergence") { klDivergence($0[0], $1[0]) },
        .weighted("kl divergence weighted") { klDivergence($0[0], $1[0], sampleWeights: $1[1]) },
    ]

    static let answers: [LossFunctionRow] = [
        .loss("binary cross entropy") { binaryCrossEntropy($0[0], $1[0]) },
        .loss("binary cross entropy positive") {
            binaryCrossEntropy($0[0], $1[0], positiveWeight: $1[1].scalars)
        },
        .loss("binary cross entropy smooth") { binaryCrossEntropy($0[0], $1[0], labelSmoothing: 0.2) },
        .weighted("binary cross entropy weighted") { binaryCrossEntropy($0[0], $1[0], sampleWeights: $1[1]) },
        .loss("binary focal") { binaryFocalCrossEntropy($0[0], $1[0]) },
        .loss("binary focal balanced") {
            binaryFocalCrossEntropy($0[0], $1[0], alpha: 0.3, gamma: 0.5, labelSmoothing: 0.1)
        },
        .loss("hinge") { hinge($0[0], $1[0]) },
        .loss("squared hinge") { hinge($0[0], $1[0], squared: true) },
    ]

    static let regression: [LossFunctionRow] = [
        .loss("mean squared error") { inputs, _ in meanSquaredError(inputs[0], inputs[1]) },
        .weighted("mean squared error weighted") { meanSquaredError($0[0], $0[1], sampleWeights: $1[0]) },
        .loss("mean absolute error") { inputs, _ in meanAbsoluteError(inputs[0], inputs[1]) },
        .weighted("mean absolute error weighted") { meanAbsoluteError($0[0], $0[1], sampleWeights: $1[0]) },
        .loss("huber") { inputs, _ in huber(inputs[0], inputs[1]) },
        .weighted("huber weighted") { huber($0[0], $0[1], sampleWeights: $1[0]) },
        .loss("huber narrow") { inputs, _ in huber(inputs[0], inputs[1], delta: 0.3) },
        .weighted("huber narrow weighted") { huber($0[0], $0[1], delta: 0.3, sampleWeights: $1[0]) },
        .loss("cosine similarity") { inputs, _ in cosineSimilarity(inputs[0], inputs[1]) },
        .weighted("cosine similarity weighted") { cosineSimilarity($0[0], $0[1], sampleWeights: $1[0]) },
        .loss("triplet") { inputs, _ in tripletLoss(inputs[0], positives: inputs[1], negatives: inputs[2]) },
        .loss("triplet narrow") { inputs, _ in
            tripletLoss(inputs[0], positives: inputs[1], negatives: inputs[2], margin: 0.1)
        },
    ]

    static let adversarial: [LossFunctionRow] = AdversarialLoss.allCases.flatMap { loss in
        [
            .loss("adversarial \(loss.rawValue) discriminator") { inputs, _ in
                loss.discriminator(real: inputs[0], generated: inputs[1])
            },
            .loss("adversarial \(loss.rawValue) generator") { inputs, _ in loss.generator(inputs[0]) },
        ]
    }

    private static func alphas(_ inputs: [Tensor]) -> FocalAlpha {
        .perClass(Array([0.1, 0.9, 0.5, 0.3, 0.7, 0.2, 0.4].prefix(inputs[0].shape[1])))
    }

    private static let golden = Result { try Golden("losses.safetensors", in: .module) }

    @Test(arguments: rows) func agreesWithKerasAndPyTorch(_ row: LossFunctionRow) throws {
        let cases = try row.cases(Self.golden.get())
        #expect(!cases.isEmpty)
        for (elementType, tolerance) in [(ElementType.float32, 1e-5), (.float64, 2e-7)] {
            for item in cases {
                let (value, gradients) = valueAndGradients(at: item.inputs.map { $0.cast(to: elementType) }) {
                    row.function($0, item.constants)
                }
                #expect(value.elementType == elementType)
                // Against the size of what is averaged: a mean of cosines may be near zero.
                expectClose(value, item.loss, within: tolerance, scale: 0.1, "\(elementType) \(item.label)")
                #expect(gradients.count == item.gradients.count)
                for (found, expected) in zip(gradients, item.gradients) {
                    expectClose(found, expected, within: tolerance, scale: 1e-3, "\(elementType) \(item.label)")
                }
            }
        }
    }

    @Test(arguments: rows) func gradientsAgreeWithDifferences(_ row: LossFunctionRow) throws {
        for item in try row.cases(Self.golden.get()) {
            let check = checkGradients(at: item.inputs) { row.function($0, item.constants) }
            expectGradients(check, "\(row.name), case \(item.label)")
        }
    }

    /// A weight is a factor of its example's loss; what the sum is divided by stays the number of examples.
    @Test(arguments: rows.filter(\.weighted)) func weightsAreFactors(_ row: LossFunctionRow) throws {
        for item in try row.cases(Self.golden.get()) {
            let batch = item.inputs[0].shape[0]
            let weights = try #require(item.constants.last)
            #expect(weights.shape == [batch])
            let single = (0..<batch).map { place in
                let (inputs, constants) = (item.inputs, item.constants.dropLast() + [Tensor.ones([batch])])
                return row.function(inputs.map { $0[place..<(place + 1)] }, constants.map { $0[place..<(place + 1)] })
            }
            let sum = zip(single, weights.doubleScalars).reduce(0) { $0 + $1.0.doubleScalars[0] * $1.1 }
            let expected = Tensor(float64: [sum / Double(batch)], shape: [])
            expectClose(row.function(item.inputs, item.constants), expected, within: 1e-5, scale: 0.1, item.label)
        }
    }

    @Test(arguments: rows) func threadsDoNotMatter(_ row: LossFunctionRow) throws {
        let item = try #require(try row.cases(Self.golden.get()).first)
        // The examples of a case, many times over: enough for several blocks.
        func repeated(_ tensor: Tensor, _ batch: Int) -> Tensor {
            if tensor.rank == 0 || tensor.shape[0] != batch { return tensor }
            return .concatenate([Tensor](repeating: tensor, count: 4000))
        }
        let inputs = item.inputs.map { repeated($0, $0.shape[0]) }
        let constants = item.constants.map { repeated($0, item.inputs[0].shape[0]) }
        let runs = [1, 2].map { threads in
            withThreads(threads) { valueAndGradients(at: inputs) { row.function($0, constants) } }
        }
        expectSameBits(runs[0].value, runs[1].value)
        for (first, second) in zip(runs[0].gradients, runs[1].gradients) { expectSameBits(first, second) }
    }

    /// The rows above are searched for a call of each loss.
    @Test func everyLossHasARow() throws {
        let file = URL(fileURLWithPath: #filePath)
        let rows = try String(contentsOf: file, encoding: .utf8)
        let sources = file.deletingLastPathComponent().appending(path: "../../../Sources/Mien/Losses").standardized
        var count = 0
        for file in try FileManager.default.contentsOfDirectory(at: sources, includingPropertiesForKeys: nil) {
            let text = try String(contentsOf: file, encoding: .utf8)
            for match in text.matches(of: /\npublic func (\w+)\(/) {
                count += 1
                #expect(rows.contains(" \(match.1)("), "\(match.1) has no row")
            }
        }
        #expect(count > 10)
    }
}
