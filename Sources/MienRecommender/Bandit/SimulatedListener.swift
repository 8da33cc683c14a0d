import Mien
import MienTabular

/// Somebody made, with a hidden taste for some features, who reacts to what is recommended.
///
/// How much an item pleases is a linear function of its features, held within 0 … 1; the reaction is drawn so that its reward
/// is that in the mean. All is a function of the seed.
public struct SimulatedListener: Sendable {
    /// The taste: the weight of each feature, the last of which is the constant.
    public let taste: [Double]
    /// The items there are: `[items, features]`, the last feature one throughout.
    public let items: Matrix
    /// What each item is worth in the mean, 0 … 1.
    public let worth: [Double]
    private let seed: UInt64

    private static let spread = 0.25
    private static let middle = 0.4

    /// - Parameters:
    ///   - items: how many there are to recommend; 200 by default.
    ///   - features: how many features an item has besides the constant; 10 by default.
    ///   - seed: decides all else.
    public init(items count: Int = 200, features: Int = 10, seed: UInt64) {
        require(
            count > 0 && features > 0, "SimulatedListener: \(count) items of \(features) features; both must be above 0"
        )
        var random = RandomStream(seed: seed, purpose: .synthesis, 3)
        taste = (0..<features).map { _ in Self.spread * Double(random.nextNormal()) } + [Self.middle]
        var values: [Double] = []
        for _ in 0..<count {
            // Most items have little of most features, as songs have of genres.
            values += (0..<features).map { _ in random.nextUniform() < 0.3 ? Double(random.nextUniform()) : 0 } + [1]
        }
        let (items, taste) = (Matrix(rowCount: count, columnCount: features + 1, values: values), taste)
        worth = (0..<count).map { item in
            min(max(zip(items.row(item), taste).reduce(0) { $0 + $1.0 * $1.1 }, 0), 1)
        }
        (self.items, self.seed) = (items, seed)
    }

    /// What they do with an item in a round.
    ///
    /// Of two coins, each of which shows its good side with the item's worth, both are a like and one is a play.
    public func reaction(to item: Int, round: Int) -> Reaction {
        var random = RandomStream(seed: seed, purpose: .synthesis, 4, UInt64(round), UInt64(item))
        let good = [random.nextUniform(), random.nextUniform()].count { Double($0) < worth[item] }
        return [.skip, .play, .like][good]
    }
}
