import MienTabular

/// A way to learn from what many did with the items of a catalogue: its settings, and nothing that was learnt.
///
/// ```swift
/// let ratings = Interactions(try MovieLensRatings(contentsOf: "ml-latest-small"))
/// let model = try NeighborRanker().fit(ratings)
/// let films = try model.ranked(10, for: myHistory)      // of somebody whom nobody has learnt from
/// ```
public protocol ItemRanker: Sendable {
    associatedtype Model: RankingModel

    func fit(_ interactions: Interactions) throws(RankingError) -> Model
}

/// What a ranker has learnt. It knows nobody by name: whose history is given gets an answer, whether or not it was learnt
/// from.
///
/// An example, in the sense of `FittedModel`, is a row with a weight for each item. In a file a model lies as others do:
///
/// ```swift
/// try ModelFile(model, features: filmIDs).write(to: "films.json")
/// let model = try ModelFile("films.json", kinds: .ranking).model(as: NeighborModel.self)
/// ```
public protocol RankingModel: FittedModel {
    /// How many items the catalogue has.
    var itemCount: Int { get }

    /// How much each item suits somebody: more is better, and only the order means something.
    ///
    /// An empty history gets what is popular. Items that nobody had before get zero, unless their contents speak for them.
    ///
    /// - Parameter history: what they did so far, in the order of time.
    /// - Throws: ``RankingError/unknownItem(item:count:)``, ``RankingError/badWeight(item:found:)``.
    func scores(for history: [Interaction]) throws(RankingError) -> [Double]
}

/// An item of a list.
public struct RankedItem: Sendable, Hashable, Codable {
    /// The item's place in the catalogue.
    public let item: Int
    public let score: Double
}

extension RankingModel {
    public var featureCount: Int { itemCount }

    /// The items that suit somebody best, the best first, of equal ones the one with the lower number; what they know already
    /// is left out.
    ///
    /// - Parameters:
    ///   - count: how many; fewer where there are no more.
    ///   - history: what they did so far, in the order of time.
    ///   - unwanted: what else to leave out.
    public func ranked(
        _ count: Int, for history: [Interaction], without unwanted: Set<Int> = []
    ) throws(RankingError) -> [RankedItem] {
        let scores = try scores(for: history)
        var isOut = [Bool](repeating: false, count: itemCount)
        for interaction in history { isOut[interaction.item] = true }
        for item in unwanted where isOut.indices.contains(item) { isOut[item] = true }
        return best(count, of: scores) { !isOut[$0] }
    }
}

/// The `count` items with the highest scores, of equal ones the one with the lower number.
func best(_ count: Int, of scores: [Double], where isWanted: (Int) -> Bool) -> [RankedItem] {
    var list: [RankedItem] = []
    guard count > 0 else { return list }
    scores.withUnsafeBufferPointer { scores in
        for item in scores.indices {
            let score = scores[item]
            // Nearly all fail here.
            if list.count == count, !(score > list[count - 1].score) { continue }
            guard isWanted(item) else { continue }
            if list.count == count { list.removeLast() }
            // The first that is worse: the list falls.
            var (low, high) = (0, list.count)
            while low < high {
                let middle = (low + high) / 2
                if list[middle].score < score { high = middle } else { low = middle + 1 }
            }
            list.insert(RankedItem(item: item, score: score), at: low)
        }
    }
    return list
}

extension ModelKinds {
    /// All kinds of this library, and those of rankers.
    public static let ranking = ModelKinds.standard
        .adding(PopularityModel.self)
        .adding(ContentModel.self)
        .adding(NeighborModel.self)
        .adding(FactorizationModel.self)
        .adding(ShallowAutoencoderModel.self)
        .adding(NeuralRankingModel.self)
        .adding(LinearBandit.self)
}
