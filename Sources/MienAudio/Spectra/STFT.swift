import Mien
import MienKernels

/// The short-time Fourier transform: spectra of overlapping frames of a signal.
///
/// librosa's `stft` with the same defaults: a periodic Hann window, a quarter of it from frame to frame, frames centred on
/// their times with zeros beyond the ends.
public struct STFT: Sendable, Hashable, Codable {
    /// Samples of a frame that are transformed; `windowLength` of them, in the middle, are not zero.
    public let fftLength: Int
    /// Samples from frame to frame.
    public let hopLength: Int
    public let windowLength: Int
    public let window: Window
    /// What stands beyond the ends, so that frame `t` is centred on sample `t · hopLength`; nil where it begins there
    /// (librosa's `center=False`).
    public let padding: SignalPadding?

    /// - Parameters:
    ///   - hopLength: a quarter of `windowLength` unless given.
    ///   - windowLength: `fftLength` unless given.
    public init(
        fftLength: Int = 2048, hopLength: Int? = nil, windowLength: Int? = nil, window: Window = .hann,
        padding: SignalPadding? = .constant
    ) {
        self.fftLength = fftLength
        self.windowLength = windowLength ?? fftLength
        self.hopLength = hopLength ?? max(1, self.windowLength / 4)
        (self.window, self.padding) = (window, padding)
    }

    /// Frequencies of a spectrum, from zero to half the sample rate.
    public var bins: Int { fftLength / 2 + 1 }

    /// Frames of a signal of so many samples.
    public func frameCount(of samples: Int) -> Int {
        let length = padding == nil ? samples : samples + 2 * (fftLength / 2)
        return length < fftLength ? 0 : (length - fftLength) / hopLength + 1
    }

    /// The window's weights, in the middle of a frame.
    private var weights: [Float] {
        let before = (fftLength - windowLength) / 2
        return [Float](repeating: 0, count: before) + window.weights(windowLength)
            + [Float](repeating: 0, count: fftLength - windowLength - before)
    }
}

/// Complex spectra of the frames of a signal.
public struct Spectrogram: Sendable {
    /// `[bins, frames]`
    public let real: Tensor
    /// `[bins, frames]`
    public let imaginary: Tensor

    public init(real: Tensor, imaginary: Tensor) {
        require(
            real.rank == 2 && real.shape == imaginary.shape,
            mismatch("Spectrogram", real.shape, imaginary.shape, "both parts must be [bins, frames]"))
        (self.real, self.imaginary) = (real, imaginary)
    }
}

// MARK: - Forward

extension STFT {
    /// The complex spectra: `[bins, frames]`.
    public func callAsFunction(_ signal: [Float]) -> Spectrogram {
        let frames = frameCount(of: signal.count)
        let real = Tensor(uninitialized: [bins, frames], .float32)
        let imaginary = Tensor(uninitialized: [bins, frames], .float32)
        real.withMutablePointer(Float.self) { real in
            imaginary.withMutablePointer(Float.self) { imaginary in
                transform(signal) { first, count, spectra in
                    copyColumns(spectra.real, rows: bins, count, into: real + first, stride: frames)
                    copyColumns(spectra.imaginary, rows: bins, count, into: imaginary + first, stride: frames)
                }
            }
        }
        return Spectrogram(real: real, imaginary: imaginary)
    }

    /// The spectra's magnitudes: `[bins, frames]`.
    public func magnitudes(_ signal: [Float]) -> Tensor { powers(signal).squareRoot() }

    /// The squares of the spectra's magnitudes: `[bins, frames]`.
    public func powers(_ signal: [Float]) -> Tensor {
        let frames = frameCount(of: signal.count)
        let powers = Tensor(uninitialized: [bins, frames], .float32)
        powers.withMutablePointer(Float.self) { powers in
            transform(signal) { first, count, spectra in
                kernels.squareMagnitudes(spectra, rows: bins)
                copyColumns(spectra.real, rows: bins, count, into: powers + first, stride: frames)
            }
        }
        return powers
    }

    /// Calls `body` with the spectra of each block of frames: the first of them, their number, and ``bins`` rows.
    private func transform(_ signal: [Float], _ body: (Int, Int, ComplexColumns) -> Void) {
        let frames = frameCount(of: signal.count)
        let margin = padding == nil ? 0 : fftLength / 2
        let padded = padding?.padded(signal, before: margin, after: margin) ?? signal
        let transform = RealTransform.of(length: fftLength)
        weights.withUnsafeBufferPointer { window in
            padded.withUnsafeBufferPointer { padded in
                guard let window = window.baseAddress, let padded = padded.baseAddress else { return }
                parallelFor(steps(frames, of: fourierColumns)) { block in
                    let first = block * fourierColumns
                    let count = min(fourierColumns, frames - first)
                    transform.forward(
                        padded + first * hopLength, .init(count: count, hop: hopLength, window: window)
                    ) { body(first, count, $0) }
                }
            }
        }
    }
}

