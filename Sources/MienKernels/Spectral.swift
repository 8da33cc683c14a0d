/// Features of sound. Spectra are rows of bins, in which frames lie side by side.
package protocol SpectralKernels {
    /// `out[i] = max(10 · log₁₀(max(x[i], minimum)) − zero, floor)`, with a `minimum` that is not denormal. NaN stays NaN.
    func decibels(
        _ x: UnsafePointer<Float>, minimum: Float, zero: Float, floor: Float, into out: UnsafeMutablePointer<Float>,
        count: Int
    )

    /// `out[c] = Σ weights[r] · x[r · stride + c]` over `rows` rows.
    func weighRows(
        _ x: UnsafePointer<Float>, stride: Int, _ weights: UnsafePointer<Float>, rows: Int,
        into out: UnsafeMutablePointer<Float>, columns: Int
    )

    /// Adds `max(x[c], minimum)` to `sums[c]` and its logarithm to `logarithms[c]`, with a `minimum` that is not denormal.
    func addLevels(
        _ x: UnsafePointer<Float>, minimum: Float, to sums: UnsafeMutablePointer<Double>,
        logarithms: UnsafeMutablePointer<Double>, columns: Int
    )

    /// The means of the `kept` least and of the `kept` greatest numbers in each column of `x`, whose rows lie `stride` apart.
    func extremeMeans(
        _ x: UnsafePointer<Float>, stride: Int, rows: Int, columns: Int, kept: Int,
        least: UnsafeMutablePointer<Float>, greatest: UnsafeMutablePointer<Float>
    )

    /// How often one number is below `−threshold` and its neighbour is not.
    func signChanges(_ x: UnsafePointer<Float>, count: Int, threshold: Float) -> Int
}
