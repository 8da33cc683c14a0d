import FoundationEssentials

/// Chooses items for how someone feels.
///
/// ```swift
/// let recommender = try Recommender(catalogue, .music)
/// let list = try recommender.recommend(Request(.music, for: state, policy: .repair))
/// for item in list.items { print(item.entry.item.name, item.reason) }
/// try catalogue.note(list.items.map(\.entry.id))
/// ```
///
/// It holds what ranking looks at as it was when it was made; feedback and history are read for each list.
public struct Recommender: Sendable {
    public let catalogue: Catalogue
    public let columns: ItemColumns

    public init(_ catalogue: Catalogue, _ kind: ItemKind) throws(RecommenderError) {
        self.catalogue = catalogue
        columns = try catalogue.columns(of: kind)
    }

    /// - Parameters:
    ///   - request: for the kind of items that this recommender has.
    ///   - scorer: what has learnt from others what such a user likes, if there is such a thing. What their own reactions
    ///     teach is always heeded.
    ///   - now: from which the horizon of no repeats reaches back.
    /// - Returns: as many items as were asked for, or as there are.
    public func recommend(
        _ request: Request, scorer: (any ItemScorer)? = nil, now: Date = Date()
    ) throws(RecommenderError) -> RecommendedList {
        try request.check()
        guard request.kind == columns.kind else {
            throw .badRequest(
                name: "the kind", found: request.kind.rawValue, expected: "the recommender's, \(columns.kind.rawValue),"
            )
        }
        if columns.count == 0 { throw .emptyCatalogue(kind: request.kind) }
        let feedback = try catalogue.feedback()
        let recent = try recentItems(feedback, since: now.addingTimeInterval(-request.horizon))
        let taste = Taste(feedback, columns)
        let learnt = try learntScores(feedback, scorer, request)
        let candidates = Candidates(columns, request, recent: recent, taste: taste, learnt: learnt)
        if candidates.rows.isEmpty { throw .nothingPasses(kind: request.kind, count: columns.count) }
        let targets = request.targets()
        let choices = ListMaker(candidates: candidates, diversity: Float(request.diversity)).choose(targets)
        let entries = try catalogue.entries(choices.map { columns.ids[$0.row] })
        let items = zip(entries, choices).map { entry, choice in
            RecommendedList.Item(
                entry: entry, reason: Reason(entry.item, request.preferences).text, score: Double(choice.score),
                target: targets[choice.place])
        }
        return RecommendedList(
            items: items, measures: ListMeasures(columns, choices.map(\.row), choices.map { targets[$0.place] }))
    }

    /// What the bandit and a scorer say, one beside the other; empty where nobody says anything.
    private func learntScores(
        _ feedback: [Feedback], _ scorer: (any ItemScorer)?, _ request: Request
    ) throws(RecommenderError) -> [[Float]] {
        let bandit: FeedbackBandit?
        do throws(RankingError) {
            bandit = try FeedbackBandit(feedback, columns, seed: request.seed)
        } catch {
            throw .ranking(error)
        }
        var learnt: [[Float]] = []
        for case let scorer? in [bandit, scorer] as [(any ItemScorer)?] {
            let scores = try scorer.scores(of: columns, for: request)
            if scores.count != columns.count {
                throw .badRequest(
                    name: "the number of a scorer's answers", found: "\(scores.count)", expected: "\(columns.count)")
            }
            learnt.append(scores)
        }
        return learnt
    }

    /// What was recommended, played or skipped after a time.
    private func recentItems(_ feedback: [Feedback], since time: Date) throws(RecommenderError) -> Set<Int64> {
        let heard = feedback.filter { $0.time > time && $0.reaction != .like }.map(\.item)
        return try Set(heard + catalogue.history().filter { $0.time > time }.map(\.item))
    }
}

/// Items in the order in which they are to be heard, seen or done.
public struct RecommendedList: Sendable, Equatable {
    public struct Item: Sendable, Equatable {
        public let entry: Catalogue.Entry
        /// Why: `calm, low arousal, 92 bpm`.
        public let reason: String
        public let score: Double
        /// Where this place of the list was to lie.
        public let target: Affect
    }

    public let items: [Item]
    public let measures: ListMeasures
}
