import MienTabular

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// What many had, or have now: the same list for all.
public struct PopularityRanker: ItemRanker {
    /// After how many days an interaction counts half as much, reckoned back from the last one of all; nil, the default, for
    /// never: popular of all time.
    public var halfLife: Double?

    public init(halfLife: Double? = nil) { self.halfLife = halfLife }

    public func fit(_ interactions: Interactions) throws(RankingError) -> PopularityModel {
        try check("PopularityRanker", "halfLife", halfLife ?? 1, "a finite number of days above 0") {
            $0 > 0 && $0.isFinite
        }
        try interactions.checkPresence()
        var weights = [Double](repeating: 0, count: interactions.itemCount)
        let now = interactions.histories.compactMap(\.last?.time).max() ?? 0
        for interaction in interactions.histories.joined() {
            let days = Double(now - interaction.time) / 86_400
            weights[interaction.item] += interaction.weight * (halfLife.map { exp2(-days / $0) } ?? 1)
        }
        return PopularityModel(weights: weights)
    }
}

/// What is popular.
public struct PopularityModel: RankingModel, Equatable {
    public static let kind = "popularity"

    /// The sum of each item's interactions.
    public let weights: [Double]

    init(weights: [Double]) { self.weights = weights }

    public var itemCount: Int { weights.count }

    public func scores(for history: [Interaction]) throws(RankingError) -> [Double] {
        try check(history, itemCount: itemCount)
        return weights
    }
}

extension PopularityModel {
    private enum CodingKeys: CodingKey { case weights }

    public init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        weights = try values.decode(PackedArray<Double>.self, forKey: .weights).numbers
        try decoder.check(
            !weights.isEmpty && weights.allSatisfy { $0.isFinite && $0 >= 0 }, "a weight from zero for each item")
    }

    public func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: CodingKeys.self)
        try values.encode(PackedArray(weights), forKey: .weights)
    }
}
