import Mien
import MienAudio
import MienCharts

/// Recordings to look at: their course and their spectrogram, before and after silence is cut off.
public struct SpeechPictures {
    private var report = RunReport(title: "speech features", subtitle: "What the vector of paper 001 is computed from")

    public init() {}

    /// Adds a recording.
    public mutating func add(_ recording: Waveform, name: String) {
        let sound = recording.resampled(to: SpeechVector.sampleRate)
        let range = sound.trimmedRange(topDecibels: 20)
        let seconds = Double(SpeechVector.sampleRate)
        let kept = Double(range.lowerBound) / seconds...Double(range.upperBound) / seconds
        let prepared = SpeechVector.prepared(recording)
        report.sections.append(
            .init(
                name,
                [
                    .chart(
                        WaveformChart(
                            title: "As recorded; what is kept is set apart", samples: sound.samples,
                            sampleRate: sound.sampleRate, kept: kept)),
                    .chart(
                        WaveformChart(
                            title: "Trimmed and normalised", samples: prepared.samples, sampleRate: prepared.sampleRate)
                    ),
                    .chart(Self.spectrogram(of: sound, title: "Mel spectrogram as recorded")),
                    .chart(Self.spectrogram(of: prepared, title: "Mel spectrogram, trimmed and normalised")),
                ]))
    }

    private static func spectrogram(of sound: Waveform, title: String) -> SpectrogramChart {
        let bands = 64
        let mels = MelSpectrogram(count: bands, sampleRate: sound.sampleRate)
        let highest = MelScale.slaney.mels(hertz: Double(sound.sampleRate) / 2)
        let pitches = (0...4).map { "\(Int(MelScale.slaney.hertz(mels: highest * Double($0) / 4).rounded())) Hz" }
        return SpectrogramChart(
            title: title, levels: decibels(powers: mels(sound.samples)).scalars, bands: bands,
            duration: sound.duration, pitches: pitches)
    }

    /// Writes the page.
    public func write(to path: String) throws { try report.write(to: path) }
}
