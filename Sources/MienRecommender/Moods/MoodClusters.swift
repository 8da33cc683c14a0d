import Mien
import MienTabular

/// Songs divided by what describes them, without any names of moods: k-means, whose clusters are named by where their songs lie
/// in valence and arousal. Paper 000 cites such a division behind its recurrent network's 86.5 %.
///
/// ```swift
/// let clusters = try MoodClusters(features, placedBy: model, count: 4)
/// print(clusters.moods, clusters.assignments)
/// ```
public struct MoodClusters: Sendable {
    /// The cluster of each song.
    public let assignments: [Int]
    /// Where each cluster's songs lie in the mean.
    public let centers: [Affect]
    /// Each cluster's name: the mood whose place is the nearest to its songs'. With as many clusters as moods each has another
    /// one, so that the sum of the distances is the least.
    public let moods: [Mood]

    /// - Parameters:
    ///   - features: `[songs, columns of the model's input]`.
    ///   - model: says where songs lie.
    ///   - count: how many clusters there are to be; 4 by default.
    ///   - seed: of the first centres; 0 by default.
    public init(
        _ features: Matrix, placedBy model: MoodModel, count: Int = 4, seed: UInt64 = 0
    ) throws(RecommenderError) {
        do throws(TabularError) {
            let scaled = try StandardScaler().fit(features).transform(features)
            assignments = try KMeans(clusters: count, seed: seed).fit(scaled).predict(scaled)
        } catch {
            throw .table(error)
        }
        let songs = (0..<features.rowCount).map { row in
            Dictionary(uniqueKeysWithValues: zip(model.input.columns, features.row(row)))
        }
        let places = try model.placements(songs).map { $0?.affect ?? .neutral }
        let found = assignments
        let centers = (0..<count).map { cluster in
            Affect.mean(places.indices.filter { found[$0] == cluster }.map { (place: places[$0], weight: 1) })
                ?? .neutral
        }
        self.centers = centers
        moods = count == Mood.allCases.count ? Self.matching(centers) : centers.map { Mood(at: $0) }
    }

    /// The assignment of all moods to as many places with the least sum of distances.
    private static func matching(_ places: [Affect]) -> [Mood] {
        func best(_ place: Int, _ left: [Mood]) -> (cost: Double, moods: [Mood]) {
            if left.isEmpty { return (0, []) }
            let choices = left.map { mood in
                let rest = best(place + 1, left.filter { $0 != mood })
                return (cost: rest.cost + mood.affect.distance(to: places[place]), moods: [mood] + rest.moods)
            }
            return choices.min { $0.cost < $1.cost } ?? (0, [])
        }
        return best(0, Mood.allCases).moods
    }
}
