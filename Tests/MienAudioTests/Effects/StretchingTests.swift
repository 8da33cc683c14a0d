import Mien
import MienAudio
import MienTestSupport
import Testing

@Suite("Stretching in time and shifting in pitch")
struct StretchingTests {
    private let golden: Golden
    private static let sampleRates = [8000, 16000, 22050, 44100, 48000]

    init() throws { golden = try Golden("stretching.safetensors", in: .module) }

    @Test("The phase vocoder is librosa's", arguments: [0.3, 0.8, 1, 1.37, 2, 7.5])
    func vocoder(rate: Double) throws {
        let spectrogram = Spectrogram(real: try golden("spectra/real"), imaginary: try golden("spectra/imaginary"))
        let result = spectrogram.stretched(by: rate)
        expectClose(result.real, try golden("spectra/\(rate)/real"), within: 1e-5)
        expectClose(result.imaginary, try golden("spectra/\(rate)/imaginary"), within: 1e-5)
    }

    @Test("A stretched sound is librosa's", arguments: sampleRates)
    func sounds(rate: Int) throws {
        let sound = Waveform(try golden("sound/\(rate)/input").scalars, sampleRate: rate)
        let factor = try golden("sound/\(rate)/factor").doubleScalars[0]
        let result = sound.timeStretched(by: factor)
        expectClose(Tensor(result.samples), try golden("sound/\(rate)/stretched"), within: 1e-3)
        #expect(result.sampleRate == rate)
    }

    @Test("A sound of another pitch is librosa's", arguments: sampleRates)
    func pitches(rate: Int) throws {
        let sound = Waveform(try golden("sound/\(rate)/softer").scalars, sampleRate: rate)
        let steps = try golden("sound/\(rate)/steps").doubleScalars[0]
        let result = sound.pitchShifted(by: steps)
        expectClose(Tensor(result.samples), try golden("sound/\(rate)/shifted"), within: 1e-3)
        #expect(result.sampleRate == rate)
    }

    @Test("Threads change nothing, and neither length nor silence is too little")
    func extremes() {
        let sound = Waveform(randomTensor([9000]).scalars, sampleRate: 16000)
        #expect(withThreads(1) { sound.timeStretched(by: 0.7) } == withThreads(2) { sound.timeStretched(by: 0.7) })
        for count in [0, 1, 2, 100] {
            let short = Waveform([Float](repeating: 0, count: count), sampleRate: 16000)
            #expect(short.timeStretched(by: 0.5).samples == [Float](repeating: 0, count: 2 * count))
            #expect(short.pitchShifted(by: 3) == short)
        }
    }
}
