import Mien
import MienAudio

/// Random changes of a spectrogram before it becomes a picture: other speakers, rates and moments.
public struct SpectrogramAugmentation: Codable, Sendable, Equatable {
    /// How many times as fast, and as high, a recording may be played; each is equally likely, and one is among them.
    public var speeds: [Double]
    /// How many times as long a time may become.
    public var stretch: ClosedRange<Float>
    /// By which factor bands may move: longer and shorter vocal tracts (Jaitly & Hinton 2013).
    public var warp: ClosedRange<Float>
    /// What is masked in a picture.
    public var masks: SpecAugment
    /// How much examples are mixed, see `BatchStage.mixup`; nil leaves them apart.
    public var mixup: Float?

    public init(
        speeds: [Double] = [0.9, 1, 1.1], stretch: ClosedRange<Float> = 0.85...1.15,
        warp: ClosedRange<Float> = 0.93...1.07,
        masks: SpecAugment = SpecAugment(frequencyMasks: 1, frequencyWidth: 8, timeMasks: 1, timeWidth: 16),
        mixup: Float? = nil
    ) {
        (self.speeds, self.stretch, self.warp) = (speeds, stretch, warp)
        (self.masks, self.mixup) = (masks, mixup)
    }

    /// The first field that is out of its range, with what is expected there; nil if none is.
    var fault: (field: String, expected: String)? {
        func isWithin(_ range: ClosedRange<Float>, _ limits: ClosedRange<Float>) -> Bool {
            limits.contains(range.lowerBound) && limits.contains(range.upperBound)
        }
        if !speeds.contains(1) || !speeds.allSatisfy((0.5...2).contains) {
            return ("augmentation.speeds", "numbers from 0.5 to 2, 1 among them,")
        }
        if !isWithin(stretch, 0.25...4) { return ("augmentation.stretch", "a range within 0.25 to 4") }
        if !isWithin(warp, 0.5...2) { return ("augmentation.warp", "a range within 0.5 to 2") }
        if let mixup, !(mixup > 0 && mixup <= 100) { return ("augmentation.mixup", "a number above 0, up to 100,") }
        return nil
    }

    /// A changed picture.
    ///
    /// - Parameters:
    ///   - spectrograms: of the utterance at each of ``speeds``: `[frames, bands]`, with mean 0.
    /// - Returns: `[SpeechFrames.count, SpeechFrames.bands, 1]`.
    func picture(of spectrograms: [Tensor], random: inout RandomStream) -> Tensor {
        let source = spectrograms[random.nextInt(below: spectrograms.count)]
        let (stretch, warp) = (random.next(in: stretch), random.next(in: warp))
        let (count, bands) = (SpeechFrames.count, SpeechFrames.bands)
        let frames = Int(Float(source.shape[0]) * stretch)
        // Where the first frame lies in the picture, or before it.
        let start =
            frames <= count ? random.nextInt(below: count - frames + 1) : -random.nextInt(below: frames - count + 1)
        let (length, picture) = (source.shape[0], Tensor.zeros([count, bands]))
        Tensor.withPointers(Float.self, source.contiguous, into: picture) { source, picture in
            for frame in max(0, start)..<min(count, start + frames) {
                let time = Place(Float(frame - start) / stretch, count: length)
                for band in 0..<bands {
                    let pitch = Place(Float(band) * warp, count: bands)
                    let (upper, lower) = (source + time.index * bands, source + time.next * bands)
                    let first = upper[pitch.index] + pitch.share * (upper[pitch.next] - upper[pitch.index])
                    let second = lower[pitch.index] + pitch.share * (lower[pitch.next] - lower[pitch.index])
                    picture[frame * bands + band] = first + time.share * (second - first)
                }
            }
        }
        return masks.apply(to: picture.transposed().contiguous, random: &random).transposed().contiguous
            .expanded(at: -1)
    }
}

/// A place between two neighbours of a row.
private struct Place {
    let index: Int, next: Int
    /// How far it is from the first to the second.
    let share: Float

    @inline(__always)
    init(_ place: Float, count: Int) {
        let clamped = min(place, Float(count - 1))
        index = Int(clamped)
        next = min(index + 1, count - 1)
        share = clamped - Float(index)
    }
}

extension RandomStream {
    fileprivate mutating func next(in range: ClosedRange<Float>) -> Float {
        range.lowerBound + nextUniform() * (range.upperBound - range.lowerBound)
    }
}
