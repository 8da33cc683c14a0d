import Mien

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// How well a ranker tells what users had next, and what its lists are like.
///
/// A list has the best items of the whole catalogue but those that its user had. Only one of them is right.
public struct RankingEvaluation: Sendable, Codable, Equatable {
    /// What the ranker is called.
    public let name: String
    public let part: LeaveLastOut.Part
    /// The length of a list.
    public let count: Int
    public let users: Int
    /// The share of users in whose list the item is that they had next.
    public let hitRate: Double
    /// What the right item's place is worth, `1 / log2(place + 1)`, in the mean over users; zero outside the list.
    public let gain: Double
    /// The standard errors of both: what another draw of users may change.
    public let (hitRateError, gainError): (Double, Double)
    /// The share of the catalogue that is in some list.
    public let coverage: Double
    /// How unlike the items of a list are by their words, 0 … 1, in the mean.
    public let diversity: Double
    /// How little known the items of the lists are, in bits: `−log2` of the share of users who had one, in the mean.
    public let novelty: Double
    /// The share of a list that would have been in the list before the user's last interaction.
    public let repeatRate: Double
    /// How long the fit took.
    public let fitSeconds: Double
    /// How long a list takes, in the mean, on all threads.
    public let listMilliseconds: Double

    /// Learns, then ranks for each user.
    ///
    /// - Parameters:
    ///   - name: what the ranker is to be called.
    ///   - words: those of each item, by which the diversity is measured.
    ///   - count: the length of a list; 10 by default.
    public init(
        _ name: String, _ ranker: some ItemRanker, on division: LeaveLastOut, _ part: LeaveLastOut.Part,
        words: [[String]], count: Int = 10
    ) throws(RankingError) {
        try check("RankingEvaluation", "count", count, "a number above 0") { $0 > 0 }
        let training = division.training(for: part)
        guard words.count == training.itemCount else {
            throw .itemCount(what: "Words", found: words.count, expected: training.itemCount)
        }
        let clock = ContinuousClock()
        let start = clock.now
        let model = try ranker.fit(training)
        let fitted = clock.now
        let lists = try parallelMap(division.users.count) { place throws(RankingError) in
            try model.ranked(count, for: training.histories[division.users[place]]).map(\.item)
        }
        let ranked = clock.now
        let former = try parallelMap(division.users.count) { place throws(RankingError) in
            try model.ranked(count, for: Array(training.histories[division.users[place]].dropLast())).map(\.item)
        }
        let targets = division.users.map { division.target(of: $0, in: part) }
        let gains = zip(lists, targets).map { list, target in
            normalizedDiscountedGain(list.map { $0 == target ? 1 : 0 })
        }
        (self.name, self.part, self.count, users) = (name, part, count, lists.count)
        (hitRate, hitRateError) = mean(gains.map { $0 > 0 ? 1 : 0 })
        (gain, gainError) = mean(gains)
        coverage = Double(Set(lists.joined()).count) / Double(training.itemCount)
        let vectors = ItemVectors(words: words)
        diversity = mean(lists.map { intraListDiversity($0, vectors) }).mean
        let surprise = Self.surprise(training)
        novelty = mean(lists.joined().map { surprise[$0] }).mean
        repeatRate = mean(zip(lists, former).map { share(of: $0, in: $1) }).mean
        fitSeconds = (fitted - start) / .seconds(1)
        listMilliseconds = (ranked - fitted) / .milliseconds(lists.count)
    }

    /// `−log2` of the share of users who had an item; one that nobody had counts as if one more user had it.
    private static func surprise(_ training: Interactions) -> [Double] {
        var counts = [Int](repeating: 0, count: training.itemCount)
        for history in training.histories {
            for item in Set(history.map(\.item)) { counts[item] += 1 }
        }
        let users = Double(training.histories.count)
        return counts.map { log2((users + 1) / Double($0 + 1)) }
    }
}

/// The mean, and its standard error.
private func mean(_ values: some Collection<Double>) -> (mean: Double, error: Double) {
    let count = Double(max(1, values.count))
    let mean = values.reduce(0, +) / count
    let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    return (mean, (squares / max(1, count - 1) / count).squareRoot())
}

private func share(of list: [Int], in other: [Int]) -> Double {
    list.isEmpty ? 0 : Double(Set(list).intersection(other).count) / Double(list.count)
}
