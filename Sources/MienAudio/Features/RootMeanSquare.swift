import Mien

/// The root of the mean square of each frame's samples: `[1, frames]`; librosa's `feature.rms` with the same defaults.
///
/// - Parameter padding: what stands beyond the ends, so that frames are centred on their times; nil where they begin there.
public func rootMeanSquare(
    _ signal: [Float], frameLength: Int = 2048, hopLength: Int = 512, padding: SignalPadding? = .constant
) -> Tensor {
    let frames = SignalFrames(length: frameLength, hopLength: hopLength, padding: padding, in: "rootMeanSquare")
    return frames.map(signal) { (sumOfSquares($0, frameLength) / Float(frameLength)).squareRoot() }
}

/// The root of the mean square of each frame, from the magnitudes of its spectrum (Parseval): `[bins, frames]` to
/// `[1, frames]`; librosa's `feature.rms(S=…)`.
///
/// The window counts: the result equals that of the samples for a rectangular one.
///
/// - Parameter fftLength: twice the bins less two unless given, as for an even length.
public func rootMeanSquare(magnitudes: Tensor, fftLength: Int? = nil) -> Tensor {
    let spectra = magnitudes.spectra("rootMeanSquare")
    let (bins, length) = (spectra.shape[0], fftLength ?? 2 * (spectra.shape[0] - 1))
    require(
        length > 0 && bins == length / 2 + 1,
        "rootMeanSquare: \(bins) bins were given, FFT length \(length) has \(length / 2 + 1)")
    // Every bin but the first, and the last of an even length, stands for two.
    var weights = [Float](repeating: 2, count: bins)
    weights[0] = 1
    if length % 2 == 0 { weights[bins - 1] = 1 }
    let powers = matmul(Tensor(weights, shape: [1, bins]), spectra.squared())
    return powers.squareRoot() / Float(length)
}

/// The sum of squares, in as many lanes as make vectors of it.
func sumOfSquares(_ x: UnsafePointer<Float>, _ count: Int) -> Float {
    let lanes = SIMD16<Float>.scalarCount
    let source = UnsafeRawPointer(x)
    var sums = SIMD16<Float>.zero
    let whole = count / lanes * lanes
    for start in stride(from: 0, to: whole, by: lanes) {
        let values = source.loadUnaligned(fromByteOffset: start * 4, as: SIMD16<Float>.self)
        sums += values * values
    }
    var sum = sums.sum()
    for index in whole..<count { sum += x[index] * x[index] }
    return sum
}
