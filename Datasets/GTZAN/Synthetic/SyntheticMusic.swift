import Mien
import MienAudio

/// Made music in ten styles, without any data.
///
/// It is for trying out and for tests: tempo, metre and swing, harmony, instruments and drums are as the genre has them, with
/// the chance of everyday life, and now and then a piece borrows from another genre. Classifiers learn to tell the styles
/// apart; what they learn says nothing about music. A clip is a function of the seed, its genre and its number.
public struct SyntheticMusic: Sendable {
    public static let sampleRate = 22_050
    /// Clips that share an artist: key, tempo and instruments are theirs.
    static let clipsPerArtist = 4

    /// The clips, in the order of their names; ``GTZANClip/file`` is the name alone.
    public let clips: [GTZANClip]
    /// In seconds.
    public let duration: Double
    private let seed: UInt64

    /// - Parameters:
    ///   - count: clips of each genre, 1 … 100.
    ///   - duration: of each clip, in seconds.
    public init(clipsPerGenre count: Int = GTZAN.numbers.count, duration: Double = 30, seed: UInt64) {
        require(
            0 < count && count <= GTZAN.numbers.count && duration > 0 && duration <= 600,
            "SyntheticMusic: \(count) clips of \(duration) s; expected 1 to \(GTZAN.numbers.count), of up to 600 s")
        clips = GTZAN.Genre.allCases.flatMap { genre in
            (0..<count).compactMap { try? GTZANClip(file: GTZANClip.name(genre, $0) + ".wav") }
        }
        (self.duration, self.seed) = (duration, seed)
    }

    public var count: Int { clips.count }

    /// The sound of a clip.
    public func waveform(at index: Int) -> Waveform {
        let clip = clips[index]
        let artist = UInt64(clip.number / Self.clipsPerArtist)
        var random = RandomStream(seed: seed, purpose: .synthesis, 2, UInt64(clip.genre.rawValue), artist)
        let habits = MusicStyle(clip.genre, &random)
        random = RandomStream(seed: seed, purpose: .synthesis, 3, UInt64(clip.place))
        var band = Band(habits.varied(&random), sampleRate: Self.sampleRate, random)
        return Waveform(band.play(seconds: duration), sampleRate: Self.sampleRate)
    }

    /// Three folds that keep each artist in one.
    public var folds: ArtistFolds {
        ArtistFolds(
            clips.map { clip in
                let artist = clip.place / Self.clipsPerArtist
                return ArtistFolds.Entry(clip: clip.name, fold: artist % 3 + 1, artist: artist)
            })
    }
}
