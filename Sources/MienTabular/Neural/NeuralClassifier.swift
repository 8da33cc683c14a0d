import Mien
import MienTraining

/// A neural network of Mien's own layers behind the interface of the classical models: for each hidden width a dense layer,
/// batch normalisation, ReLU and dropout, then one output a class; cross-entropy, AdamW, and a learning rate that falls along
/// a cosine.
///
/// Features are standardised inside. The same seed gives the same bits.
public struct NeuralClassifier: Classifier {
    /// The widths of the hidden layers; none make it a linear classifier. Two of 64 by default.
    public var hidden: [Int]
    /// How often all examples are shown; 100 by default.
    public var epochs: Int
    /// The number of examples in a step; 32 by default.
    public var batchSize: Int
    /// The highest learning rate; 3e-3 by default.
    public var learningRate: Float
    /// The share of each weight, times the rate, that a step takes off; 0.01 by default.
    public var weightDecay: Float
    /// The share of each hidden layer's outputs that a step leaves out; 0.2 by default.
    public var dropout: Float
    /// Decides the first weights, the order of examples, and what is left out; 0 by default.
    public var seed: UInt64

    public init(
        hidden: [Int] = [64, 64], epochs: Int = 100, batchSize: Int = 32, learningRate: Float = 3e-3,
        weightDecay: Float = 0.01, dropout: Float = 0.2, seed: UInt64 = 0
    ) {
        (self.hidden, self.epochs, self.batchSize) = (hidden, epochs, batchSize)
        (self.learningRate, self.weightDecay, self.dropout, self.seed) = (learningRate, weightDecay, dropout, seed)
    }

    private static let owner = "NeuralClassifier"

    /// - Throws: ``TabularError/notConverged(owner:reason:)`` where the loss is no number any more.
    public func fit(_ x: Matrix, _ y: [Int]) throws(TabularError) -> NeuralClassifierModel {
        try checkParameters()
        let examples = try Examples(x, y)
        let scaler = try StandardScaler().fit(x)
        let inputs = try scaler.transform(x).tensor
        let shape = NetworkShape(features: x.columnCount, hidden: hidden, classes: examples.classes.count)
        try check(Self.owner, "hidden", hidden, "up to 100 million weights") { _ in
            shape.weights.values.reduce(0) { $0 + $1.reduce(1, *) } <= 100_000_000
        }
        let network = withSeed(seed) { shape.network(dropout: dropout) }
        let trainer = Trainer(
            network, optimizer: AdamW(learningRate: learningRate, weightDecay: weightDecay), loss: .crossEntropy(),
            schedule: .cosine(warmUp: 0.05), batchSize: batchSize, seed: seed, guardsNumbers: true, progress: .silent)
        do {
            try trainer.fit(TensorDataset(inputs: inputs, labels: examples.codes), epochs: epochs)
        } catch {
            throw .notConverged(owner: Self.owner, reason: "\(error)")
        }
        return NeuralClassifierModel(
            classes: examples.classes, scaler: scaler, shape: shape,
            weights: network.stateDictionary().mapValues { PackedArray($0.scalars) })
    }

    private func checkParameters() throws(TabularError) {
        let owner = Self.owner
        try check(owner, "hidden", hidden, "up to 100 widths in 1 … 100,000") {
            $0.count <= 100 && $0.allSatisfy { (1...100_000).contains($0) }
        }
        try check(owner, "epochs", epochs, "a number above 0") { $0 > 0 }
        try check(owner, "batchSize", batchSize, "a number above 0") { $0 > 0 }
        try check(owner, "learningRate", learningRate, "a number above 0") { $0 > 0 && $0.isFinite }
        try check(owner, "weightDecay", weightDecay, "a finite number from 0") { $0 >= 0 && $0.isFinite }
        try check(owner, "dropout", dropout, "a number in 0 ..< 1") { (0..<1).contains($0) }
    }
}

/// What ``NeuralClassifier`` has learnt: a network's weights, and how its inputs are standardised.
public struct NeuralClassifierModel: ProbabilisticModel {
    public static let kind = "neural-classifier"

    public let classes: [Int]
    private let scaler: StandardScaler.Model
    private let shape: NetworkShape
    /// By the layers' names.
    private let weights: [String: PackedArray<Float>]

