import Mien
import MienAudio

/// Says which emotion a recording of speech sounds like, at which time.
///
/// ```swift
/// let predictor = SpeechPredictor(try SpeechModel("runs/speech-mien-1"))
/// let prediction = try predictor.predict(contentsOf: "hello.wav")
/// print(prediction.label(unsureBelow: 0.3), prediction.windows.map(\.probabilities))
/// ```
///
/// A recording of up to five seconds is one utterance. A longer one is listened to in windows of three seconds, each one and a
/// half seconds after the one before, in little memory however long it is.
public struct SpeechPredictor {
    public let model: SpeechModel

    /// Seconds of a window, from window to window, and of what is one utterance.
    private static let (window, step, utterance) = (3.0, 1.5, 5.0)
    /// The peak below which a window is silence: 60 dB below the loudest sound there can be.
    private static let silence: Float = 1e-3

    public init(_ model: SpeechModel) { self.model = model }

    /// - Throws: `AudioError`, which names the file.
    public func predict(contentsOf path: String) throws(AudioError) -> SpeechPrediction {
        let stream = try WaveformStream(contentsOf: path, sampleRate: model.sampleRate)
        return try predict(sampleRate: stream.sampleRate) { () throws(AudioError) in try stream.next()?.samples }
    }

    /// - Parameter recording: at any rate; the same recording gives the same answer at each that holds its sound.
    public func predict(_ recording: Waveform) -> SpeechPrediction {
        var rest = recording.resampled(to: model.sampleRate).samples[...]
        return predict(sampleRate: model.sampleRate) { () throws(Never) in
            let block = rest.prefix(model.sampleRate)
            rest = rest.dropFirst(block.count)
            return block.isEmpty ? nil : Array(block)
        }
    }

    /// - Parameter next: gives the samples, block by block; nil at the end.
    private func predict<Failure: Error>(
        sampleRate: Int, _ next: () throws(Failure) -> [Float]?
    ) throws(Failure) -> SpeechPrediction {
        func count(_ seconds: Double) -> Int { Int(seconds * Double(sampleRate)) }
        func seconds(_ samples: Int) -> Double { Double(samples) / Double(sampleRate) }
        var (pending, first) = ([Float](), 0)
        var windows: [SpeechPrediction.Window] = []
        func listen(_ length: Int) {
            let sound = Waveform(Array(pending.prefix(length)), sampleRate: sampleRate)
            windows.append(
                SpeechPrediction.Window(
                    start: seconds(first), end: seconds(first + sound.samples.count),
                    probabilities: probabilities(of: sound)))
        }
        while let block = try next() {
            pending += block
            // Only what is longer than an utterance is cut.
            while pending.count > count(Self.utterance) {
                listen(count(Self.window))
                pending.removeFirst(count(Self.step))
                first += count(Self.step)
            }
        }
        if !pending.isEmpty { listen(pending.count) }
        return SpeechPrediction(labels: model.labels, windows: windows)
    }

    /// Nil for silence.
    private func probabilities(of sound: Waveform) -> [Float]? {
        guard let peak = sound.samples.map(\.magnitude).max(), peak > Self.silence else { return nil }
        return model.network(model.input(of: sound).expanded(at: 0)).softmax().scalars
    }
}

extension SpeechModel {
    /// The rate at which the network hears.
    var sampleRate: Int {
        configuration.recipe.readsSpectrograms ? SpeechFrames.sampleRate : SpeechVector.sampleRate
    }

    /// What the network reads of an utterance.
    fileprivate func input(of sound: Waveform) -> Tensor {
        guard configuration.recipe.readsSpectrograms else {
            return Tensor(SpeechVector.features(of: sound), shape: configuration.recipe.inputShape)
        }
        let spectrogram = SpeechFrames.normalized(SpeechFrames.decibels(of: sound))
        return SpeechFrames.picture(spectrogram, from: (spectrogram.shape[0] - SpeechFrames.count) / 2)
    }
}
