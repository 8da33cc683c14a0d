import Foundation
import Mien
import MienAudio
import MienTestSupport
import Testing

/// A row of the golden file, and the settings that stand in its script.
struct STFTCase: CustomTestStringConvertible, Sendable {
    let name: String
    let stft: STFT
    var testDescription: String { name }

    static let all = [
        STFTCase(name: "default", stft: STFT()),
        STFTCase(
            name: "speech",
            stft: STFT(fftLength: 512, hopLength: 160, windowLength: 400, window: .hamming, padding: .reflect)),
        STFTCase(name: "edge", stft: STFT(fftLength: 256, hopLength: 100, window: .blackman, padding: .edge)),
        STFTCase(name: "uncentred", stft: STFT(fftLength: 400, hopLength: 150, windowLength: 333, padding: nil)),
        STFTCase(
            name: "rectangular", stft: STFT(fftLength: 210, hopLength: 70, window: .rectangular, padding: .symmetric)),
        STFTCase(name: "odd", stft: STFT(fftLength: 255, hopLength: 60, padding: .reflect)),
        STFTCase(name: "twice-prime", stft: STFT(fftLength: 422, hopLength: 90)),
        STFTCase(name: "prime", stft: STFT(fftLength: 211, hopLength: 60)),
        STFTCase(name: "short", stft: STFT(fftLength: 64, hopLength: 16)),
    ]
}

@Suite("Short-time Fourier transform")
struct STFTTests {
    private let golden: Golden

    init() throws { golden = try Golden("spectra.safetensors", in: .module) }

    @Test("equals librosa's", arguments: STFTCase.all)
    func forward(row: STFTCase) throws {
        let signal = try golden("\(row.name)/signal").scalars
        let spectrogram = row.stft(signal)
        let (real, imaginary) = (try golden("\(row.name)/real"), try golden("\(row.name)/imaginary"))
        expectClose(spectrogram.real, real, within: 2e-6, row.name)
        expectClose(spectrogram.imaginary, imaginary, within: 2e-6, row.name)
        let powers = real * real + imaginary * imaginary
        expectClose(row.stft.powers(signal), powers, within: 2e-6, row.name)
        expectClose(row.stft.magnitudes(signal), powers.squareRoot(), within: 2e-6, row.name)
    }

    @Test("is inverted as by librosa", arguments: STFTCase.all.filter { $0.name != "short" })
    func inverse(row: STFTCase) throws {
        let signal = try golden("\(row.name)/signal").scalars
        let spectrogram = row.stft(signal)
        if let expected = golden.optional("\(row.name)/inverse"),
            let expectedOfLength = golden.optional("\(row.name)/inverse-of-length")
        {
            let bins = row.stft.bins
            let factors = Tensor((0..<bins).map { 0.2 + 1.3 * Float($0) / Float(bins - 1) }).reshaped([bins, 1])
            let changed = Spectrogram(real: spectrogram.real * factors, imaginary: spectrogram.imaginary * factors)
            // At the ends of a signal that is not padded the sum is divided by the square of a window that is nearly zero.
            let tolerance = row.stft.padding == nil ? 1e-3 : 2e-5
            expectClose(Tensor(row.stft.inverse(changed)), expected, within: tolerance, row.name)
            let ofLength = row.stft.inverse(changed, length: signal.count - 7)
            expectClose(Tensor(ofLength), expectedOfLength, within: tolerance, row.name)
        }
        if row.stft.padding != nil {
            let back = row.stft.inverse(spectrogram, length: signal.count)
            expectClose(Tensor(back), Tensor(signal), within: 2e-6, "\(row.name) there and back")
        }
    }

    @Test("each frame's spectrum has the same bits whatever stands beside it, with any number of threads")
    func framesAreApart() throws {
        let signal = try golden("default/signal").scalars
        let stft = STFT(fftLength: 512, hopLength: 128, padding: nil)
        let whole = withThreads(2) { stft(signal) }
        let alone = withThreads(1) { (0..<whole.real.shape[1]).map { stft(Array(signal[$0 * 128..<$0 * 128 + 512])) } }
        expectSameBits(Tensor.concatenate(alone.map(\.real), axis: 1), whole.real)
        expectSameBits(Tensor.concatenate(alone.map(\.imaginary), axis: 1), whole.imaginary)
    }

    @Test("takes signals too short for a frame, and none")
    func empty() {
        #expect(STFT(fftLength: 64, padding: nil)([Float](repeating: 1, count: 63)).real.shape == [33, 0])
        #expect(STFT(fftLength: 64)([]).real.shape == [33, 1])
        #expect(STFT(fftLength: 64).inverse(STFT(fftLength: 64, padding: nil)([]), length: 5) == [0, 0, 0, 0, 0])
    }
}
