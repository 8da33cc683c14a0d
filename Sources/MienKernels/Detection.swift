// A window's features are sums over rectangles, each of which takes four numbers of an integral image: those at its corners.
// Corners are distances from the window's own place, the same for all windows of an integral image.

/// The windows that are looked at side by side.
package let windowsAtOnce = 16

/// A decision of a cascade: whether a feature lies below a threshold.
package struct CascadeNode: Sendable {
    /// The corners of up to three rectangles.
    package var corners: (SIMD4<Int32>, SIMD4<Int32>, SIMD4<Int32>)
    /// How much each rectangle counts; zero where there is none.
    package var weights: (Float, Float, Float)
    package var threshold: Float
    /// The nodes of the same tree to go on with below the threshold and otherwise, which have greater numbers; zero where the
    /// tree ends with a value.
    package var next: (Int32, Int32)
    package var values: (Float, Float)

    package init(
        corners: (SIMD4<Int32>, SIMD4<Int32>, SIMD4<Int32>), weights: (Float, Float, Float), threshold: Float,
        next: (Int32, Int32), values: (Float, Float)
    ) {
        (self.corners, self.weights, self.threshold, self.next, self.values) = (
            corners, weights, threshold, next, values
        )
    }
}

/// A stage of a cascade: the values of its trees have to add up to its threshold.
package struct CascadeStage: Sendable {
    package let firstNode: Int32
    package let firstTree: Int32
    package let treeCount: Int32
    package let threshold: Float
    /// More than a sum in single precision can be wrong by.
    package let doubt: Float

    package init(firstNode: Int32, firstTree: Int32, treeCount: Int32, threshold: Float, doubt: Float) {
        (self.firstNode, self.firstTree, self.treeCount) = (firstNode, firstTree, treeCount)
        (self.threshold, self.doubt) = (threshold, doubt)
    }
}

/// A cascade for integral images of one layout, as the kernels read it.
///
/// A class, so that no copy of it needs code that the instruction sets would share.
package final class CascadeTable: @unchecked Sendable {
    package let nodes: UnsafeMutablePointer<CascadeNode>
    package let nodeCount: Int
    /// The number of each tree's nodes.
    package let treeSizes: UnsafeMutablePointer<Int32>
    package let largestTree: Int
    package let stages: UnsafeMutablePointer<CascadeStage>
    package let stageCount: Int

    package init(nodes: [CascadeNode], treeSizes: [Int32], stages: [CascadeStage]) {
        func copy<Element>(_ array: [Element]) -> UnsafeMutablePointer<Element> {
            let copy = UnsafeMutablePointer<Element>.allocate(capacity: array.count)
            copy.initialize(from: array, count: array.count)
            return copy
        }
        (self.nodes, nodeCount) = (copy(nodes), nodes.count)
        (self.treeSizes, largestTree) = (copy(treeSizes), Int(treeSizes.max() ?? 0))
        (self.stages, stageCount) = (copy(stages), stages.count)
    }

    deinit {
        nodes.deallocate()
        treeSizes.deallocate()
        stages.deallocate()
    }
}

/// Cascades of Haar features on images.
package protocol DetectionKernels {
    /// A row of an image in another size: `y[i] = (1 − t) · r[c] + t · r[c + 1]` with `c = columns[i]`, `t = shares[i] / 256`
    /// and `r` the mean of two rows by `share`; rounded once.
    ///
    /// - Parameters:
    ///   - share: of the lower row, of 256.
    ///   - mixed: memory for `width` numbers.
    func resizedRow(
        _ upper: UnsafePointer<UInt8>, _ lower: UnsafePointer<UInt8>, share: Int, width: Int,
        columns: UnsafePointer<Int32>, shares: UnsafePointer<UInt16>, mixed: UnsafeMutablePointer<UInt16>,
        into y: UnsafeMutablePointer<UInt8>, count: Int)

    /// A row of two integral images from the row above it: `y[x] = above[x] + Σ pixels[0 ..< x]`, and that of the squares.
    /// Sums wrap around; differences within a window do not.
    ///
    /// - Parameters:
    ///   - half: zero, or where the odd columns begin: then the even ones lie side by side, and so do the odd ones.
    func integralRow(
        _ pixels: UnsafePointer<UInt8>, width: Int, half: Int, above: UnsafePointer<Int32>,
        into y: UnsafeMutablePointer<Int32>, squaresAbove: UnsafePointer<Int32>,
        into squares: UnsafeMutablePointer<Int32>)

    /// A row of the integral image whose places hold the sums of the cones above them, at 45° to both sides: `y[x]` is that of
    /// the cone whose lowest pixel is the one before `x`.
    ///
    /// - Parameters:
    ///   - pixels: of the row; those of the row above it, zeros above the first.
    ///   - half: as of ``integralRow(_:width:half:above:into:squaresAbove:into:)``.
    ///   - above: the row above.
    ///   - twoAbove: the row above that one.
    func tiltedRow(
        _ pixels: UnsafePointer<UInt8>, pixelsAbove: UnsafePointer<UInt8>, width: Int, half: Int,
        above: UnsafePointer<Int32>, twoAbove: UnsafePointer<Int32>, into y: UnsafeMutablePointer<Int32>)

    /// What the features of each window of a row are multiplied by: `1 / √(area · Σ x² − (Σ x)²)`. Zero where the pixels
    /// deviate from their mean by less than ten, and where no window lies beyond `count`.
    ///
    /// - Parameters:
    ///   - corners: of the part of a window that counts.
    ///   - norms: with room for a multiple of ``windowsAtOnce``.
    func windowNorms(
        _ sums: UnsafePointer<Int32>, squares: UnsafePointer<Int32>, corners: SIMD4<Int32>, area: Double,
        into norms: UnsafeMutablePointer<Float>, count: Int)

    /// The windows of a row that pass all stages. After one that fails in the first stage the next one is left out.
    ///
    /// - Parameters:
    ///   - sums: the place of the first window; ``windowsAtOnce`` numbers beyond the last window's are readable.
    ///   - norms: with zeros up to a multiple of ``windowsAtOnce``.
    ///   - hits: the windows' numbers in the row, with room for `count`.
    /// - Returns: the number of hits.
    func cascadeRow(
        _ table: CascadeTable, sums: UnsafePointer<Int32>, norms: UnsafePointer<Float>, count: Int,
        into hits: UnsafeMutablePointer<Int32>
    ) -> Int
}
