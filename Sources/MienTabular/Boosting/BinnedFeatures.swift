import Mien
import MienKernels

/// All examples as numbers of bins: `[block of eight features][row][8]`, one to four bytes each.
final class BinnedFeatures<Bin: FixedWidthInteger & UnsignedInteger & Sendable>: @unchecked Sendable {
    let features: [FeatureBins]
    let rowCount: Int
    let blockCount: Int
    /// The bin of missing values, above all others.
    let missing: Int
    /// The number of sums of a feature.
    let stride: Int
    // Written while it is made, and only read afterwards.
    private let bins: UnsafeMutablePointer<Bin>

    init(_ x: Matrix, _ features: [FeatureBins]) {
        self.features = features
        rowCount = x.rowCount
        blockCount = (features.count + featuresInBlock - 1) / featuresInBlock
        missing = features.map(\.values.count).max() ?? 0
        stride = missing + 1
        let size = blockCount * rowCount * featuresInBlock
        bins = .allocate(capacity: size)
        bins.initialize(repeating: 0, count: size)
        parallelFor(blockCount) { block in
            let first = block * featuresInBlock
            for column in first..<min(first + featuresInBlock, features.count) { fill(column, x) }
        }
    }

    private func fill(_ column: Int, _ x: Matrix) {
        let rows = feature(column)
        for first in Swift.stride(from: 0, to: rowCount, by: 8) {
            let count = min(8, rowCount - first)
            var values = SIMD8<Float>.zero
            for place in 0..<count { values[place] = Float(x[first + place, column]) }
            var bins = features[column].bins(values)
            bins.replace(with: Int32(missing), where: values .!= values)
            for place in 0..<count { rows[(first + place) * featuresInBlock] = Bin(truncatingIfNeeded: bins[place]) }
        }
    }

    deinit { bins.deallocate() }

    /// Eight features of all rows, side by side.
    func block(_ index: Int) -> UnsafePointer<Bin> {
        UnsafePointer(bins + index * rowCount * featuresInBlock)
    }

    /// One feature of all rows, every eighth number.
    func feature(_ index: Int) -> UnsafeMutablePointer<Bin> {
        bins + index / featuresInBlock * rowCount * featuresInBlock + index % featuresInBlock
    }
}
