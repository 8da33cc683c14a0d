import MovieLens

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Something that somebody did with an item: watched a film, played a song.
public struct Interaction: Sendable, Hashable, Codable {
    /// The item's place in the catalogue, from 0.
    public let item: Int
    /// When, in seconds since 1970.
    public let time: Int
    /// How much it says for the item, above zero; 1 by default.
    public let weight: Double

    public init(item: Int, time: Int, weight: Double = 1) {
        (self.item, self.time, self.weight) = (item, time, weight)
    }
}

/// What many people did with the items of a catalogue.
public struct Interactions: Sendable, Equatable {
    /// How many items the catalogue has; some of them may be new to all.
    public let itemCount: Int
    /// One history a user, in the order of time; of one time in the order that was given.
    public let histories: [[Interaction]]

    /// - Parameters:
    ///   - itemCount: how many items there are.
    ///   - histories: one a user, in any order.
    /// - Throws: ``RankingError/unknownItem(item:count:)``, ``RankingError/badWeight(item:found:)``.
    public init(itemCount: Int, histories: [[Interaction]]) throws(RankingError) {
        for history in histories { try check(history, itemCount: itemCount) }
        self.init(
            itemCount: itemCount,
            sorted: histories.map { history in
                // Swift's sort keeps the order of equals.
                history.sorted { $0.time < $1.time }
            })
    }

    private init(itemCount: Int, sorted histories: [[Interaction]]) {
        (self.itemCount, self.histories) = (itemCount, histories)
    }

    /// Ratings of films, one interaction each: whatever somebody gives a film, they chose to see it.
    ///
    /// Users stand in the order of their numbers, items in that of the films.
    public init(_ data: MovieLensRatings) {
        let byUser = Dictionary(grouping: data.ratings, by: \.user).sorted { $0.key < $1.key }
        self.init(
            itemCount: data.films.count,
            sorted: byUser.map { _, ratings in
                ratings.sorted { $0.time < $1.time }.map { Interaction(item: $0.film, time: $0.time) }
            })
    }

    /// These histories without the last `count` interactions of those whose length is long enough.
    func dropping(last count: Int, whereLength isEnough: (Int) -> Bool) -> Interactions {
        Interactions(
            itemCount: itemCount, sorted: histories.map { isEnough($0.count) ? Array($0.dropLast(count)) : $0 })
    }

    /// How many interactions there are.
    public var count: Int { histories.reduce(0) { $0 + $1.count } }

    func checkPresence() throws(RankingError) {
        guard histories.contains(where: { !$0.isEmpty }) else { throw .noInteractions }
    }

    /// A row a user with the sum of the weights of each item.
    func rows(recency: Double? = nil) -> SparseRows {
        SparseRows(columnCount: itemCount, rows: histories.map { $0.profile(recency: recency) })
    }
}

/// Throws if an interaction is of no item of the catalogue, or says nothing.
func check(_ history: [Interaction], itemCount: Int) throws(RankingError) {
    for interaction in history {
        guard (0..<itemCount).contains(interaction.item) else {
            throw .unknownItem(item: interaction.item, count: itemCount)
        }
        guard interaction.weight > 0, interaction.weight.isFinite else {
            throw .badWeight(item: interaction.item, found: interaction.weight)
        }
    }
}

/// The items of a history, each once, ascending, with their weights.
typealias Profile = [(item: Int, weight: Double)]

extension Array where Element == Interaction {
    /// - Parameter recency: after how many later interactions one counts half as much; nil for never.
    func profile(recency: Double?) -> Profile {
        var weights: [Int: Double] = [:]
        for (place, interaction) in enumerated() {
            let later = Double(count - 1 - place)
            weights[interaction.item, default: 0] += interaction.weight * (recency.map { exp2(-later / $0) } ?? 1)
        }
        return weights.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }
}

/// Whether this can be after how many later interactions one counts half as much.
func isRecency(_ recency: Double?) -> Bool { recency.map { $0 > 0 && $0.isFinite } ?? true }

func check(_ owner: String, recency: Double?) throws(RankingError) {
    try check(owner, "recency", recency ?? 1, "a finite number of interactions above 0") { isRecency($0) }
}
