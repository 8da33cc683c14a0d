import Mien
import MienTabular
import MienTraining

/// Says which mood a song has, from numbers that describe it, and where it lies in valence and arousal.
///
/// ```swift
/// let model = try MoodModel(shipped: .service)
/// let placement = try model.placements([["energy": 0.9, "valence": 0.8, …]])[0]
/// ```
public struct MoodModel: Sendable {
    /// The numbers that are looked at.
    public enum Input: String, Sendable, CaseIterable {
        /// Nine audio features of a service.
        case service
        /// The two of them that can be measured in a recording: loudness and tempo.
        case heard

        public var columns: [String] {
            switch self {
            case .service:
                [
                    "danceability", "acousticness", "energy", "instrumentalness", "liveness", "valence", "loudness",
                    "speechiness", "tempo",
                ]
            case .heard: ["loudness", "tempo"]
            }
        }
    }

    /// What a song is like.
    public struct Placement: Sendable, Equatable {
        /// The likeliest mood.
        public let mood: Mood
        /// Where the moods lie in the mean, each with its probability.
        public let affect: Affect
        public let probabilities: [Mood: Double]
    }

    public let input: Input
    private let classifier: any ProbabilisticModel

    init(_ classifier: any ProbabilisticModel, input: Input) { (self.classifier, self.input) = (classifier, input) }

    // MARK: - Files

    private static let key = "input"

    /// The model that ships with Mien.
    public init(shipped input: Input) throws(RecommenderError) {
        let name = "\(input.rawValue).json"
        guard let file = WeightsFile.shipped(name, with: "MienRecommender") else { throw .noResource(name: name) }
        try self.init(contentsOf: file)
    }

    /// A model that ``write(to:)`` wrote.
    public init(contentsOf path: String) throws(RecommenderError) {
        let file: ModelFile
        do throws(TabularError) {
            file = try ModelFile(path)
        } catch {
            throw .table(error)
        }
        guard let input = file.metadata[Self.key].flatMap(Input.init(rawValue:)), file.features == input.columns,
            file.labels == Mood.allCases.map(\.rawValue), let classifier = file.model as? any ProbabilisticModel
        else { throw .unknownMoodModel(file: path) }
        self.init(classifier, input: input)
    }

    public func write(to path: String) throws(RecommenderError) {
        do throws(TabularError) {
            let file = try ModelFile(
                classifier, features: input.columns, labels: Mood.allCases.map(\.rawValue),
                metadata: [Self.key: input.rawValue])
            try file.write(to: path)
        } catch {
            throw .table(error)
        }
    }

    // MARK: - Answers

    /// - Parameter songs: numbers by their names.
    /// - Returns: nil for songs of which a number is missing.
    public func placements(_ songs: [[String: Double]]) throws(RecommenderError) -> [Placement?] {
        let rows = songs.map { song in input.columns.compactMap { song[$0] } }
        let known = rows.indices.filter { rows[$0].count == input.columns.count }
        var placements = [Placement?](repeating: nil, count: songs.count)
        if known.isEmpty { return placements }
        do throws(TabularError) {
            let probabilities = try classifier.predictProbabilities(Matrix(known.map { rows[$0] }))
            for (row, place) in known.enumerated() { placements[place] = placement(Array(probabilities.row(row))) }
        } catch {
            throw .table(error)
        }
        return placements
    }

    private func placement(_ probabilities: [Double]) -> Placement {
        let shares = zip(classifier.classes, probabilities).map { (mood: Mood.allCases[$0], share: $1) }
        let best = shares.reduce((mood: Mood.calm, share: -1)) { $1.share > $0.share ? $1 : $0 }
        return Placement(
            mood: best.mood,
            affect: Affect.mean(shares.map { (place: $0.mood.affect, weight: $0.share) }) ?? .neutral,
            probabilities: Dictionary(shares.map { ($0.mood, $0.share) }, uniquingKeysWith: { first, _ in first }))
    }

    /// Gives songs their moods and places. A mood that a song was given with stays; its place is then halfway between that
    /// mood's and what the numbers say.
    func place(_ items: inout [Item]) throws(RecommenderError) {
        let placements = try placements(items.map(\.features))
        for (index, placement) in placements.enumerated() {
            let given = items[index].mood.flatMap(Mood.init(rawValue:))?.affect
            if let placement {
                items[index].affect = given.map { $0.toward(placement.affect, by: 0.5) } ?? placement.affect
                items[index].mood = items[index].mood ?? placement.mood.rawValue
            } else {
                items[index].affect = given ?? items[index].affect
            }
        }
    }
}
