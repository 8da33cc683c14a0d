import Foundation
import Mien

/// A peak of a frame's spectrum.
public struct Pitch: Sendable, Hashable {
    public let frame: Int
    /// The bin whose value is greater than that of its neighbours.
    public let bin: Int
    /// Of the parabola through the three, in hertz.
    public let frequency: Float
    /// At the top of the parabola.
    public let magnitude: Float
}

/// The peaks of spectra, placed between the bins by parabolas: librosa's `piptrack` with the same defaults, as a list in the
/// order of bins, then frames.
///
/// - Parameters:
///   - spectrogram: magnitudes or powers, `[bins, frames]`.
///   - fftLength: twice the bins less two unless given, as for an even length.
///   - lowest: the frequency of the first bin that may be a peak, in hertz.
///   - highest: the frequency below which peaks lie.
///   - threshold: peaks are greater than this part of their frame's greatest value.
public func pitches(
    _ spectrogram: Tensor, sampleRate: Int, fftLength: Int? = nil, lowest: Double = 150, highest: Double = 4000,
    threshold: Float = 0.1
) -> [Pitch] {
    let source = spectrogram.spectra("pitches")
    let (bins, frames) = (source.shape[0], source.shape[1])
    guard bins > 1, frames > 0 else { return [] }
    let binWidth = Double(sampleRate) / Double(fftLength ?? 2 * (bins - 1))
    let highest = min(highest, Double(sampleRate) / 2)
    let thresholds = source.max(axes: 0).scalars.map { $0 * threshold }
    var found: [Pitch] = []
    source.withPointer(Float.self) { values in
        for bin in 1..<bins where lowest <= Double(bin) * binWidth && Double(bin) * binWidth < highest {
            let row = values + bin * frames
            // Beyond the last bin there is nothing to be less than.
            let above = bin + 1 < bins ? row + frames : nil
            for frame in 0..<frames {
                let (before, value) = (row[frame - frames], row[frame])
                guard value > thresholds[frame], value > before else { continue }
                guard let after = above?[frame] else {
                    found.append(Pitch(frame: frame, bin: bin, peak: value, binWidth: binWidth))
                    continue
                }
                if value >= after {
                    found.append(
                        Pitch(frame: frame, bin: bin, before: before, peak: value, after: after, binWidth: binWidth))
                }
            }
        }
    }
    return found
}

extension Pitch {
    /// The top of the parabola through a bin and its neighbours; without them, the bin itself.
    fileprivate init(
        frame: Int, bin: Int, before: Float? = nil, peak: Float, after: Float? = nil, binWidth: Double
    ) {
        let (before, after) = (Double(before ?? peak), Double(after ?? peak))
        let (curvature, slope) = (after + before - 2 * Double(peak), (after - before) / 2)
        // The top lies within half a bin, or there is none.
        let shift = slope.magnitude < curvature.magnitude ? -slope / curvature : 0
        self.init(
            frame: frame, bin: bin, frequency: Float((Double(bin) + shift) * binWidth),
            magnitude: Float(Double(peak) + 0.5 * slope * shift))
    }
}

/// How far the pitches of a sound lie from those of an instrument tuned to A = 440 Hz, in parts of a step of its scale, between
/// −0.5 and 0.5; librosa's `estimate_tuning` with the same defaults.
///
/// The more prominent half of ``pitches(_:sampleRate:fftLength:lowest:highest:threshold:)`` counts.
///
/// - Parameters:
///   - spectrogram: magnitudes or powers, `[bins, frames]`.
///   - resolution: of the result.
///   - stepsPerOctave: of the scale; librosa's `bins_per_octave`.
public func estimatedTuning(
    _ spectrogram: Tensor, sampleRate: Int, fftLength: Int? = nil, resolution: Double = 0.01, stepsPerOctave: Int = 12
) -> Double {
    let pitches = pitches(spectrogram, sampleRate: sampleRate, fftLength: fftLength)
    let magnitudes = pitches.map(\.magnitude).sorted()
    guard !magnitudes.isEmpty else { return 0 }
    let middle = magnitudes.count / 2
    let median =
        magnitudes.count % 2 == 1 ? magnitudes[middle] : (magnitudes[middle - 1] + magnitudes[middle]) / 2
    let prominent = pitches.filter { $0.magnitude >= median }.map(\.frequency)
    return pitchTuning(of: prominent, resolution: resolution, stepsPerOctave: stepsPerOctave)
}

/// The most common distance of frequencies from the nearest step of a scale with A = 440 Hz, in parts of a step, between −0.5
/// and 0.5; librosa's `pitch_tuning` with the same defaults. Without a positive frequency it is 0.
public func pitchTuning(of frequencies: [Float], resolution: Double = 0.01, stepsPerOctave: Int = 12) -> Double {
    require(
        0 < resolution && resolution < 1 && stepsPerOctave > 0,
        "pitchTuning: resolution \(resolution), \(stepsPerOctave) steps; one is between 0 and 1, the other positive")
    let count = Int((1 / resolution).rounded(.up))
    let edges = (0...count).map { -0.5 + Double($0) / Double(count) }
    var counts = [Int](repeating: 0, count: count)
    for frequency in frequencies where frequency > 0 && frequency.isFinite {
        let steps = Float(stepsPerOctave) * log2(frequency / 27.5)
        let fraction = steps - steps.rounded(.down)
        let distance = Double(fraction >= 0.5 ? fraction - 1 : fraction)
        // The division may end on the wrong side of an edge.
        var place = min(count - 1, Int((distance + 0.5) * Double(count)))
        if distance < edges[place] { place -= 1 } else if distance >= edges[place + 1] { place += 1 }
        counts[min(place, count - 1)] += 1
    }
    guard let most = counts.max(), most > 0, let place = counts.firstIndex(of: most) else { return 0 }
    return edges[place]
}
