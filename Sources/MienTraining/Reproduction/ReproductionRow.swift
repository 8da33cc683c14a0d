/// A published figure, and what it is when the experiment is repeated.
public struct ReproductionRow: Codable, Sendable, Equatable {
    /// What is measured.
    public enum Metric: String, Codable, Sendable, CaseIterable {
        case trainAccuracy, accuracy, macroF1, unweightedRecall
    }

    /// The paper's number, such as `001`.
    public var paper: String
    public var system: String
    /// `paper` or `honest`.
    public var `protocol`: String
    public var metric: Metric
    /// Nil where the paper gives none.
    public var published: Double?
    /// Over ``count`` trainings that differ in their seeds, and perhaps in their folds.
    public var mean: Double
    /// The standard deviation of a single training, with `count − 1`; nil for a single one.
    public var deviation: Double?
    public var count: Int
    public var best: Double
    /// Examples that were measured in a training.
    public var samples: Int
    /// Of a network; 0 for what is none.
    public var parameters: Int
    /// The mean time of a training.
    public var seconds: Double
    public var millisecondsPerPrediction: Double
    /// What the reader should know, such as that a part of the published data is missing.
    public var note: String

    /// - Parameters:
    ///   - values: one for each training, at least one.
    ///   - cost: of the network.
    public init(
        paper: String, system: String, protocol: String, metric: Metric, published: Double?, values: [Double],
        samples: Int, cost: ReproductionCost, note: String
    ) {
        (self.paper, self.system, self.protocol, self.metric) = (paper, system, `protocol`, metric)
        self.published = published
        let spread = Spread(values)
        (mean, deviation, count, best) = (spread.mean, spread.deviation, values.count, values.max() ?? spread.mean)
        (self.samples, self.note) = (samples, note)
        (parameters, seconds) = (cost.parameters, cost.seconds)
        millisecondsPerPrediction = cost.millisecondsPerPrediction
    }
}

extension ReproductionRow {
    /// All keys, in the order of the declaration; what is nil is written as null.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(paper, forKey: .paper)
        try container.encode(system, forKey: .system)
        try container.encode(`protocol`, forKey: .protocol)
        try container.encode(metric, forKey: .metric)
        try container.encode(published, forKey: .published)
        try container.encode(mean, forKey: .mean)
        try container.encode(deviation, forKey: .deviation)
        try container.encode(count, forKey: .count)
        try container.encode(best, forKey: .best)
        try container.encode(samples, forKey: .samples)
        try container.encode(parameters, forKey: .parameters)
        try container.encode(seconds, forKey: .seconds)
        try container.encode(millisecondsPerPrediction, forKey: .millisecondsPerPrediction)
        try container.encode(note, forKey: .note)
    }
}

/// What a network costs.
public struct ReproductionCost: Sendable, Equatable {
    public var parameters: Int
    /// The mean time of a training.
    public var seconds: Double
    public var millisecondsPerPrediction: Double

    public init(parameters: Int, seconds: Double, millisecondsPerPrediction: Double) {
        self.parameters = parameters
        self.seconds = seconds
        self.millisecondsPerPrediction = millisecondsPerPrediction
    }
}

/// Mean and standard deviation of the results of several trainings.
public struct Spread: Sendable, Equatable {
    public let mean: Double
    /// With `count − 1`; nil for a single value.
    public let deviation: Double?

    /// - Parameter values: at least one.
    public init(_ values: [Double]) {
        let mean = values.reduce(0, +) / Double(max(1, values.count))
        let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
        self.mean = mean
        deviation = values.count > 1 ? (squares / Double(values.count - 1)).squareRoot() : nil
    }
}
