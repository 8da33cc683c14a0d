import GTZAN
import MienTabular

/// The rows of a table of features that were there before.
struct FeatureRows {
    struct Row {
        /// Of the file, from 1.
        let line: Int
        let features: [Double]
    }

    private var places: [String: Int] = [:]
    private var lines: [Int] = []
    private var features = Matrix(rowCount: 0, columnCount: GTZAN.featureNames.count)
    private var last: String?

    init() {}

    init(_ table: Table) throws(TabularError) {
        let names = try table.labels("filename")
        features = try table.matrix(columns: GTZAN.featureNames)
        lines = names.indices.map(table.line)
        places = Dictionary(zip(names, names.indices), uniquingKeysWith: { first, _ in first })
        last = names.last
    }

    /// The row of a piece, or of its first window.
    func row(of piece: MusicPiece) -> Row? {
        (places[piece.name] ?? places[piece.name(ofWindow: 0, of: 2)]).map { place in
            Row(line: lines[place], features: Array(features.row(place)))
        }
    }

    func holds(_ name: String) -> Bool { places[name] != nil }

    /// Whether all of a piece is there. Of the last one's windows some may be missing.
    func holds(_ piece: MusicPiece) -> Bool {
        if holds(piece.name) { return true }
        var windows = 0
        while holds(piece.name(ofWindow: windows, of: windows + 2)) { windows += 1 }
        return windows > 0 && piece.name(ofWindow: windows - 1, of: windows + 1) != last
    }
}
