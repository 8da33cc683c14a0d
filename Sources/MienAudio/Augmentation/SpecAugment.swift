import Mien

/// Random changes of a training spectrogram: bands and stretches of time are masked, and time is warped (Park et al. 2019,
/// SpecAugment).
///
/// ```swift
/// let augmentation = SpecAugment(frequencyMasks: 2, frequencyWidth: 27, timeMasks: 2, timeWidth: 100)  // the paper's LD
/// var random = RandomStream(seed: 7, purpose: .augmentation, epoch, index)
/// let changed = augmentation.apply(to: mels, random: &random)
/// ```
///
/// The default of every field changes nothing. Time is warped first; masks, which may overlap, take the spectrogram's mean.
/// Equal streams give equal bits.
public struct SpecAugment: Codable, Equatable, Sendable {
    /// The largest distance, in frames, by which one moment is moved to either side while beginning and end stay; the
    /// paper's `W`.
    public var timeWarp: Int
    /// How many bands are masked.
    public var frequencyMasks: Int
    /// The largest width of a band, in bins; the paper's `F`. Each from 0 on is equally likely.
    public var frequencyWidth: Int
    /// How many stretches of time are masked.
    public var timeMasks: Int
    /// The largest length of a stretch, in frames; the paper's `T`. Each from 0 on is equally likely.
    public var timeWidth: Int
    /// The largest length of a stretch as a share of the whole, 0...1; the paper's `p`.
    public var timeShare: Float

    public init(
        timeWarp: Int = 0, frequencyMasks: Int = 0, frequencyWidth: Int = 0, timeMasks: Int = 0, timeWidth: Int = 0,
        timeShare: Float = 1
    ) {
        self.timeWarp = timeWarp
        self.frequencyMasks = frequencyMasks
        self.frequencyWidth = frequencyWidth
        self.timeMasks = timeMasks
        self.timeWidth = timeWidth
        self.timeShare = timeShare
    }
}

// MARK: - Decoding

extension SpecAugment {
    /// Reads what is there and leaves the other fields as they are by default.
    ///
    /// - Throws: ``AudioError/invalidAugmentation(field:found:expected:)``, or a `DecodingError` whose path names the field.
    public init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        func value<Value: Decodable>(_ key: CodingKeys, _ standard: Value) throws -> Value {
            try fields.decodeIfPresent(Value.self, forKey: key) ?? standard
        }
        let unchanged = SpecAugment()
        self.init(
            timeWarp: try value(.timeWarp, unchanged.timeWarp),
            frequencyMasks: try value(.frequencyMasks, unchanged.frequencyMasks),
            frequencyWidth: try value(.frequencyWidth, unchanged.frequencyWidth),
            timeMasks: try value(.timeMasks, unchanged.timeMasks),
            timeWidth: try value(.timeWidth, unchanged.timeWidth),
            timeShare: try value(.timeShare, unchanged.timeShare))
        try validate()
    }
}

// MARK: - Applying

extension SpecAugment {
    /// Changes a spectrogram.
    ///
    /// - Parameters:
    ///   - spectrogram: `[bins, frames]`; in decibels, or another scale on which the mean is an ordinary value.
    ///   - random: what the changes are drawn from.
    public func apply(to spectrogram: Tensor, random: inout RandomStream) -> Tensor {
        require(
            spectrogram.rank == 2, "SpecAugment: a spectrogram is [bins, frames], the shape is \(spectrogram.shape)")
        if let fault { stop(fault.description) }
        let (bins, frames) = (spectrogram.shape[0], spectrogram.shape[1])
        if spectrogram.isEmpty { return spectrogram }
        let warp = TimeWarp(by: timeWarp, of: frames, random: &random)
        let longest = min(timeWidth, Int(timeShare * Float(frames)))
        let bands = (0..<frequencyMasks).map { _ in drawMask(upTo: frequencyWidth, of: bins, random: &random) }
        let stretches = (0..<timeMasks).map { _ in drawMask(upTo: longest, of: frames, random: &random) }

        let result = warp?.apply(to: spectrogram) ?? spectrogram.cast(to: .float32).copied()
        let mean = result.mean().item
        result.withMutablePointer(Float.self) { values in
            for band in bands {
                (values + band.lowerBound * frames).update(repeating: mean, count: band.count * frames)
            }
            for bin in 0..<bins {
                for stretch in stretches {
                    (values + (bin * frames + stretch.lowerBound)).update(repeating: mean, count: stretch.count)
                }
            }
        }
        return result
    }

    /// A range of at most `width` of `count` places.
    private func drawMask(upTo width: Int, of count: Int, random: inout RandomStream) -> Range<Int> {
        let width = random.nextInt(below: min(width, count) + 1)
        let first = random.nextInt(below: count - width + 1)
        return first..<first + width
    }
}

/// Moves one frame and stretches what lies on either side of it.
private struct TimeWarp {
    private let from: Int
    private let to: Int

    /// A frame farther than `distance` from both ends, moved by at most so many; nil where there is none, or it stays.
    init?(by distance: Int, of frames: Int, random: inout RandomStream) {
        let choices = frames - 2 - 2 * distance
        if choices <= 0 { return nil }
        from = distance + 1 + random.nextInt(below: choices)
        to = from + random.nextInt(below: 2 * distance + 1) - distance
        if from == to { return nil }
    }

    /// Between frames, values are interpolated.
    func apply(to spectrogram: Tensor) -> Tensor {
        let (bins, frames) = (spectrogram.shape[0], spectrogram.shape[1])
        let source = spectrogram.cast(to: .float32).contiguous
        let result = Tensor(uninitialized: [bins, frames], .float32)
        let places = (0..<frames).map { place(of: $0, in: frames) }
        Tensor.withPointers(Float.self, source, into: result) { source, result in
            for row in 0..<bins {
                let (source, result) = (source + row * frames, result + row * frames)
                for (frame, place) in places.enumerated() {
                    // The last frame has no next one, and comes from itself.
                    let first = min(Int(place), frames - 2)
                    result[frame] = source[first] + (source[first + 1] - source[first]) * (place - Float(first))
                }
            }
        }
        return result
    }

    /// Where a frame comes from.
    private func place(of frame: Int, in frames: Int) -> Float {
        if frame < to { return Float(frame) * Float(from) / Float(to) }
        let last = frames - 1
        return Float(from) + Float(frame - to) * Float(last - from) / Float(last - to)
    }
}
