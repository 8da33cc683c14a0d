import Mien
import MienAudio

/// What a network reads that hears how an utterance goes on: its log-mel spectrogram.
///
/// Recordings are brought to 16 kHz, which all recordings have in common, and rid of silence 30 dB below the loudest frame at
/// either end; 64 mel bands from 50 Hz on, in decibels, each 16 ms from a window of 32 ms. The whole is brought to mean 0 and
/// deviation 1, so that neither loudness nor microphone counts.
public enum SpeechFrames {
    public static let sampleRate = 16_000
    public static let bands = 64
    /// Frames of a picture, 2.56 s.
    public static let count = 160
    private static let hopLength = 256

    private static let mels = MelSpectrogram(
        count: bands, sampleRate: sampleRate, stft: STFT(fftLength: 512, hopLength: hopLength), lowest: 50)

    /// - Parameter speed: how many times as fast, and as high, the recording is played.
    /// - Returns: `[frames, bands]`, in decibels.
    static func decibels(of recording: Waveform, speed: Double = 1) -> Tensor {
        let played = Waveform(recording.samples, sampleRate: Int((Double(recording.sampleRate) * speed).rounded()))
        let speech = played.resampled(to: sampleRate).trimmed(
            topDecibels: 30, frameLength: 1024, hopLength: hopLength)
        return MienAudio.decibels(powers: mels(speech.samples)).transposed().contiguous
    }

    /// Brings a spectrogram to mean 0 and deviation 1.
    static func normalized(_ spectrogram: Tensor) -> Tensor {
        let centred = spectrogram - spectrogram.mean()
        return centred / (centred.squared().mean() + 1e-5).squareRoot()
    }

    /// The frames from `first` on, as a picture; zeros, which are the mean, where there are none.
    ///
    /// - Parameter spectrogram: `[frames, bands]`.
    /// - Returns: `[count, bands, 1]`.
    static func picture(_ spectrogram: Tensor, from first: Int) -> Tensor {
        let frames = spectrogram.shape[0]
        var picture = Tensor.zeros([count, bands, 1])
        let range = max(0, first)..<max(max(0, first), min(frames, first + count))
        if !range.isEmpty {
            let start = range.lowerBound - first
            picture[start..<start + range.count, 0..., 0] = spectrogram[range, 0...]
        }
        return picture
    }
}
