import Mien
import MienAudio
import MienTabular
import MusicGenre

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Reads songs from a folder of recordings (WAV, FLAC, Ogg, MP3) with the folders below it: title, artist and year by their
/// tags, or by the file's name, `Artist - Title.mp3`; length and features by listening, and the genre where no tag tells it; the
/// mood by what can be heard, which is less than a service knows.
///
/// Files that have not changed since are not listened to again, and every few songs are written, so that an import that was
/// killed goes on where it was.
public struct MusicFolderImporter: ItemImporter {
    public let folder: String
    public let genres: GenreModel
    public let moods: MoodModel

    /// The probability below which a genre is not told; chance is 0.1.
    private static let leastProbability = 0.3
    private static let source = "files"

    /// - Parameters:
    ///   - folder: or the path of one file.
    ///   - genres: a model of the published features, as those that `mien genre train` writes.
    ///   - moods: of the input ``MoodModel/Input/heard``.
    public init(_ folder: String, genres: GenreModel, moods: MoodModel) {
        (self.folder, self.genres, self.moods) = (folder, genres, moods)
    }

    /// With the models that ship with Mien.
    public init(_ folder: String) throws(RecommenderError) {
        let genres: GenreModel
        do {
            genres = try GenreModel(nil)
        } catch let error as MusicGenreError {
            throw .music(error)
        } catch {
            throw .noResource(name: "the model of genres")
        }
        self.init(folder, genres: genres, moods: try MoodModel(shipped: .heard))
    }

    public func read(into sink: inout ImportSink) throws(RecommenderError) {
        let pieces: [MusicPiece]
        do throws(MusicGenreError) {
            pieces = try MusicPiece.all(at: folder)
        } catch {
            throw .music(error)
        }
        let known = try sink.stamps(of: Self.source)
        let files = pieces.map { (path: absolutePath($0.file), stamp: fileStamp($0.file)) }
        let changed = files.filter { known[$0.path] != $0.stamp }
        sink.keep(files.count - changed.count)
        for first in stride(from: 0, to: changed.count, by: 8) {
            let some = Array(changed[first..<min(first + 8, changed.count)])
            let results = parallelMap(some.count) { heard(some[$0].path, some[$0].stamp) }
            var items: [Item] = []
            for (file, result) in zip(some, results) {
                switch result {
                case .success(let item): items.append(item)
                case .failure(let error): sink.skip(file.path, "\(error)")
                }
            }
            try moods.place(&items)
            try sink.add(items)
            try sink.flush()
        }
    }

    /// A song as it sounds, without its mood.
    private func heard(_ path: String, _ stamp: String?) -> Result<Item, MusicGenreError> {
        do throws(MusicGenreError) {
            let windows = try MusicFeatures(.published).windows(ofFile: path)
            let name = SongName(path: path, tags: try? AudioFile(path).tags)
            var item = Item(kind: .music, source: Self.source, sourceID: path, title: name.title)
            (item.artists, item.year, item.location, item.stamp) = (name.artists, name.year, path, stamp)
            item.seconds = windows.last.map { $0.start + $0.duration }
            for (place, name) in MusicFeatures.names.enumerated() {
                item.features[name] = windows.reduce(0) { $0 + $1.features[place] } / Double(windows.count)
            }
            item.features["length"] = nil
            let level = item.features["rms_mean"] ?? 0
            // As a service states it, in decibels of full scale; silence has a floor.
            item.features["loudness"] = max(20 * log10(max(level, 1e-5)), -60)
            let genre = if let told = name.genre { told as String? } else { try genre(of: windows) }
            item.genres = genre.map { [$0] } ?? []
            return .success(item)
        } catch {
            return .failure(error)
        }
    }

    /// The genre that is the likeliest over all windows, if it is likely enough.
    private func genre(of windows: [MusicWindow]) throws(MusicGenreError) -> String? {
        do throws(TabularError) {
            guard let shares = try genres.probabilities(of: Matrix(windows.map(\.features))) else { return nil }
            let means = genres.labels.indices.map { shares.column($0).reduce(0, +) / Double(windows.count) }
            let best = means.indices.max { means[$0] < means[$1] }
            return best.flatMap { means[$0] >= Self.leastProbability ? genres.labels[$0] : nil }
        } catch {
            throw .table(error)
        }
    }
}
