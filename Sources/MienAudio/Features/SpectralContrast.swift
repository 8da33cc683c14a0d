import Mien
import MienKernels

/// How far the peaks of each frame's spectrum stand above its valleys, in octaves: `[octaves + 1, frames]`, in decibels.
///
/// In each band the mean of the greatest magnitudes is compared with that of the least (Jiang and others 2002). The first band
/// ends at `lowest`, each other spans the next octave. librosa's `feature.spectral_contrast` with the same defaults: a value
/// more than 80 dB below the greatest of its kind is raised to that.
///
/// - Parameters:
///   - fftLength: twice the bins less two unless given, as for an even length.
///   - lowest: where the first band ends, in hertz.
///   - octaves: bands above it. The last one begins below half the sample rate.
///   - quantile: the part of a band's bins that are its peaks, and its valleys.
///   - isLinear: whether the result is the difference of magnitudes instead of decibels.
public func spectralContrast(
    _ magnitudes: Tensor, sampleRate: Int, fftLength: Int? = nil, lowest: Double = 200, octaves: Int = 6,
    quantile: Double = 0.02, isLinear: Bool = false
) -> Tensor {
    require(
        lowest > 0 && octaves > 0 && 0 < quantile && quantile < 1,
        "spectralContrast: \(octaves) octaves from \(lowest) Hz, quantile \(quantile); all > 0, the last < 1")
    let bins = magnitudes.shape[0]
    let frequencies = binFrequencies(bins, sampleRate: sampleRate, fftLength: fftLength ?? 2 * (bins - 1))
    let bands = (0...octaves).map { index in
        ContrastBand(index, of: octaves, lowest: lowest, quantile: quantile, frequencies, sampleRate: sampleRate)
    }
    // Valleys, then peaks.
    let frameCount = magnitudes.shape[1]
    let extremes = magnitudes.reducingBins(to: 2 * bands.count, "spectralContrast") { spectra, out, frames in
        for (index, band) in bands.enumerated() {
            kernels.extremeMeans(
                spectra + band.bins.lowerBound * frameCount, stride: frameCount, rows: band.bins.count, columns: frames,
                kept: band.count, least: out + index * frameCount,
                greatest: out + (bands.count + index) * frameCount)
        }
    }
    let (valleys, peaks) = (extremes[..<bands.count], extremes[bands.count...])
    return isLinear ? peaks - valleys : decibels(powers: peaks) - decibels(powers: valleys)
}

/// Neighbouring bins, and how many of them are peaks or valleys.
private struct ContrastBand {
    let bins: Range<Int>
    let count: Int

    /// Each band but the first takes in the bin below it, each but the last leaves its highest to the next, and the last one
    /// goes on to the end; the count is that of all bins.
    init(
        _ index: Int, of octaves: Int, lowest: Double, quantile: Double, _ frequencies: [Double], sampleRate: Int
    ) {
        let end = lowest * Double(1 << index)
        let start = index == 0 ? 0 : end / 2
        require(
            start < Double(sampleRate) / 2,
            """
            spectralContrast: band \(index) begins at \(start) Hz, beyond half the sample rate \(sampleRate); take fewer \
            octaves
            """)
        let first = frequencies.firstIndex { $0 >= start } ?? frequencies.count
        let next = index == octaves ? frequencies.count : frequencies.firstIndex { $0 > end } ?? frequencies.count
        let all = max(0, first - (index == 0 ? 0 : 1))..<next
        bins = index == octaves ? all : all.dropLast()
        require(
            first < next && !bins.isEmpty,
            "spectralContrast: no bin between \(start) and \(end) Hz; take a greater FFT length or lowest frequency")
        count = min(bins.count, max(1, Int((quantile * Double(all.count)).rounded(.toNearestOrEven))))
    }
}
