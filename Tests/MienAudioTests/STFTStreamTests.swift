import Mien
import MienAudio
import MienTestSupport
import Testing

@Suite("Streams of spectra")
struct STFTStreamTests {
    private static let settings = [
        STFT(fftLength: 512, hopLength: 160), STFT(fftLength: 256, hopLength: 300, padding: .reflect),
        STFT(fftLength: 301, hopLength: 75, padding: .edge), STFT(fftLength: 128, hopLength: 32, padding: nil),
    ]

    @Test("blocks of any size give the bits of the whole", arguments: settings, [1, 63, 512, 5_000])
    func blocks(stft: STFT, size: Int) {
        for count in [0, 1, 100, 1_001, 4_000] {
            let signal = randomTensor([count]).scalars
            var stream = STFTStream(stft)
            var parts = stride(from: 0, to: count, by: size).map {
                stream.powers(Array(signal[$0..<min($0 + size, count)]))
            }
            parts.append(stream.finish())
            expectSameBits(.concatenate(parts, axis: 1), stft.powers(signal), "\(count) samples in blocks of \(size)")
        }
    }
}
