import Foundation
import Mien
import MienAudio
import MienTestSupport
import SpeechEmotion
import Testing

@Suite("The vector of paper 001")
struct VectorTests {
    @Test("names are in the order of the numbers")
    func names() {
        #expect(SpeechVector.names.count == SpeechVector.count && Set(SpeechVector.names).count == 160)
        #expect(SpeechVector.names[0] == "mfcc_0" && SpeechVector.names[40] == "delta_0")
        #expect(SpeechVector.names[80] == "delta2_0" && SpeechVector.names[159] == "mel_39")
    }

    @Test("is librosa's", arguments: ["voice", "noise", "tone"])
    func golden(_ name: String) throws {
        let golden = try Golden("vectors.safetensors", in: .module)
        let signal = Waveform(try golden("\(name)/signal").scalars, sampleRate: 48_000)
        let (found, expected) = (SpeechVector.features(of: signal), try golden("\(name)/vector").scalars)
        let greatest = expected.map(\.magnitude).max() ?? 0
        for (name, (a, b)) in zip(SpeechVector.names, zip(found, expected)) {
            #expect(abs(a - b) <= 1e-3 * (b.magnitude + 0.01 * greatest), "\(name): \(a), \(b) is expected")
        }
    }

    @Test("of sound too short for differences, and of none, there is one")
    func short() {
        for count in [0, 1, 100, 4_000] {
            let vector = SpeechVector.features(of: Waveform([Float](repeating: 0.1, count: count), sampleRate: 16_000))
            #expect(vector.count == 160 && vector.allSatisfy(\.isFinite), "\(count) samples")
        }
    }
}
