import Foundation
import Mien
import MienKernels

// The shape of a spectrum in one number a frame. Each function takes a spectrogram `[bins, frames]` and gives `[1, frames]`.
//
// They are librosa's with the same defaults, and meant for magnitudes. `fftLength` is twice the bins less two unless given, as
// for an even length.

/// The mean frequency of each frame's spectrum, in hertz: `Σ f · S / Σ S`; librosa's `feature.spectral_centroid`.
///
/// Silence has centroid 0.
public func spectralCentroid(_ magnitudes: Tensor, sampleRate: Int, fftLength: Int? = nil) -> Tensor {
    let axis = FrequencyAxis(magnitudes, sampleRate: sampleRate, fftLength: fftLength)
    return magnitudes.reducingBins(to: 1, "spectralCentroid") { bins, out, frames in
        withZeros(2 * frames) { centroids in
            axis.findCentroids(of: bins, frames: frames, into: centroids, divisors: centroids + frames)
            for frame in 0..<frames { out[frame] = Float(centroids[frame]) }
        }
    }
}

/// How far the frequencies of each frame's spectrum lie from their mean `c`, in hertz: `(Σ |f − c|ᵖ · S / Σ S)^(1/p)`;
/// librosa's `feature.spectral_bandwidth`.
///
/// - Parameter order: the power p; 2 gives the standard deviation.
public func spectralBandwidth(
    _ magnitudes: Tensor, sampleRate: Int, fftLength: Int? = nil, order: Double = 2
) -> Tensor {
    require(order > 0, "spectralBandwidth: order \(order) is not positive")
    let axis = FrequencyAxis(magnitudes, sampleRate: sampleRate, fftLength: fftLength)
    return magnitudes.reducingBins(to: 1, "spectralBandwidth") { bins, out, frames in
        withZeros(3 * frames) { sums in
            let (centroids, divisors) = (sums + frames, sums + 2 * frames)
            axis.findCentroids(of: bins, frames: frames, into: centroids, divisors: divisors)
            for (bin, frequency) in axis.frequencies.enumerated() {
                let row = bins + bin * axis.frameCount
                if order == 2 {
                    for frame in 0..<frames {
                        let distance = frequency - centroids[frame]
                        sums[frame] += distance * distance * Double(row[frame])
                    }
                } else {
                    for frame in 0..<frames {
                        sums[frame] += pow((frequency - centroids[frame]).magnitude, order) * Double(row[frame])
                    }
                }
            }
            for frame in 0..<frames { out[frame] = Float(pow(sums[frame] / divisors[frame], 1 / order)) }
        }
    }
}

/// The lowest frequency up to which the given part of each frame's spectrum lies, in hertz; librosa's
/// `feature.spectral_rolloff`.
///
/// - Parameter fraction: of the sum of the spectrum, between 0 and 1.
public func spectralRolloff(
    _ magnitudes: Tensor, sampleRate: Int, fftLength: Int? = nil, fraction: Double = 0.85
) -> Tensor {
    require(0 < fraction && fraction < 1, "spectralRolloff: fraction \(fraction) is not between 0 and 1")
    let axis = FrequencyAxis(magnitudes, sampleRate: sampleRate, fftLength: fftLength)
    return magnitudes.reducingBins(to: 1, "spectralRolloff") { bins, out, frames in
        withZeros(3 * frames) { sums in
            let (thresholds, binsBelow) = (sums + frames, sums + 2 * frames)
            for bin in axis.frequencies.indices {
                let row = bins + bin * axis.frameCount
                for frame in 0..<frames { thresholds[frame] += Double(row[frame]) }
            }
            for frame in 0..<frames { thresholds[frame] *= fraction }
            for bin in axis.frequencies.indices {
                let row = bins + bin * axis.frameCount
                for frame in 0..<frames {
                    sums[frame] += Double(row[frame])
                    binsBelow[frame] += sums[frame] < thresholds[frame] ? 1 : 0
                }
            }
            let last = Double(axis.frequencies.count - 1)
            for frame in 0..<frames { out[frame] = Float(axis.frequencies[Int(min(binsBelow[frame], last))]) }
        }
    }
}

/// How much each frame's spectrum is like that of noise: the geometric mean of the powers divided by their mean, 1 for a flat
/// spectrum; librosa's `feature.spectral_flatness`.
///
/// - Parameters:
///   - power: to which the magnitudes are raised.
///   - minimum: what smaller powers are raised to; librosa's `amin`.
public func spectralFlatness(_ magnitudes: Tensor, power: Float = 2, minimum: Float = 1e-10) -> Tensor {
    require(
        power > 0 && minimum >= .leastNormalMagnitude,
        "spectralFlatness: power \(power), minimum \(minimum); both are positive")
    let (bins, frameCount) = (magnitudes.shape[0], magnitudes.shape[1])
    let powers = power == 2 ? magnitudes.squared() : power == 1 ? magnitudes : magnitudes.power(power)
    return powers.reducingBins(to: 1, "spectralFlatness") { rows, out, frames in
        withZeros(2 * frames) { sums in
            let logarithms = sums + frames
            for bin in 0..<bins {
                kernels.addLevels(
                    rows + bin * frameCount, minimum: minimum, to: sums, logarithms: logarithms, columns: frames)
            }
            for frame in 0..<frames {
                out[frame] = Float(exp(logarithms[frame] / Double(bins)) * Double(bins) / sums[frame])
            }
        }
    }
}

/// The frequencies of a spectrogram's bins, and what is summed along them.
private struct FrequencyAxis {
    let frequencies: [Double]
    let frameCount: Int

    init(_ spectrogram: Tensor, sampleRate: Int, fftLength: Int?) {
        let bins = spectrogram.shape.first ?? 0
        let length = fftLength ?? max(1, 2 * (bins - 1))
        require(
            bins == length / 2 + 1,
            "A spectrogram of shape \(spectrogram.shape), but FFT length \(length) has \(length / 2 + 1) bins")
        frequencies = binFrequencies(bins, sampleRate: sampleRate, fftLength: length)
        frameCount = spectrogram.shape.last ?? 0
    }

    /// Sets the centroids of a block of frames, and the sums of their spectra, 1 for silence. Both are zero at first.
    func findCentroids(
        of bins: UnsafePointer<Float>, frames: Int, into centroids: UnsafeMutablePointer<Double>,
        divisors: UnsafeMutablePointer<Double>
    ) {
        for (bin, frequency) in frequencies.enumerated() {
            let row = bins + bin * frameCount
            for frame in 0..<frames {
                divisors[frame] += Double(row[frame])
                centroids[frame] += frequency * Double(row[frame])
            }
        }
        for frame in 0..<frames {
            if divisors[frame] < Double(Float.leastNormalMagnitude) { divisors[frame] = 1 }
            centroids[frame] /= divisors[frame]
        }
    }
}

/// Gives `body` numbers that are zero at first.
private func withZeros(_ count: Int, _ body: (UnsafeMutablePointer<Double>) -> Void) {
    withUnsafeTemporaryAllocation(of: Double.self, capacity: count) { numbers in
        numbers.initialize(repeating: 0)
        if let start = numbers.baseAddress { body(start) }
    }
}
