import Mien
import MienAudio

/// A part of a piece of music, and what describes it.
public struct MusicWindow: Sendable, Hashable, Codable {
    /// When it begins, in seconds.
    public let start: Double
    /// How long it lasts, in seconds.
    public let duration: Double
    /// In the order of ``MusicFeatures/names``.
    public let features: [Double]
}

extension MusicFeatures {
    /// Seconds of a window.
    public static let windowDuration = 30.0

    /// The features of a WAV, FLAC, Ogg or MP3 file of any length, rate and number of channels, window by window.
    ///
    /// A piece of up to 45 seconds is one window, as GTZAN's clips of a little over 30 are. A longer one is cut into windows
    /// of 30 seconds; if at least half of one is left over, a last one ends with the piece and overlaps the one before.
    /// No more than three windows are held at a time.
    ///
    /// - Throws: ``MusicGenreError``, with the file.
    public func windows(ofFile path: String) throws(MusicGenreError) -> [MusicWindow] {
        do throws(AudioError) {
            let length = Int(Self.windowDuration) * Self.sampleRate
            let stream = try WaveformStream(contentsOf: path, sampleRate: Self.sampleRate, blockLength: length)
            guard let first = try stream.next() else { throw .noSamples(file: path) }
            var windows: [MusicWindow] = []
            var (former, end) = (first.samples, first.samples.count)
            while let block = try stream.next() {
                end += block.samples.count
                if block.samples.count == length {
                    windows.append(window(former, endingAt: end - length))
                    former = block.samples
                } else if windows.isEmpty && 2 * block.samples.count < length {
                    former += block.samples
                } else {
                    windows.append(window(former, endingAt: end - block.samples.count))
                    let last = (former + block.samples).suffix(length)
                    former = 2 * block.samples.count < length ? [] : Array(last)
                }
            }
            return former.isEmpty ? windows : windows + [window(former, endingAt: end)]
        } catch {
            throw .audio(error)
        }
    }

    /// - Parameter end: the number of samples up to the window's end.
    private func window(_ samples: [Float], endingAt end: Int) -> MusicWindow {
        let rate = Double(Self.sampleRate)
        return MusicWindow(
            start: Double(end - samples.count) / rate, duration: Double(samples.count) / rate,
            features: numbers(Waveform(samples, sampleRate: Self.sampleRate)))
    }
}
