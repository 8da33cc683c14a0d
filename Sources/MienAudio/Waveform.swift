/// Sound of one channel: samples between −1 and 1, so many in a second.
///
/// ```swift
/// let speech = try Waveform(contentsOf: "hello.wav").trimmed().normalized()
/// let coefficients = MFCC(count: 40, sampleRate: speech.sampleRate)(speech.samples)
/// ```
public struct Waveform: Sendable, Hashable {
    public var samples: [Float]
    /// Samples in a second, in hertz.
    public let sampleRate: Int

    public init(_ samples: [Float], sampleRate: Int) {
        (self.samples, self.sampleRate) = (samples, sampleRate)
    }

    /// The length in seconds.
    public var duration: Double { Double(samples.count) / Double(sampleRate) }
}
