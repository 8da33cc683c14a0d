/// A place in Russell's plane of feelings (1980): how pleasant, and how awake.
public struct Affect: Sendable, Hashable, Codable {
    /// From -1, unpleasant, to 1, pleasant.
    public var valence: Double
    /// From -1, drowsy, to 1, wide awake.
    public var arousal: Double

    public init(valence: Double, arousal: Double) { (self.valence, self.arousal) = (valence, arousal) }

    /// Neither pleasant nor unpleasant, neither drowsy nor awake.
    public static let neutral = Affect(valence: 0, arousal: 0)

    /// How far it is to another place; the plane is 2 wide and 2 high.
    public func distance(to other: Affect) -> Double {
        let (x, y) = (valence - other.valence, arousal - other.arousal)
        return (x * x + y * y).squareRoot()
    }

    /// The place at `share` of the way to another: 0 is here, 1 is there.
    public func toward(_ other: Affect, by share: Double) -> Affect {
        // In this form both ends are met to the bit.
        Affect(
            valence: (1 - share) * valence + share * other.valence,
            arousal: (1 - share) * arousal + share * other.arousal)
    }

    /// Where things lie in the mean that have a weight each; nil if the weights add up to nothing.
    static func mean(_ places: some Sequence<(place: Affect, weight: Double)>) -> Affect? {
        var (sum, total) = (Affect.neutral, 0.0)
        for (place, weight) in places {
            sum.valence += weight * place.valence
            sum.arousal += weight * place.arousal
            total += weight
        }
        return total > 0 ? Affect(valence: sum.valence / total, arousal: sum.arousal / total) : nil
    }
}

extension Affect {
    /// In words, for reasons: `positive, high arousal`; `neutral` near the middle.
    public var words: String {
        let limit = 0.2
        let arousalWord = arousal > limit ? "high arousal" : arousal < -limit ? "low arousal" : nil
        let valenceWord = valence > limit ? "positive" : valence < -limit ? "negative" : nil
        let words = [valenceWord, arousalWord].compactMap(\.self)
        return words.isEmpty ? "neutral" : words.joined(separator: ", ")
    }
}
