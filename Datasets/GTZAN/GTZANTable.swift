import MienTabular

/// A table of features laid out like `features_30_sec.csv`: a row a clip, with `filename`, the 58 numbers and `label`.
public struct GTZANTable: Sendable {
    /// The file that was read.
    public let source: String
    /// The clips in the order of the rows.
    public let clips: [GTZANClip]
    /// `[clips, 58]`, the columns in the order of ``GTZAN/featureNames``.
    public let features: Matrix

    /// Reads a table. Its columns may stand in any order, and others beside them.
    ///
    /// - Throws: ``GTZANError``, with the line; also where a number is missing, a label is not the name's, or a clip stands in
    ///   two rows.
    public init(contentsOf path: String) throws(GTZANError) {
        let table = try Table(reading: path)
        let (names, labels) = (try table.required("filename"), try table.required("label"))
        var (clips, lines) = ([GTZANClip](), [String: Int]())
        for row in names.indices {
            let clip = try table.clip(names[row], at: row, of: "filename")
            let line = table.line(of: row)
            if labels[row] != clip.genre.name {
                throw .badCell(
                    table: path, line: line, column: "label", found: labels[row], expected: clip.genre.name)
            }
            if let first = lines.updateValue(line, forKey: clip.name) {
                throw .sameRow(table: path, clip: clip.name, first: first, second: line)
            }
            clips.append(clip)
        }
        var features = Matrix(rowCount: clips.count, columnCount: GTZAN.featureNames.count)
        for (place, name) in GTZAN.featureNames.enumerated() {
            for (row, value) in try table.numbers(name).enumerated() {
                guard value.isFinite else {
                    throw .badCell(
                        table: path, line: table.line(of: row), column: name, found: value.isNaN ? "" : "\(value)",
                        expected: "a number")
                }
                features[row, place] = value
            }
        }
        self.init(source: path, clips, features)
    }

    package init(source: String, _ clips: [GTZANClip], _ features: Matrix) {
        (self.source, self.clips, self.features) = (source, clips, features)
    }

    /// Whether a file begins as such a table does: whether it may be tried.
    public static func isLikely(at path: String) -> Bool {
        guard path.lowercased().hasSuffix(".csv"), let table = try? Table(contentsOf: path) else { return false }
        return Set(GTZAN.columnNames).isSubset(of: table.names)
    }

    /// The genre of each row, as a number.
    public var labels: [Int] { clips.map(\.genre.rawValue) }

    public var classNames: [String] { GTZAN.Genre.allCases.map(\.name) }
}
