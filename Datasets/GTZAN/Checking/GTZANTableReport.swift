import MienTabular

/// What a table of features at hand is: whether it is the published one, and its faults.
///
/// ```swift
/// print(try GTZANTableReport(of: GTZANTable(contentsOf: "features_30_sec.csv")))
/// ```
public struct GTZANTableReport: Codable, Equatable, Sendable {
    public let source: String
    public let genuineness: Genuineness
    public let fingerprint: Fingerprint
    public let rows: Int
    /// Rows by genre.
    public let genres: [String: Int]
    /// Groups of clips with the same numbers.
    public let copies: [[String]]
    /// Those of several genres.
    public let contradictions: [[String]]
    /// Columns that hold one number only.
    public let constantColumns: [String]

    public init(of table: GTZANTable) {
        source = table.source
        fingerprint = Fingerprint(of: table)
        genuineness = Genuineness(of: fingerprint)
        rows = table.clips.count
        genres = Dictionary(table.clips.map { ($0.genre.name, 1) }, uniquingKeysWith: +)
        let groups = Dictionary(grouping: table.clips.indices, by: { Array(table.features.row($0)) }).values
            .filter { $0.count > 1 }.map { rows in rows.map { table.clips[$0] }.sorted { $0.place < $1.place } }
            .sorted { $0[0].place < $1[0].place }
        copies = groups.map { $0.map(\.name) }
        contradictions = groups.filter { Set($0.map(\.genre)).count > 1 }.map { $0.map(\.name) }
        constantColumns = GTZAN.featureNames.enumerated().filter { place, _ in
            Set(table.features.column(place)).count == 1
        }.map(\.element)
    }
}

extension GTZANTableReport: CustomStringConvertible {
    /// Some lines of text, the verdict first.
    public var description: String {
        var lines = ["\(source): \(verdict)"]
        lines.append("  " + genres.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: ", "))
        lines.append("  groups of clips with the same numbers: \(copies.count)")
        for group in copies { lines.append("    \(group.joined(separator: " = "))") }
        lines.append("  of several genres: \(contradictions.count)")
        for group in contradictions { lines.append("    \(group.joined(separator: " = "))") }
        if !constantColumns.isEmpty { lines.append("  of one number only: \(constantColumns.joined(separator: ", "))") }
        return lines.joined(separator: "\n")
    }

    private var verdict: String {
        switch genuineness {
        case .genuine: "the published features of GTZAN, 1,000 rows"
        case .partial(let reason): "not the whole of GTZAN's features: \(reason)"
        case .altered(let reason): "not the published features of GTZAN: \(reason)"
        }
    }
}
