import Mien
import MienTabular
import MienTraining

/// A neural network that is shown the beginning of a history and learns what came next, in Mien's own layers.
///
/// Its input has a place for each item, with weights that halve from the last interaction back, of length one; a part is left
/// out at random. A dense layer with tanh follows, and an output for each item, whose softmax is compared with what came next,
/// the nearest weighing most: a multinomial autoencoder (Liang et al. 2018, doi:10.1145/3178876.3186150) that looks ahead
/// instead of back. Each epoch cuts each history at other places. The same seed gives the same bits.
public struct NeuralRanker: ItemRanker {
    /// The width of the hidden layer; 64 by default.
    public var hidden: Int
    /// After how many later interactions one counts half as much in the input; 3 by default.
    public var recency: Double
    /// After how many interactions what follows counts half as much in the target; 1 by default.
    public var horizon: Double
    /// How often each history is shown in an epoch, cut at another place each time; 4 by default.
    public var cuts: Int
    /// How often all histories are shown; 40 by default.
    public var epochs: Int
    /// The highest learning rate; it falls along a cosine; 1e-2 by default.
    public var learningRate: Float
    /// The share of each weight, times the rate, that a step takes off; 0.1 by default.
    public var weightDecay: Float
    /// The share of the input that a step leaves out; 0.3 by default.
    public var dropout: Float
    /// Decides the first weights, the order, the cuts, and what is left out; 0 by default.
    public var seed: UInt64

    public init(
        hidden: Int = 64, recency: Double = 3, horizon: Double = 1, cuts: Int = 4, epochs: Int = 40,
        learningRate: Float = 1e-2, weightDecay: Float = 0.1, dropout: Float = 0.3, seed: UInt64 = 0
    ) {
        (self.hidden, self.recency, self.horizon, self.cuts) = (hidden, recency, horizon, cuts)
        (self.epochs, self.learningRate, self.weightDecay) = (epochs, learningRate, weightDecay)
        (self.dropout, self.seed) = (dropout, seed)
    }

    private static let owner = "NeuralRanker"
    private static let batchSize = 128

    /// - Throws: ``RankingError/notConverged(owner:reason:)`` where the loss is no number any more.
    public func fit(_ interactions: Interactions) throws(RankingError) -> NeuralRankingModel {
        try checkParameters(items: interactions.itemCount)
        let popularity = try PopularityRanker().fit(interactions)
        let histories = interactions.histories.filter { $0.count > 1 }
        guard !histories.isEmpty else {
            throw .noUsers(found: interactions.histories.count, expected: "two interactions")
        }
        let network = withSeed(seed) {
            Sequential(
                Dropout(dropout), Dense(interactions.itemCount, hidden), Tanh(), Dense(hidden, interactions.itemCount))
        }
        let trainer = Trainer(
            network, optimizer: AdamW(learningRate: learningRate, weightDecay: weightDecay), loss: .crossEntropy(),
            schedule: .cosine(),
            batchSize: Self.batchSize, seed: seed, guardsNumbers: true, progress: .silent)
        let examples = CutHistories(
            histories: histories, itemCount: interactions.itemCount, cuts: cuts, recency: recency, horizon: horizon)
        do {
            try trainer.fit(examples, epochs: epochs)
        } catch {
            throw .notConverged(owner: Self.owner, reason: "\(error)")
        }
        let weights = network.stateDictionary()
        guard let layers = NeuralRankingModel.Layers(weights) else {
            throw .notConverged(owner: Self.owner, reason: "its layers are \(weights.keys.sorted())")
        }
        return NeuralRankingModel(layers: layers, popularity: popularity, recency: recency)
    }

    private func checkParameters(items: Int) throws(RankingError) {
        let owner = Self.owner
        try check(owner, "hidden", hidden, "a number above 0 that makes up to 100 million weights") {
            $0 > 0 && $0 <= 50_000_000 / max(1, items)
        }
        try check(owner, recency: recency)
        try check(owner, "horizon", horizon, "a finite number of interactions above 0") { $0 > 0 && $0.isFinite }
        try check(owner, "cuts", cuts, "a number above 0") { $0 > 0 }
        try check(owner, "epochs", epochs, "a number above 0") { $0 > 0 }
        try check(owner, "learningRate", learningRate, "a number above 0") { $0 > 0 && $0.isFinite }
        try check(owner, "weightDecay", weightDecay, "a finite number from 0") { $0 >= 0 && $0.isFinite }
        try check(owner, "dropout", dropout, "a number in 0 ..< 1") { (0..<1).contains($0) }
    }
}

