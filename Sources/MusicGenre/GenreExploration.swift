import GTZAN
import MienCharts
import MienTabular

/// What the notebook of paper 004 looks at before it learns: the table described, by genre and in pictures, and its sentences
/// about it checked.
public struct GenreExploration {
    public let data: GenreData
    public let observations: [Observation]
    private let table: Table

    public init(of data: GenreData) throws {
        self.data = data
        table = try data.table()
        observations = try Observation.all(of: data)
    }

    /// The columns whose means the notebook prints by genre.
    private static let grouped = [
        "length", "tempo", "chroma_stft_mean", "rms_mean", "spectral_bandwidth_mean", "rolloff_mean",
        "zero_crossing_rate_mean", "harmony_mean", "perceptr_mean",
    ]

    /// Means by genre, and the checks, for a terminal.
    public func text() throws -> String {
        let means = try table.grouped(by: "label").mean().columns(["label"] + Self.grouped)
        return "\(means)\n\(checks)\n"
    }

    /// Writes all pictures as a page.
    public func writeReport(to path: String) throws {
        var report = RunReport(title: "GTZAN explored", subtitle: "\(data.count) clips of \(data.source)")
        report.messages = data.remarks.map { .init(.warning, $0) }
        report.sections = [
            .init("Genres", [.chart(BarChart(title: "Clips", countsOf: try table.labels("label")))]),
            .init("Features by genre", try boxes()),
            .init("Correlation", try heatMaps()),
            .init("Principal components", [.chart(try components())]),
            .init("What the paper says of the table", [.preformatted(checks)]),
        ]
        try report.write(to: path)
    }

    private func boxes() throws -> [RunReport.Content] {
        let labels = try table.labels("label")
        return try ["tempo", "rms_mean", "spectral_centroid_mean", "chroma_stft_mean"].map { feature in
            .chart(BoxChart(title: feature, values: try table[feature], by: labels))
        }
    }

    /// Of means, of variances, and of all, as in the notebook.
    private func heatMaps() throws -> [RunReport.Content] {
        let names = GTZAN.featureNames
        func map(_ title: String, _ chosen: [String], hidesUpperTriangle: Bool, limit: Double) throws
            -> RunReport.Content
        {
            let correlation = try table.correlation(of: chosen)
            let rows = (0..<chosen.count).map { Array(correlation.values.row($0)) }
            return .chart(
                HeatMapChart(
                    title: title, rows: chosen, values: rows, lowest: -limit, highest: limit,
                    hidesUpperTriangle: hidesUpperTriangle))
        }
        return [
            try map(
                "Means", names.filter { $0.hasSuffix("mean") } + ["length"], hidesUpperTriangle: true, limit: 0.3),
            try map(
                "Variances", names.filter { $0.hasSuffix("var") } + ["length"], hidesUpperTriangle: true, limit: 0.3),
            try map("All numbers", names, hidesUpperTriangle: false, limit: 1),
        ]
    }

    /// The clips in the plane of two components of all numbers, each scaled.
    private func components() throws -> ScatterChart {
        let x = try StandardScaler().fit(data.features).transform(data.features)
        let plane = try PCA(components: 2).fit(x).transform(x)
        return ScatterChart(
            title: "Two principal components of the scaled numbers", x: plane.column(0), y: plane.column(1),
            by: try table.labels("label"), xName: "first component", yName: "second component")
    }

    private var checks: String {
        observations.map { "\($0.holds ? "true " : "FALSE")  \($0.claim): \($0.found)" }.joined(separator: "\n")
    }
}
