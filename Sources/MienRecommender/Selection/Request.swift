/// What is asked for.
///
/// ```swift
/// var request = Request(.music, for: state, policy: .repair, count: 20)
/// request.filter.languages = ["hi"]
/// request.preferences.artists = ["Lata Mangeshkar"]
/// ```
public struct Request: Sendable {
    /// What music is to do.
    public enum Policy: String, Sendable, Codable, CaseIterable {
        /// It is where the user is.
        case match
        /// It begins where the user is, and leads in even steps to where they would be.
        case repair
    }

    public var kind: ItemKind
    public var state: State
    public var policy: Policy
    /// How many items there are to be, 1 … 1,000; 20 by default.
    public var count: Int
    public var filter = ItemFilter()
    public var preferences = Preferences()
    public var weights = ScoreWeights()
    /// Where `repair` leads; nil for ``RepairGoal/standard``.
    public var goal: Affect?
    /// How much an item loses by being like those before it in the list, against what it gains by itself: from 0 to 1; 0.3 by
    /// default.
    public var diversity = 0.3
    /// The seconds for which nothing is repeated that was recommended, played or skipped; a week by default.
    public var horizon = 7 * 86_400.0
    /// The same request of the same catalogue with the same seed gets the same list; 0 by default.
    public var seed: UInt64 = 0

    public init(_ kind: ItemKind, for state: State, policy: Policy = .match, count: Int = 20) {
        (self.kind, self.state, self.policy, self.count) = (kind, state, policy, count)
    }

    func check() throws(RecommenderError) {
        guard (1...1_000).contains(count) else {
            throw .badRequest(name: "the number of items", found: "\(count)", expected: "a number in 1 … 1,000")
        }
        guard (0...1).contains(diversity) else {
            throw .badRequest(name: "the diversity", found: "\(diversity)", expected: "a number in 0 … 1")
        }
        guard horizon >= 0 else {
            throw .badRequest(name: "the horizon", found: "\(horizon)", expected: "seconds from 0")
        }
        if let goal, !(max(abs(goal.valence), abs(goal.arousal)) <= 1) {
            throw .badRequest(
                name: "the goal", found: "\(goal.valence), \(goal.arousal)", expected: "a place in -1 … 1 twice")
        }
        try weights.check()
    }

    /// Where each place of the list is to lie.
    func targets() -> [Affect] {
        let start = state.affect
        guard policy == .repair else { return [Affect](repeating: start, count: count) }
        let goal = self.goal ?? RepairGoal.standard(from: start)
        return (0..<count).map { start.toward(goal, by: count == 1 ? 1 : Double($0) / Double(count - 1)) }
    }
}

/// Where people would rather be.
public enum RepairGoal {
    /// Whoever feels bad is led to calm and content, (0.5, -0.4): being cheered up at once is what few want then (the
    /// iso-principle of music therapy begins where one is, I. M. Altshuler 1948). Whoever does not is led to more
    /// of it: valence 0.8 with the arousal that they have.
    public static func standard(from start: Affect) -> Affect {
        start.valence < 0
            ? Affect(valence: 0.5, arousal: -0.4) : Affect(valence: max(0.8, start.valence), arousal: start.arousal)
    }
}

/// What is let through. What an item does not say passes no filter that asks for it, but for explicit words: only those are
/// left out that are flagged.
public struct ItemFilter: Sendable, Equatable {
    /// Those of which an item has to have one; empty lets all through. Small and capital letters are the same.
    public var languages: Set<String> = []
    public var artists: Set<String> = []
    public var genres: Set<String> = []
    /// In seconds.
    public var length: ClosedRange<Double>?
    /// Whether explicit words are let through; they are by default.
    public var allowsExplicit = true

    public init() {}
}

/// What someone likes in general.
public struct Preferences: Sendable, Equatable {
    public var languages: Set<String> = []
    public var artists: Set<String> = []
    public var genres: Set<String> = []

    public init() {}
}

/// How much each thing counts in an item's score. What they are multiplied with is from 0 to 1, or from -1 to 1.
public struct ScoreWeights: Sendable, Equatable {
    /// Nearness to the mood that is asked for.
    public var mood = 1.0
    /// The share of the stated preferences that are met.
    public var preference = 0.25
    /// What likes, plays and skips say of the item, its artists and genres.
    public var taste = 0.25
    public var popularity = 0.1
    /// Never played, liked or skipped.
    public var novelty = 0.05
    /// What the bandit of someone's own reactions says, and what an ``ItemScorer`` says.
    public var learnt = 0.25
    /// A draw, so that another seed gives another list.
    public var chance = 0.03

    public init() {}

    fileprivate func check() throws(RecommenderError) {
        for (name, weight) in [
            ("mood", mood), ("preference", preference), ("taste", taste), ("popularity", popularity),
            ("novelty", novelty), ("learnt", learnt), ("chance", chance),
        ] where !weight.isFinite {
            throw .badRequest(name: "the weight of \(name)", found: "\(weight)", expected: "a finite number")
        }
    }
}
