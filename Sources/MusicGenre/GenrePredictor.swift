import GTZAN
import Mien
import MienTabular

/// Says which genre music sounds like.
///
/// ```swift
/// let predictor = GenrePredictor(try GenreModel(nil))
/// let prediction = try predictor.predict(contentsOf: "song.mp3")[0]
/// print(prediction.label(unsureBelow: 0.3), prediction.probabilities)
/// ```
///
/// A piece of up to 45 seconds is one window. A longer one is listened to in windows of 30 seconds, whose answers are averaged.
public struct GenrePredictor: Sendable {
    public let model: GenreModel
    /// The models learn from the published table, or from numbers like it.
    private let describe = MusicFeatures(.published)

    public init(_ model: GenreModel) { self.model = model }

    /// - Parameter path: a WAV, FLAC, Ogg or MP3 file, or a table of features, which gives a prediction for each of its rows.
    /// - Throws: ``MusicGenreError`` or `GTZANError`, which name the file.
    public func predict(contentsOf path: String) throws -> [GenrePrediction] {
        if Self.isTable(path) { return try predict(table: path) }
        let windows = try describe.windows(ofFile: path)
        let answers = try answers(to: Matrix(windows.map(\.features)))
        let heard = zip(windows, answers).map { window, answer in
            GenrePrediction.Window(
                start: window.start, end: window.start + window.duration, genre: answer.genre,
                probabilities: answer.probabilities)
        }
        return [GenrePrediction(name: path, labels: model.labels, windows: heard)]
    }

    /// Whether a file is taken for a table of features, and not for a recording.
    public static func isTable(_ path: String) -> Bool { path.lowercased().hasSuffix(".csv") }

    private func predict(table path: String) throws -> [GenrePrediction] {
        let table = try Table(contentsOf: path)
        let features = try table.musicFeatures()
        let names = try table.names.contains("filename") ? table.labels("filename") : nil
        return try answers(to: features).enumerated().map { row, answer in
            let window = GenrePrediction.Window(
                start: nil, end: nil, genre: answer.genre, probabilities: answer.probabilities)
            let name = names?[row] ?? "\(path):\(table.line(of: row))"
            return GenrePrediction(name: name, labels: model.labels, windows: [window])
        }
    }

    private func answers(to features: Matrix) throws(TabularError) -> [(genre: Int, probabilities: [Double]?)] {
        let genres = try model.predict(features)
        let probabilities = try model.probabilities(of: features)
        return genres.indices.map { row in (genres[row], probabilities.map { Array($0.row(row)) }) }
    }
}
