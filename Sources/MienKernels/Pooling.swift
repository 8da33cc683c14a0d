/// The geometry of pooling one image `[height, width, channels]` with a window.
public struct PoolGeometry: Sendable {
    public let height: Int, width: Int, channels: Int
    public let outHeight: Int, outWidth: Int
    public let windowHeight: Int, windowWidth: Int
    public let strideHeight: Int, strideWidth: Int
    public let top: Int, left: Int

    public init(
        height: Int, width: Int, channels: Int, outHeight: Int, outWidth: Int, windowHeight: Int, windowWidth: Int,
        strideHeight: Int, strideWidth: Int, top: Int, left: Int
    ) {
        (self.height, self.width, self.channels) = (height, width, channels)
        (self.outHeight, self.outWidth) = (outHeight, outWidth)
        (self.windowHeight, self.windowWidth) = (windowHeight, windowWidth)
        (self.strideHeight, self.strideWidth) = (strideHeight, strideWidth)
        (self.top, self.left) = (top, left)
    }

    /// The rows of the image under the window of output row `row`; the padding is left out.
    @inlinable @inline(__always) package func rows(_ row: Int) -> Range<Int> {
        let start = row &* strideHeight &- top
        return max(0, start)..<max(0, min(height, start &+ windowHeight))
    }

    @inlinable @inline(__always) package func columns(_ column: Int) -> Range<Int> {
        let start = column &* strideWidth &- left
        return max(0, start)..<max(0, min(width, start &+ windowWidth))
    }
}

/// Pooling of one image.
package protocol PoolKernels {
    /// The greatest element under each window, and its place in the image (`choice`: row · width + column, the first of equals).
    func maxPool<T: RealScalar>(
        _ x: UnsafePointer<T>, _ shape: PoolGeometry, into out: UnsafeMutablePointer<T>,
        choice: UnsafeMutablePointer<Int32>
    )

    /// Adds each output's gradient to the place that was chosen. `out` `[height, width, channels]` is overwritten.
    func maxPoolGradient<T: RealScalar>(
        _ g: UnsafePointer<T>, choice: UnsafePointer<Int32>, _ shape: PoolGeometry, into out: UnsafeMutablePointer<T>
    )

    /// The mean of the elements under each window; the padding does not count.
    func averagePool<T: RealScalar>(_ x: UnsafePointer<T>, _ shape: PoolGeometry, into out: UnsafeMutablePointer<T>)

    /// Shares each output's gradient among the elements under its window. `out` `[height, width, channels]` is overwritten.
    func averagePoolGradient<T: RealScalar>(
        _ g: UnsafePointer<T>, _ shape: PoolGeometry, into out: UnsafeMutablePointer<T>
    )
}
