import MienTabular
import MovieLens

/// What many people's ratings say of films: a ranking model, and by which names it calls the films.
///
/// ```swift
/// let learnt = try LearntRatings(MovieLensRatings(contentsOf: "ml-latest-small"))
/// let list = try recommender.recommend(request, scorer: learnt.scorer(in: catalogue))
/// ```
public struct LearntRatings: Sendable {
    private let model: any RankingModel
    /// The films' names in their source, in the model's order.
    private let films: [String]

    /// Learns the ranker that found most on the small edition of MovieLens, ``ShallowAutoencoderRanker``; of more users than
    /// that can hold, ``NeighborRanker``.
    public init(_ ratings: MovieLensRatings) throws(RankingError) {
        let interactions = Interactions(ratings)
        if interactions.histories.count <= ShallowAutoencoderRanker.mostUsers {
            model = try ShallowAutoencoderRanker().fit(interactions)
        } else {
            model = try NeighborRanker().fit(interactions)
        }
        films = ratings.films.map { "\($0.id)" }
    }

    // MARK: - Files

    /// Reads what ``write(to:)`` wrote.
    public init(contentsOf path: String) throws(TabularError) {
        let file = try ModelFile(path, kinds: .ranking)
        guard let model = file.model as? any RankingModel, file.features.count == model.itemCount else {
            throw .notAModel(file: path, reason: "it does not rank films that have names")
        }
        (self.model, films) = (model, file.features)
    }

    public func write(to path: String) throws(TabularError) {
        try ModelFile(model, features: films).write(to: path)
    }

    // MARK: - Scores

    /// How much the films of a catalogue suit whoever liked and played what its feedback says.
    ///
    /// - Returns: nil where they liked and played none that is known here: then there is nothing to go by but what all like.
    public func scorer(in catalogue: Catalogue) throws(RecommenderError) -> (any ItemScorer)? {
        let ids = try catalogue.ids(of: MovieLensImporter.source)
        let places = Dictionary(films.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
        var items: [Int64: Int] = [:]
        for (name, id) in ids { items[id] = places[name] }
        let history = try catalogue.feedback().filter { $0.reaction != .skip }.compactMap { entry in
            items[entry.item].map { Interaction(item: $0, time: 0) }
        }
        if history.isEmpty { return nil }
        do throws(RankingError) {
            return Scorer(items: items, scores: try model.scores(for: history))
        } catch {
            throw .ranking(error)
        }
    }

    private struct Scorer: ItemScorer {
        /// The model's items by their numbers in the catalogue.
        let items: [Int64: Int]
        let scores: [Double]

        /// The best of all films has 1; what speaks against a film is no reason to hide it.
        func scores(of columns: ItemColumns, for request: Request) -> [Float] {
            let greatest = scores.max() ?? 0
            guard greatest > 0 else { return [Float](repeating: 0, count: columns.count) }
            return columns.ids.map { id in items[id].map { Float(max(0, scores[$0] / greatest)) } ?? 0 }
        }
    }
}