/// Copies the first of ``fourierColumns`` columns to rows that are `stride` apart.
private func copyColumns(
    _ source: UnsafePointer<Float>, rows: Int, _ columns: Int, into target: UnsafeMutablePointer<Float>, stride: Int
) {
    for row in 0..<rows {
        let (source, target) = (source + row * fourierColumns, target + row * stride)
        for column in 0..<columns { target[column] = source[column] }
    }
}

// MARK: - Inverse

extension STFT {
    /// The signal of these spectra, by adding up overlapping frames (Griffin & Lim 1984); librosa's `istft`.
    ///
    /// - Parameter length: samples of the signal; without it, as many as the frames are sure to cover.
    public func inverse(_ spectrogram: Spectrogram, length: Int? = nil) -> [Float] {
        require(
            spectrogram.real.shape[0] == bins,
            "STFT.inverse: \(bins) bins of frames of \(fftLength) samples are expected, found shape "
                + "\(spectrogram.real.shape)")
        let margin = padding == nil ? 0 : fftLength / 2
        var frames = spectrogram.real.shape[1]
        if let length { frames = min(frames, steps(length + 2 * margin, of: hopLength)) }
        guard frames > 0 else { return [Float](repeating: 0, count: length ?? 0) }
        let sum = overlapped(spectrogram, frames: frames)
        let count = length ?? sum.count - 2 * margin
        var signal = [Float](repeating: 0, count: max(0, count))
        let weights = squaredWeights(frames: frames)
        for sample in 0..<min(signal.count, sum.count - margin) {
            let weight = weights[sample + margin]
            signal[sample] = weight > .leastNormalMagnitude ? sum[sample + margin] / weight : sum[sample + margin]
        }
        return signal
    }

    /// The sum of the frames times the window, at their places.
    private func overlapped(_ spectrogram: Spectrogram, frames: Int) -> [Float] {
        let (real, imaginary) = (spectrogram.real.contiguous, spectrogram.imaginary.contiguous)
        let (stride, transform) = (real.shape[1], RealTransform.of(length: fftLength))
        let window = weights.map { $0 / transform.scale }
        let blocks = steps(frames, of: fourierColumns)
        let blockLength = (fourierColumns - 1) * hopLength + fftLength
        // A part for each block of frames: blocks overlap, and are added up in order.
        let parts = Tensor.zeros([blocks, blockLength])
        Tensor.withPointers(Float.self, real, imaginary, into: parts) { real, imaginary, parts in
            window.withUnsafeBufferPointer { window in
                guard let window = window.baseAddress else { return }
                parallelFor(blocks) { block in
                    let first = block * fourierColumns
                    let count = min(fourierColumns, frames - first)
                    transform.backward(
                        .init(count: count, hop: hopLength, window: window), to: parts + block * blockLength
                    ) { spectra in
                        fillColumns(spectra.real, rows: bins, count, from: real + first, stride: stride)
                        fillColumns(spectra.imaginary, rows: bins, count, from: imaginary + first, stride: stride)
                    }
                }
            }
        }
        return added(parts.scalars, blockLength, count: (frames - 1) * hopLength + fftLength)
    }

    private func added(_ parts: [Float], _ blockLength: Int, count: Int) -> [Float] {
        var sum = [Float](repeating: 0, count: count)
        for block in 0..<parts.count / blockLength {
            let first = block * fourierColumns * hopLength
            for sample in first..<min(count, first + blockLength) {
                sum[sample] += parts[block * blockLength + sample - first]
            }
        }
        return sum
    }

    /// The sum of the squares of the windows that lie over each sample.
    private func squaredWeights(frames: Int) -> [Float] {
        let squares = weights.map { $0 * $0 }
        var sum = [Float](repeating: 0, count: (frames - 1) * hopLength + fftLength)
        sum.withUnsafeMutableBufferPointer { sum in
            for frame in 0..<frames {
                for sample in 0..<fftLength { sum[frame * hopLength + sample] += squares[sample] }
            }
        }
        return sum
    }
}

/// The way back of ``copyColumns``; the other columns become zero.
private func fillColumns(
    _ target: UnsafeMutablePointer<Float>, rows: Int, _ columns: Int, from source: UnsafePointer<Float>, stride: Int
) {
    for row in 0..<rows {
        let (source, target) = (source + row * stride, target + row * fourierColumns)
        for column in 0..<columns { target[column] = source[column] }
        for column in columns..<fourierColumns { target[column] = 0 }
    }
}
