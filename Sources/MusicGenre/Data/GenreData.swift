import GTZAN
import Mien
import MienTabular
import MienTraining

/// Clips of music with what describes them and their genres, and what to say of them.
public struct GenreData: Sendable {
    /// The file or folder they come from, or what they are.
    public let source: String
    /// What the table, or the folder, calls each.
    public let clips: [String]
    /// The genre of each clip, as a number.
    public let labels: [Int]
    /// `[clips, 58]`, in the order of `GTZAN.featureNames`.
    public let features: Matrix
    /// Which clip is in which artist-filtered fold; nil where nobody knows.
    public let folds: ArtistFolds?
    /// What the reader should know before believing a number.
    public let remarks: [String]
    /// Whether nobody played them.
    public let isSynthetic: Bool

    public var count: Int { clips.count }
    public var classNames: [String] { GTZAN.Genre.allCases.map(\.name) }

    /// The genres and the numbers as a table: `label`, and the columns of `GTZAN.featureNames`.
    package func table() throws(TabularError) -> Table {
        let names = labels.map { classNames[$0] }
        return try Table(
            name: source, names: ["label"] + GTZAN.featureNames,
            columns: [.text(TextColumn(names))]
                + GTZAN.featureNames.indices.map { .numbers(features.column($0)) })
    }

    /// - Parameters:
    ///   - path: a table of features laid out like GTZAN's, a folder that holds `features_30_sec.csv`, or a folder of music by
    ///     genre, whose features are computed, window by window; nil makes synthetic music.
    ///   - seed: of the made music.
    /// - Throws: ``MusicGenreError`` or `GTZANError`, with the file.
    public init(_ path: String?, seed: UInt64, progress: any ProgressReporter = .silent) throws {
        guard let path else {
            try self.init(synthetic: seed, progress)
            return
        }
        let inside = "\(path)/features_30_sec.csv"
        if Files.exists(inside) {
            try self.init(table: inside)
        } else if Files.isFolder(path) {
            try self.init(music: path, progress)
        } else {
            try self.init(table: path)
        }
    }

    private init(table path: String) throws {
        let table = try Table(contentsOf: path)
        let genres = try table.labels("label")
        source = path
        clips = try table.labels("filename")
        labels = try genres.indices.map { row throws(GTZANError) in
            guard let genre = GTZAN.Genre(name: genres[row]) else {
                throw .badCell(
                    table: path, line: table.line(of: row), column: "label", found: genres[row],
                    expected: "one of \(GTZAN.Genre.allCases.map(\.name).joined(separator: ", "))")
            }
            return genre.rawValue
        }
        features = try table.musicFeatures()
        let folder = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
        folds = try Self.folds(in: folder)
        remarks = Self.remarks(count: clips.count)
        isSynthetic = false
    }

    /// Of recordings that cannot be read, as one in the copy of GTZAN that everybody has, the remarks tell.
    private init(music path: String, _ progress: any ProgressReporter) throws {
        let pieces = try MusicPiece.all(at: path)
        let genres = try pieces.map { piece throws(MusicGenreError) in
            guard let genre = piece.genre else { throw .noGenre(file: piece.file) }
            return genre
        }
        let describe = MusicFeatures(.published)
        let results = parallelMap(pieces.count, title: "Features", on: progress) { index in
            Result { () throws(MusicGenreError) in try describe.windows(ofFile: pieces[index].file) }
        }
        var (clips, labels, rows, faults) = ([String](), [Int](), [[Double]](), [String]())
        for (place, result) in results.enumerated() {
            switch result {
            case .success(let windows):
                for (number, window) in windows.enumerated() {
                    clips.append(pieces[place].name(ofWindow: number, of: windows.count))
                    labels.append(genres[place].rawValue)
                    rows.append(window.features)
                }
            case .failure(let error): faults.append("Left out: \(error)")
            }
        }
        if rows.isEmpty { throw MusicGenreError.nothingRead(pieces.count) }
        (source, self.clips, self.labels, features) = (path, clips, labels, Matrix(rows))
        folds = try Self.folds(in: path) ?? Self.folds(in: "\(path)/..")
        remarks = Self.remarks(count: clips.count) + faults
        isSynthetic = false
    }

    /// Enough clips for ten folds and their neighbours by artist, short enough to be made in seconds.
    private init(synthetic seed: UInt64, _ progress: any ProgressReporter) throws {
        let music = SyntheticMusic(clipsPerGenre: 24, duration: 6, seed: seed)
        let describe = MusicFeatures(.published)
        let rows = try parallelMap(music.count, title: "Synthetic music", on: progress) {
            index throws(MusicGenreError) in
            try describe(music.waveform(at: index))
        }
        source = "synthetic music, seed \(seed)"
        (clips, labels) = (music.clips.map(\.name), music.clips.map(\.genre.rawValue))
        (features, folds) = (Matrix(rows), music.folds)
        remarks = ["Synthetic music: made by Mien, not recordings. Give --data for a real result."]
        isSynthetic = true
    }

    private static func folds(in folder: String) throws -> ArtistFolds? {
        let file = "\(folder)/artist_folds.csv"
        return Files.exists(file) ? try ArtistFolds(contentsOf: file) : nil
    }

    private static func remarks(count: Int) -> [String] {
        let expected = GTZAN.Genre.allCases.count * GTZAN.numbers.count
        return count == expected ? [] : ["\(count) of GTZAN's \(expected) clips are there."]
    }
}

extension Table {
    /// The 58 numbers of each row.
    ///
    /// - Throws: `TabularError`, which names the line and the column that is missing, empty or no finite number.
    func musicFeatures() throws(TabularError) -> Matrix {
        let features = try matrix(columns: GTZAN.featureNames)
        if let place = features.values.firstIndex(where: { !$0.isFinite }) {
            let (row, column) = (place / features.columnCount, place % features.columnCount)
            throw .noCell(table: name, line: line(of: row), column: GTZAN.featureNames[column])
        }
        return features
    }
}