    init(
        classes: [Int], scaler: StandardScaler.Model, shape: NetworkShape, weights: [String: PackedArray<Float>]
    ) {
        (self.classes, self.scaler, self.shape, self.weights) = (classes, scaler, shape, weights)
    }

    public var featureCount: Int { shape.features }

    public func predictProbabilities(_ x: Matrix) throws(TabularError) -> Matrix {
        try checkFeatures(of: x)
        try x.checkValues()
        let network = try network()
        let scaled = try scaler.transform(x)
        let shares = stride(from: 0, to: x.rowCount, by: 1024).flatMap { start in
            let rows = scaled.rows(at: Array(start..<min(x.rowCount, start + 1024)))
            return network(rows.tensor).cast(to: .float64).softmax().doubleScalars
        }
        return Matrix(rowCount: x.rowCount, columnCount: classes.count, values: shares)
    }

    private func network() throws(TabularError) -> Module {
        var tensors: [String: Tensor] = [:]
        for (name, shape) in shape.weights {
            if let values = weights[name]?.numbers { tensors[name] = Tensor(values, shape: shape) }
        }
        do {
            return try withWeights(tensors) { shape.network(dropout: 0) }
        } catch {
            throw .notAModel(file: "NeuralClassifier", reason: "\(error)")
        }
    }
}

extension NeuralClassifierModel {
    private enum CodingKeys: String, CodingKey {
        case classes, scaler, shape, weights
    }

    public init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        classes = try values.decode([Int].self, forKey: .classes)
        scaler = try values.decode(StandardScaler.Model.self, forKey: .scaler)
        shape = try values.decode(NetworkShape.self, forKey: .shape)
        weights = try values.decode([String: PackedArray<Float>].self, forKey: .weights)
        try decoder.check(areClasses(classes) && shape.classes == classes.count, "an output for each of the classes")
        try decoder.check(scaler.featureCount == shape.features, "a scale for each feature")
        let expected = shape.weights
        try decoder.check(
            weights.count == expected.count
                && expected.allSatisfy { name, shape in weights[name]?.numbers.count == shape.reduce(1, *) }
                && weights.values.allSatisfy { $0.numbers.allSatisfy(\.isFinite) },
            "finite weights of each layer")
    }
}

/// The widths of a network, of which all else follows.
struct NetworkShape: Sendable, Codable {
    let features: Int
    let hidden: [Int]
    let classes: Int

    init(features: Int, hidden: [Int], classes: Int) {
        (self.features, self.hidden, self.classes) = (features, hidden, classes)
    }

    init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        features = try values.decode(Int.self, forKey: .features)
        hidden = try values.decode([Int].self, forKey: .hidden)
        classes = try values.decode(Int.self, forKey: .classes)
        let widths = [features, classes] + hidden
        try decoder.check(
            hidden.count <= 100 && widths.allSatisfy { (1...10_000_000).contains($0) }, "widths above zero")
    }

    private static let layersPerWidth = 4

    func network(dropout: Float) -> Sequential {
        var layers: [Module] = []
        var inputs = features
        for width in hidden {
            // Keras's momentum of .99 would take longer to follow than a small table is shown.
            layers += [
                Dense(inputs, width, bias: false), BatchNorm(width, momentum: 0.9), ReLU(), Dropout(dropout),
            ]
            inputs = width
        }
        return Sequential(layers + [Dense(inputs, classes)])
    }

    /// The shapes of all tensors by their names, known without making the network.
    var weights: [String: [Int]] {
        var shapes: [String: [Int]] = [:]
        var inputs = features
        for (place, width) in hidden.enumerated() {
            let first = place * Self.layersPerWidth
            shapes["\(first).weight"] = [width, inputs]
            for name in ["weight", "bias", "running_mean", "running_var"] { shapes["\(first + 1).\(name)"] = [width] }
            inputs = width
        }
        let last = hidden.count * Self.layersPerWidth
        shapes["\(last).weight"] = [classes, inputs]
        shapes["\(last).bias"] = [classes]
        return shapes
    }
}

extension Matrix {
    /// In single precision, cut off where that would overflow.
    fileprivate var tensor: Tensor {
        Tensor(values.map { Float(min(max($0, -1e6), 1e6)) }, shape: [rowCount, columnCount])
    }
}
