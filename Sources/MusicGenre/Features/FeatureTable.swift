import GTZAN
import Mien
import MienTabular
import MienTraining

/// A file to which the features of music are written, laid out as GTZAN's `features_30_sec.csv`: `filename`, the 58 numbers,
/// `label`; a row a window.
///
/// ```swift
/// let pieces = try MusicPiece.all(at: "music")
/// let outcome = try FeatureTable(at: "features.csv").add(pieces, progress: .terminal)
/// for fault in outcome.faults { print(fault.reason) }
/// ```
///
/// Rows are written as they come. What was there stays: a table whose making was interrupted is made on, and music that was
/// added to a folder is added to its table.
public struct FeatureTable: Sendable {
    /// What became of the pieces.
    public struct Outcome: Sendable, Equatable {
        /// Pieces that were computed, and those whose rows were there.
        public internal(set) var added = 0
        public internal(set) var kept = 0
        public internal(set) var faults: [Fault] = []
    }

    /// A piece that was left out.
    public struct Fault: Sendable, Equatable {
        public let file: String
        /// A sentence that names the file.
        public let reason: String
    }

    public let path: String
    public let features: MusicFeatures

    /// - Parameter path: of a new file, or of one that was written so.
    public init(at path: String, features: MusicFeatures = MusicFeatures()) {
        (self.path, self.features) = (path, features)
    }

    /// Computes the features of pieces that are not there, on all threads, and adds them in the order of the pieces. A piece
    /// that cannot be read is left out, and told of.
    ///
    /// - Throws: ``MusicGenreError``: where two pieces would bear the same name; where the file is something else, or was made
    ///   with other settings: the first piece whose row is there is computed anew and compared.
    public func add(
        _ pieces: [MusicPiece], progress: any ProgressReporter = .silent
    ) throws(MusicGenreError) -> Outcome {
        try Self.check(pieces)
        let isNew = !Files.exists(path)
        var writer = try tabular { () throws(TabularError) in
            try TableWriter(path, columns: GTZAN.columnNames, continuing: true)
        }
        let rows = try tabular { () throws(TabularError) in
            writer.rowCount > 0 ? try FeatureRows(Table(contentsOf: path)) : FeatureRows()
        }
        try compare(rows, pieces)
        let missing = pieces.filter { !rows.holds($0) }
        var outcome = Outcome(kept: pieces.count - missing.count)
        try parallelMap(missing.count, title: "Features", on: progress) { index throws(MusicGenreError) in
            windows(of: missing[index])
        } take: { first, results throws(MusicGenreError) in
            for (piece, result) in zip(missing[first...], results) {
                switch result {
                case .success(let windows):
                    try append(windows, of: piece, to: &writer, rows)
                    outcome.added += 1
                case .failure(let error):
                    outcome.faults.append(Fault(file: piece.file, reason: "\(error)"))
                }
            }
        }
        // A table without rows is none.
        if isNew && outcome.added == 0 { try? Files.delete(path) }
        return outcome
    }

    private func windows(of piece: MusicPiece) -> Result<[MusicWindow], MusicGenreError> {
        do throws(MusicGenreError) {
            return .success(try features.windows(ofFile: piece.file))
        } catch {
            return .failure(error)
        }
    }

    /// Writes the windows that are not there.
    private func append(
        _ windows: [MusicWindow], of piece: MusicPiece, to writer: inout TableWriter, _ rows: FeatureRows
    ) throws(MusicGenreError) {
        for (number, window) in windows.enumerated() {
            let name = piece.name(ofWindow: number, of: windows.count)
            if rows.holds(name) { continue }
            let label = piece.genre.map { Cell.text($0.name) } ?? .missing
            try tabular { () throws(TabularError) in
                try writer.append([.text(name)] + window.features.map(Cell.number) + [label])
            }
        }
    }

    // MARK: - Checks

    /// Throws if two rows would bear the same name.
    private static func check(_ pieces: [MusicPiece]) throws(MusicGenreError) {
        var files: [String: String] = [:]
        for piece in pieces {
            if let first = files.updateValue(piece.file, forKey: piece.name) {
                throw .sameName(first: first, second: piece.file)
            }
        }
        for piece in pieces {
            if let other = files[piece.name(ofWindow: 0, of: 2)] { throw .sameName(first: other, second: piece.file) }
        }
    }

    /// Throws if the first of the pieces whose row is there has other features now. One that cannot be read any more says
    /// nothing.
    private func compare(_ rows: FeatureRows, _ pieces: [MusicPiece]) throws(MusicGenreError) {
        guard let piece = pieces.first(where: rows.holds), case .success(let windows) = windows(of: piece),
            let row = rows.row(of: piece)
        else { return }
        for (name, (found, expected)) in zip(MusicFeatures.names, zip(row.features, windows[0].features)) {
            // What the last digits of sums that nearly vanish are depends on the processor.
            if ["harmony_mean", "perceptr_mean"].contains(name) { continue }
            if abs(found - expected) > 2e-5 * max(abs(expected), 0.01) {
                throw .otherFeatures(
                    table: path, line: row.line, piece: piece.name, column: name, found: found, expected: expected)
            }
        }
    }
}

private func tabular<Value>(_ body: () throws(TabularError) -> Value) throws(MusicGenreError) -> Value {
    do throws(TabularError) {
        return try body()
    } catch {
        throw .table(error)
    }
}
