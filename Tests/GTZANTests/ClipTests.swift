import GTZAN
import Testing

@Suite("Names of clips")
struct ClipTests {
    @Test("genre and number are read, whatever the folder and the extension")
    func fields() throws {
        for file in ["gtzan/hiphop/hiphop.00042.wav", "hiphop.00042.flac", "hiphop.00042", "HipHop.00042.WAV"] {
            let clip = try GTZANClip(file: file)
            #expect(clip.genre == .hiphop && clip.number == 42 && clip.name == "hiphop.00042" && clip.file == file)
        }
    }

    @Test("labels are alphabetical")
    func genres() {
        let names = GTZAN.Genre.allCases.map(\.name)
        #expect(names == names.sorted() && names.count == 10)
        #expect(GTZAN.Genre(name: "Metal") == .metal && GTZAN.Genre(name: "polka") == nil)
    }

    @Test(
        "other names are refused",
        arguments: [
            "polka.00001.wav", "blues.1.wav", "blues.00100.wav", "blues.0001a.wav", "blues", "", "blues.00001.wav.part",
            "blues.-0001.wav", "00001.blues.wav",
        ])
    func wrongNames(file: String) {
        #expect(throws: GTZANError.self) { try GTZANClip(file: file) }
    }

    @Test("the table has 58 numbers a clip")
    func columns() {
        #expect(GTZAN.featureNames.count == 58 && Set(GTZAN.columnNames).count == 60)
        #expect(GTZAN.featureNames[0] == "length" && GTZAN.featureNames[17] == "tempo")
        #expect(GTZAN.featureNames[18] == "mfcc1_mean" && GTZAN.featureNames[57] == "mfcc20_var")
    }

    @Test("of the known copies one is of two genres")
    func copies() {
        #expect(GTZAN.knownCopies.count == 14)
        #expect(GTZAN.knownCopies.filter(\.isContradiction).map(\.first) == ["metal.00058"])
    }
}
