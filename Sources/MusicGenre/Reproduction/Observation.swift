import GTZAN
import MienTabular
import MienTraining

/// What the paper says of the table, and whether it is so.
public struct Observation: Sendable, Equatable, Codable {
    public let claim: String
    /// What the table at hand says.
    public let found: String
    public let holds: Bool

    /// All that can be checked.
    static func all(of data: GenreData) throws(TabularError) -> [Observation] {
        let table = try data.table()
        let medians = GenreMedians(table: try table.grouped(by: "label").median())
        let correlation = try table.correlation(of: ["spectral_centroid_mean", "rolloff_mean"])[
            "spectral_centroid_mean", "rolloff_mean"]
        let components = try ReducedColumns.explainedVariance(of: data.features)
        return [
            try medians.check(
                "Reggae and classical have the highest median tempos", "tempo", highest: ["reggae", "classical"]),
            try medians.check("Pop and hip-hop have the most energy", "rms_mean", highest: ["pop", "hiphop"]),
            try medians.check("Classical has the least energy", "rms_mean", lowest: "classical"),
            try medians.check(
                "Pop and disco have the highest spectral centroids", "spectral_centroid_mean",
                highest: ["pop", "disco"]),
            try medians.check(
                "Metal and hip-hop have the highest chroma values", "chroma_stft_mean", highest: ["metal", "hiphop"]),
            Observation(
                claim: "Spectral centroid and roll-off are strongly correlated", found: "r = \(correlation.fixed(3))",
                holds: correlation > 0.9),
            Observation(
                claim: "Two principal components keep 74 to 78 % of the variance",
                found: "\(components.means.fixed(4)) of the means', \(components.variances.fixed(4)) of the variances'",
                holds: [components.means, components.variances].allSatisfy { (0.735...0.785).contains($0) }),
        ]
    }
}

/// The median of each feature in each genre.
private struct GenreMedians {
    let table: Table

    /// - Parameters:
    ///   - highest: the genres whose medians should be above all others'.
    ///   - lowest: the genre whose median should be below all others'.
    func check(
        _ claim: String, _ feature: String, highest: Set<String> = [], lowest: String? = nil
    ) throws(TabularError) -> Observation {
        let medians = Array(zip(try table.labels("label"), try table[feature]))
        let named = medians.filter { highest.contains($0.0) || $0.0 == lowest }.map(\.1)
        let others = medians.filter { !highest.contains($0.0) && $0.0 != lowest }.map(\.1)
        let holds =
            if let least = named.min(), let greatest = named.max(), let low = others.min(), let high = others.max() {
                lowest == nil ? least > high : greatest < low
            } else {
                false
            }
        let order = medians.sorted { lowest == nil ? $0.1 > $1.1 : $0.1 < $1.1 }.prefix(highest.count + 2)
        let found = order.map { "\($0.0) \($0.1.fixed($0.1 < 10 ? 3 : 1))" }.joined(separator: ", ")
        return Observation(claim: claim, found: found, holds: holds)
    }
}
