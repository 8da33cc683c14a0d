import Mien

/// Measures how strongly something begins at each frame: by how much the bands of a mel spectrogram grow in decibels.
///
/// librosa's `onset_strength` with the same defaults; growth over a greater neighbourhood of bands: Böck & Widmer 2013.
public struct OnsetStrength: Sendable, Hashable, Codable {
    /// How the growth of all bands becomes one number.
    public enum Summary: String, Sendable, Hashable, Codable, CaseIterable {
        case mean, median
    }

    /// Its frames are the envelope's.
    public let stft: STFT
    /// Bands of the mel spectrogram.
    public let bands: Int
    /// The frames over which growth is measured.
    public let lag: Int
    /// How many neighbouring bands count as one before the growth, which keeps vibrato from being taken for onsets; 1 for
    /// none. librosa's `max_size`.
    public let tolerance: Int
    public let summary: Summary

    public init(
        stft: STFT = STFT(), bands: Int = 128, lag: Int = 1, tolerance: Int = 1, summary: Summary = .mean
    ) {
        require(
            bands > 0 && lag > 0 && tolerance > 0,
            "OnsetStrength: bands, lag and tolerance must be above zero, found \(bands), \(lag) and \(tolerance)")
        (self.stft, self.bands, self.lag, self.tolerance, self.summary) = (stft, bands, lag, tolerance, summary)
    }

    public func callAsFunction(_ waveform: Waveform) -> OnsetEnvelope {
        let mels = MelSpectrogram(count: bands, sampleRate: waveform.sampleRate, stft: stft)
        let powers = mels(waveform.samples)
        return OnsetEnvelope(
            strengths(decibels: decibels(powers: powers)), sampleRate: waveform.sampleRate, hopLength: stft.hopLength)
    }

    /// The strengths from a spectrogram in decibels, `[bands, frames]`.
    public func strengths(decibels: Tensor) -> [Float] {
        let source = decibels.spectra("OnsetStrength")
        let frames = source.shape[1]
        // A centred frame holds already what begins half its length later.
        let delay = lag + (stft.padding == nil ? 0 : stft.fftLength / (2 * stft.hopLength))
        var strengths = [Float](repeating: 0, count: frames)
        if frames <= delay { return strengths }
        let growth = growth(of: source)
        strengths.replaceSubrange(delay..., with: summarized(growth).prefix(frames - delay))
        return strengths
    }

    /// By how much each band exceeds, `lag` frames later, the greatest of the bands around it; zero where it shrinks.
    private func growth(of decibels: Tensor) -> Tensor {
        let (bands, frames) = (decibels.shape[0], decibels.shape[1])
        let count = frames - lag
        let result = Tensor(uninitialized: [bands, count], .float32)
        Tensor.withPointers(Float.self, decibels, into: result) { decibels, result in
            parallelBlocks(bands, of: bandsPerBlock) { block in
                var former = [Float](repeating: 0, count: count)
                for band in block {
                    let first = max(band - tolerance / 2, 0)
                    let end = min(band - tolerance / 2 + tolerance, bands)
                    former.withUnsafeMutableBufferPointer { former in
                        former.update(repeating: -.infinity)
                        for neighbour in first..<end {
                            let row = decibels + neighbour * frames
                            for frame in 0..<count { former[frame] = max(former[frame], row[frame]) }
                        }
                        let (row, target) = (decibels + (band * frames + lag), result + band * count)
                        for frame in 0..<count { target[frame] = max(row[frame] - former[frame], 0) }
                    }
                }
            }
        }
        return result
    }

    private func summarized(_ growth: Tensor) -> [Float] {
        switch summary {
        case .mean: growth.mean(axes: 0).scalars
        case .median: medians(ofColumns: growth)
        }
    }
}

/// Enough to make a thread's visit worth while.
private let bandsPerBlock = 16

/// The median of each column; of an even number, the mean of the two in the middle.
private func medians(ofColumns matrix: Tensor) -> [Float] {
    let (rows, columns) = (matrix.shape[0], matrix.shape[1])
    let result = Tensor(uninitialized: [columns], .float32)
    Tensor.withPointers(Float.self, matrix, into: result) { matrix, result in
        parallelBlocks(columns, of: columnsPerBlock) { block in
            var column = [Float](repeating: 0, count: rows)
            for index in block {
                for row in 0..<rows { column[row] = matrix[row * columns + index] }
                column.sort()
                result[index] = (column[(rows - 1) / 2] + column[rows / 2]) / 2
            }
        }
    }
    return result.scalars
}

/// A few cache lines of each row.
private let columnsPerBlock = 64
