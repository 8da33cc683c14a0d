import Foundation
import Mien

/// The orthonormal discrete cosine transform (DCT-II) of the columns of `[length, frames]`: `[count, frames]`.
///
/// `y[k] = √(2 / N) · Σ x[n] · cos(π · k · (2n + 1) / 2N)`, the first divided by √2: SciPy's
/// `dct(x, type=2, norm="ortho", axis=0)[:count]`.
///
/// - Parameter count: the coefficients to compute, from the first; all unless given.
public func discreteCosineTransform(_ x: Tensor, count: Int? = nil) -> Tensor {
    require(x.rank == 2, "discreteCosineTransform: [length, frames] is expected, the shape is \(x.shape)")
    let (count, length) = (count ?? x.shape[0], x.shape[0])
    return matmul(Tensor(cosineBasis(count: count, length: length), shape: [count, length]), x)
}

/// The first rows of the transform's matrix: `[count, length]`.
func cosineBasis(count: Int, length: Int) -> [Float] {
    require(
        0 < count && count <= length,
        "A cosine transform of \(length) values has at least one and at most \(length) coefficients, not \(count)")
    var basis = [Float]()
    basis.reserveCapacity(count * length)
    for k in 0..<count {
        let scale = ((k == 0 ? 1 : 2) / Double(length)).squareRoot()
        for n in 0..<length { basis.append(Float(scale * cos(.pi * Double(k * (2 * n + 1)) / Double(2 * length)))) }
    }
    return basis
}
