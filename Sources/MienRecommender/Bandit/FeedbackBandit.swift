import MienTabular

/// What someone's likes, plays and skips say of items that they have not met: a ``LinearBandit`` over what ranking looks at.
///
/// It is learnt anew, in the order of time, from what the catalogue keeps, so that what is forgotten is forgotten here too.
struct FeedbackBandit: ItemScorer {
    private let bandit: LinearBandit
    /// After all reactions.
    private let taste: Taste

    private static let featureCount = 6

    /// - Returns: nil where nothing was said of any item of the columns.
    init?(_ feedback: [Feedback], _ columns: ItemColumns, seed: UInt64) throws(RankingError) {
        var bandit = try LinearBandit(featureCount: Self.featureCount, seed: seed)
        var taste = Taste()
        for entry in feedback {
            guard let row = columns.row(of: entry.item) else { continue }
            // With the taste as it was known before.
            var features: [Double] = []
            Self.append(row, columns, taste.general(row, columns), to: &features)
            try bandit.learn(features, reward: 2 * entry.reaction.reward - 1)
            taste.add(entry.reaction, row, columns)
        }
        guard bandit.reactions > 0 else { return nil }
        (self.bandit, self.taste) = (bandit, taste)
    }

    func scores(of items: ItemColumns, for request: Request) throws(RecommenderError) -> [Float] {
        let general = taste.generalScores(items)
        var values: [Double] = []
        values.reserveCapacity(items.count * Self.featureCount)
        for row in 0..<items.count { Self.append(row, items, general[row], to: &values) }
        let candidates = Matrix(rowCount: items.count, columnCount: Self.featureCount, values: values)
        do throws(RankingError) {
            return try bandit.scores(of: candidates).map { Float($0) }
        } catch {
            throw .ranking(error)
        }
    }

    /// Appends an item's features. What is not known counts as nothing out of the ordinary.
    private static func append(_ row: Int, _ columns: ItemColumns, _ taste: Float, to features: inout [Double]) {
        let affect = columns.affect(row) ?? .neutral
        let minutes = Double(columns.seconds[row]) / 60
        features.append(1)
        features.append(affect.valence)
        features.append(affect.arousal)
        features.append(Double(columns.popularities[row]))
        features.append(Double(taste))
        features.append(minutes.isFinite ? min(minutes, 120) / 120 : 0)
    }
}