/// Histories, each cut in two at a place that is drawn anew each time: what was before, and what came next.
private struct CutHistories: Dataset {
    let histories: [[Interaction]]
    let itemCount: Int
    let cuts: Int
    let recency: Double
    let horizon: Double

    var count: Int { histories.count * cuts }

    func example(at index: Int, random: inout RandomStream) throws -> Example {
        let history = histories[index / cuts]
        let cut = 1 + random.nextInt(below: history.count - 1)
        // What is nearest counts most: a history from its end.
        let target = Array(history[cut...].reversed()).profile(recency: horizon)
        let total = target.reduce(0) { $0 + $1.weight }
        return Example(
            input: networkInput(Array(history[..<cut]), itemCount: itemCount, recency: recency),
            target: vector(target.map { ($0.item, $0.weight / total) }, itemCount))
    }
}

/// A history as a network sees it: a vector of length one.
private func networkInput(_ history: [Interaction], itemCount: Int, recency: Double) -> Tensor {
    let profile = history.profile(recency: recency)
    let length = profile.reduce(0) { $0 + $1.weight * $1.weight }.squareRoot()
    return vector(profile.map { ($0.item, $0.weight / length) }, itemCount)
}

private func vector(_ profile: Profile, _ count: Int) -> Tensor {
    var values = [Float](repeating: 0, count: count)
    for entry in profile { values[entry.item] = Float(entry.weight) }
    return Tensor(values)
}

/// The weights of a network that knows what comes next.
public struct NeuralRankingModel: RankingModel {
    public static let kind = "neural-ranking"

    struct Layers: Sendable {
        let inner, innerBias, outer, outerBias: Tensor

        /// By the names of the network's layers; nil where they are not those.
        init?(_ weights: [String: Tensor]) {
            guard let inner = weights["1.weight"], let innerBias = weights["1.bias"], let outer = weights["3.weight"],
                let outerBias = weights["3.bias"]
            else { return nil }
            (self.inner, self.innerBias, self.outer, self.outerBias) = (inner, innerBias, outer, outerBias)
        }
    }

    private let layers: Layers
    let popularity: PopularityModel
    let recency: Double

    init(layers: Layers, popularity: PopularityModel, recency: Double) {
        (self.layers, self.popularity, self.recency) = (layers, popularity, recency)
    }

    public var itemCount: Int { popularity.itemCount }

    public func scores(for history: [Interaction]) throws(RankingError) -> [Double] {
        try check(history, itemCount: itemCount)
        guard !history.isEmpty else { return popularity.weights }
        let input = networkInput(history, itemCount: itemCount, recency: recency).expanded(at: 0)
        let hidden = linear(input, layers.inner, layers.innerBias).tanh()
        return linear(hidden, layers.outer, layers.outerBias).doubleScalars
    }
}

extension NeuralRankingModel {
    private enum CodingKeys: CodingKey { case hidden, inner, innerBias, outer, outerBias, popularity, recency }

    public init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        let hidden = try values.decode(Int.self, forKey: .hidden)
        popularity = try values.decode(PopularityModel.self, forKey: .popularity)
        recency = try values.decode(Double.self, forKey: .recency)
        try decoder.check(
            isRecency(recency) && hidden > 0 && hidden <= 50_000_000 / popularity.itemCount, "a width above zero")
        func tensor(_ key: CodingKeys, _ shape: [Int]) throws -> Tensor {
            let numbers = try values.decode(PackedArray<Float>.self, forKey: key).numbers
            try decoder.check(
                numbers.count == shape.reduce(1, *) && numbers.allSatisfy(\.isFinite), "finite weights of each layer")
            return Tensor(numbers, shape: shape)
        }
        let items = popularity.itemCount
        let weights = [
            "1.weight": try tensor(.inner, [hidden, items]), "1.bias": try tensor(.innerBias, [hidden]),
            "3.weight": try tensor(.outer, [items, hidden]), "3.bias": try tensor(.outerBias, [items]),
        ]
        guard let layers = Layers(weights) else { throw DecodingError.damaged(decoder, "two layers expected") }
        self.layers = layers
    }

    public func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: CodingKeys.self)
        try values.encode(layers.innerBias.count, forKey: .hidden)
        try values.encode(PackedArray(layers.inner.scalars), forKey: .inner)
        try values.encode(PackedArray(layers.innerBias.scalars), forKey: .innerBias)
        try values.encode(PackedArray(layers.outer.scalars), forKey: .outer)
        try values.encode(PackedArray(layers.outerBias.scalars), forKey: .outerBias)
        try values.encode(popularity, forKey: .popularity)
        try values.encode(recency, forKey: .recency)
    }
}
