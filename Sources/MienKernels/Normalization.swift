/// A scale and an offset for each channel: batch normalisation with known statistics.
package struct ChannelScaling<T: RealScalar> {
    package let scale: UnsafePointer<T>
    package let offset: UnsafePointer<T>

    package init(scale: UnsafePointer<T>, offset: UnsafePointer<T>) { (self.scale, self.offset) = (scale, offset) }
}

/// The upstream gradient of a batch normalisation, and through what it comes.
package enum BatchNormUpstream<T: RealScalar> {
    /// `[rows, channels]`, as it is.
    case direct(UnsafePointer<T>)
    /// `[rows, channels]`, through a ReLU.
    case rectified(UnsafePointer<T>, ChannelScaling<T>)
    /// `[batch · windows, channels]`, through the greatest under windows that do not overlap, and perhaps a ReLU, with what
    /// ``BatchNormKernels/scaledMaxPool(_:_:_:isRectified:into:choice:)`` chose.
    case pooled(UnsafePointer<T>, choice: UnsafePointer<UInt8>, PoolGeometry)
}

/// What enters the gradient by the input of a batch normalisation, for each channel.
package struct BatchNormGradientTerms<T: RealScalar> {
    package let mean, gradientScale, inputScale, offset: UnsafePointer<T>

    package init(
        mean: UnsafePointer<T>, gradientScale: UnsafePointer<T>, inputScale: UnsafePointer<T>,
        offset: UnsafePointer<T>
    ) {
        (self.mean, self.gradientScale, self.inputScale, self.offset) = (mean, gradientScale, inputScale, offset)
    }
}

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

    /// `out = x · scale + offset`, per channel; where `isRectified`, zero instead of what is below.
    func scaleAndShift<T: RealScalar>(
        _ x: UnsafePointer<T>, rows: Int, channels: Int, scale: UnsafePointer<T>, offset: UnsafePointer<T>,
        isRectified: Bool, into out: UnsafeMutablePointer<T>
    )

    /// The greatest of a scaled, and perhaps rectified, image `[height, width, channels]` under each window, of which none
    /// overlap or reach over the edge; and its place in the window (`choice`, row by row, the first of equals), 255 where it
    /// was cut off.
    func scaledMaxPool<T: RealScalar>(
        _ x: UnsafePointer<T>, _ shape: PoolGeometry, _ scaling: ChannelScaling<T>, isRectified: Bool,
        into out: UnsafeMutablePointer<T>, choice: UnsafeMutablePointer<UInt8>
    )

    /// Adds up `Σ g` and `Σ g · (x − mean)` over rows into `sums` and `products` `[channels]`, which the call overwrites.
    ///
    /// - Parameters:
    ///   - x: the first of all rows.
    ///   - rows: those to add up.
    func batchNormGradientSums<T: RealScalar>(
        _ x: UnsafePointer<T>, _ g: BatchNormUpstream<T>, rows: Range<Int>, channels: Int, mean: UnsafePointer<T>,
        sums: UnsafeMutablePointer<Double>, products: UnsafeMutablePointer<Double>
    )

    /// `out = g · gradientScale + (x − mean) · inputScale + offset`, per channel: the gradient by the input, its sums folded in.
    ///
    /// - Parameters:
    ///   - x: the first of all rows.
    ///   - rows: those to compute.
    ///   - out: the first of all rows.
    func batchNormInputGradient<T: RealScalar>(
        _ x: UnsafePointer<T>, _ g: BatchNormUpstream<T>, rows: Range<Int>, channels: Int,
        _ terms: BatchNormGradientTerms<T>, into out: UnsafeMutablePointer<T>
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
