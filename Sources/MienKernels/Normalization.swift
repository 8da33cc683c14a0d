/// Batch normalisation over rows of channels: every axis but the last folded into rows.
package protocol BatchNormKernels {
    /// Adds up `Σ (x − shift)` and `Σ (x − shift)²` over `rows` rows into `sums` and `squares` `[channels]`, which the call
    /// overwrites.
    ///
    /// `shift` is near the mean (the first row): a variance of large values without it would cancel to nothing.
    func batchNormSums<T: RealScalar>(
        _ x: UnsafePointer<T>, rows: Int, channels: Int, shift: UnsafePointer<T>, sums: UnsafeMutablePointer<Double>,
        squares: UnsafeMutablePointer<Double>
    )

    /// `out = x · scale + offset`, per channel.
    func scaleAndShift<T: RealScalar>(
        _ x: UnsafePointer<T>, rows: Int, channels: Int, scale: UnsafePointer<T>, offset: UnsafePointer<T>,
        into out: UnsafeMutablePointer<T>
    )

    /// Adds up `Σ g` and `Σ g · (x − mean)` over `rows` rows into `sums` and `products` `[channels]`, which the call overwrites.
    func batchNormGradientSums<T: RealScalar>(
        _ x: UnsafePointer<T>, _ g: UnsafePointer<T>, rows: Int, channels: Int, mean: UnsafePointer<T>,
        sums: UnsafeMutablePointer<Double>, products: UnsafeMutablePointer<Double>
    )

    /// `out = g · gradientScale + (x − mean) · inputScale + offset`, per channel: the gradient by the input, its sums folded in.
    func batchNormInputGradient<T: RealScalar>(
        _ x: UnsafePointer<T>, _ g: UnsafePointer<T>, rows: Int, channels: Int, mean: UnsafePointer<T>,
        gradientScale: UnsafePointer<T>, inputScale: UnsafePointer<T>, offset: UnsafePointer<T>,
        into out: UnsafeMutablePointer<T>
    )
}

/// Rows taken to mean zero and variance one.
package protocol StandardizationKernels {
    /// `out = (x − mean) · inverse` with `inverse = 1 / √(variance + ε)`, for each of `rows` rows of `width`.
    ///
    /// - Parameter inverse: `[rows]`, written for the gradient.
    func standardizeRows<T: RealScalar>(
        _ x: UnsafePointer<T>, rows: Int, width: Int, epsilon: T, into out: UnsafeMutablePointer<T>,
        inverse: UnsafeMutablePointer<T>
    )

    /// The gradient of ``standardizeRows(_:rows:width:epsilon:into:inverse:)``:
    /// `out = inverse · (g − mean(g) − y · mean(g · y))`, with `y` the function's result.
    func standardizeRowsGradient<T: RealScalar>(
        _ y: UnsafePointer<T>, _ g: UnsafePointer<T>, rows: Int, width: Int, inverse: UnsafePointer<T>,
        into out: UnsafeMutablePointer<T>
    )
}

/// Rows taken to logarithms of probabilities.
package protocol SoftmaxKernels {
    /// `out = x − log Σ exp x` along each of `rows` rows of `width`: the greatest element is taken out first, so that nothing
    /// overflows.
    func logSoftmax<T: RealScalar>(
        _ x: UnsafePointer<T>, rows: Int, width: Int, into out: UnsafeMutablePointer<T>
    )

    /// The gradient of `logSoftmax`: `out = g − softmax · Σ g`, with `y` the function's result.
    func logSoftmaxGradient<T: RealScalar>(
        _ y: UnsafePointer<T>, _ g: UnsafePointer<T>, rows: Int, width: Int, into out: UnsafeMutablePointer<T>
    )
}
