import Mien
import MienKernels

/// Triangular filters, evenly spaced on the mel scale, that sum the bins of a spectrum to bands of pitch.
///
/// librosa's `filters.mel` with the same defaults. Filter `m` rises from frequency `m` to `m + 1` and falls to `m + 2` of
/// `count + 2` that divide the scale evenly between `lowest` and `highest`.
///
/// ```swift
/// let powers = STFT().powers(speech.samples)                                        // once, for all that follows
/// let mels = MelFilterBank(count: 40, sampleRate: speech.sampleRate)(powers)        // [40, frames]
/// ```
public struct MelFilterBank: Sendable, Hashable {
    public let count: Int
    /// Of the signals whose spectra are filtered, in hertz.
    public let sampleRate: Int
    /// Of the transform that the spectra come from.
    public let fftLength: Int
    /// Where the first filter begins, in hertz; librosa's `fmin`.
    public let lowest: Double
    /// Where the last filter ends, in hertz; librosa's `fmax`.
    public let highest: Double
    public let scale: MelScale
    /// Whether each filter has the same area (librosa's `norm="slaney"`), or the same height, one.
    public let isNormalized: Bool
    private let filters: [Filter]

    /// A filter touches a short run of bins: everything else is zero.
    private struct Filter: Hashable {
        let firstBin: Int
        let weights: [Float]
    }

    /// - Parameter highest: half the sample rate unless given.
    public init(
        count: Int = 128, sampleRate: Int, fftLength: Int = 2048, lowest: Double = 0, highest: Double? = nil,
        scale: MelScale = .slaney, isNormalized: Bool = true
    ) {
        let highest = highest ?? Double(sampleRate) / 2
        require(
            count > 0 && sampleRate > 0 && fftLength > 0 && 0 <= lowest && lowest < highest,
            """
            MelFilterBank: \(count) filters from \(lowest) to \(highest) Hz at \(sampleRate) Hz and FFT length \(fftLength); \
            all are positive, and frequencies rise
            """)
        (self.count, self.sampleRate, self.fftLength) = (count, sampleRate, fftLength)
        (self.lowest, self.highest, self.scale, self.isNormalized) = (lowest, highest, scale, isNormalized)
        let (first, last) = (scale.mels(hertz: lowest), scale.mels(hertz: highest))
        let corners = (0..<count + 2).map {
            scale.hertz(mels: first + (last - first) * Double($0) / Double(count + 1))
        }
        let frequencies = binFrequencies(fftLength / 2 + 1, sampleRate: sampleRate, fftLength: fftLength)
        filters = (0..<count).map {
            Self.filter(corners[$0], corners[$0 + 1], corners[$0 + 2], frequencies, isNormalized)
        }
    }

    private static func filter(
        _ start: Double, _ top: Double, _ end: Double, _ frequencies: [Double], _ isNormalized: Bool
    ) -> Filter {
        let height = isNormalized ? 2 / (end - start) : 1
        let first = frequencies.firstIndex { $0 > start } ?? frequencies.count
        let weights = frequencies[first...].prefix { $0 < end }.map { frequency in
            Float(height * min((frequency - start) / (top - start), (end - frequency) / (end - top)))
        }
        // A filter so narrow that it falls between two bins weighs nothing.
        return weights.isEmpty ? Filter(firstBin: 0, weights: [0]) : Filter(firstBin: first, weights: weights)
    }

    /// The bands of spectra: `[bins, frames]` to `[count, frames]`.
    ///
    /// - Parameter spectrogram: powers, as a mel spectrogram wants them, or magnitudes.
    public func callAsFunction(_ spectrogram: Tensor) -> Tensor {
        let source = spectrogram.spectra("MelFilterBank")
        let (bins, frames) = (source.shape[0], source.shape[1])
        require(
            bins == fftLength / 2 + 1,
            "MelFilterBank: \(bins) bins were given, FFT length \(fftLength) has \(fftLength / 2 + 1)")
        let result = Tensor(uninitialized: [count, frames], .float32)
        Tensor.withPointers(Float.self, source, into: result) { rows, bands in
            parallelBlocks(count, of: filtersPerBlock) { block in
                for index in block {
                    let filter = filters[index]
                    filter.weights.withUnsafeBufferPointer { weights in
                        guard let start = weights.baseAddress else { return }
                        kernels.weighRows(
                            rows + filter.firstBin * frames, stride: frames, start, rows: weights.count,
                            into: bands + index * frames, columns: frames)
                    }
                }
            }
        }
        return result
    }

    /// The filters as a matrix `[count, bins]`.
    public var weights: Tensor {
        let bins = fftLength / 2 + 1
        var weights = [Float](repeating: 0, count: count * bins)
        for (index, filter) in filters.enumerated() {
            for (offset, weight) in filter.weights.enumerated() {
                weights[index * bins + filter.firstBin + offset] = weight
            }
        }
        return Tensor(weights, shape: [count, bins])
    }
}

/// Work for some microseconds, whose result is still in a near cache when the next block begins.
private let filtersPerBlock = 8
