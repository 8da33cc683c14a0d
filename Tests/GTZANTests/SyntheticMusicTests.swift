import GTZAN
import MienAudio
import MienTestSupport
import Testing

@Suite("Made music")
struct SyntheticMusicTests {
    @Test("is a function of the seed, the genre and the number")
    func deterministic() {
        let first = SyntheticMusic(clipsPerGenre: 2, duration: 1, seed: 3)
        let more = SyntheticMusic(clipsPerGenre: 5, duration: 1, seed: 3)
        for (index, clip) in first.clips.enumerated() {
            let place = more.clips.firstIndex { $0.name == clip.name }
            #expect(place.map { more.waveform(at: $0) } == first.waveform(at: index), "\(clip.name)")
        }
        let other = SyntheticMusic(clipsPerGenre: 2, duration: 1, seed: 4)
        #expect(other.waveform(at: 0) != first.waveform(at: 0))
        #expect(first.waveform(at: 0) != first.waveform(at: 1))
    }

    @Test("sounds: as long as asked for, within the limits, never silent")
    func sound() {
        let music = SyntheticMusic(clipsPerGenre: 3, duration: 2.5, seed: 1)
        for (index, clip) in music.clips.enumerated() {
            let samples = music.waveform(at: index).samples
            #expect(samples.count == 55_125, "\(clip.name)")
            #expect(samples.allSatisfy { abs($0) <= 1.01 }, "\(clip.name)")
            let power = samples.reduce(0) { $0 + $1 * $1 } / Float(samples.count)
            #expect(power > 1e-5, "\(clip.name)")
        }
    }

    @Test("is written as GTZAN is laid out, with folds that keep artists apart")
    func writing() throws {
        try withTemporaryFolder { folder in
            let music = SyntheticMusic(clipsPerGenre: 13, duration: 0.3, seed: 1)
            try music.write(toFolder: "\(folder)/music")
            let clips = try GTZANClips(contentsOf: "\(folder)/music")
            #expect(clips.clips.map(\.name) == music.clips.map(\.name))
            let sound = try Waveform(contentsOf: clips.clips[57].file)
            #expect(sound.sampleRate == 22_050 && sound.samples.count == 6_615)
            let folds = try ArtistFolds(contentsOf: "\(folder)/music/artist_folds.csv")
            #expect(folds == music.folds && folds.numbers == [1, 2, 3])
            #expect(throws: GTZANError.folderInUse(folder: "\(folder)/music")) {
                try music.write(toFolder: "\(folder)/music")
            }
        }
    }
}
