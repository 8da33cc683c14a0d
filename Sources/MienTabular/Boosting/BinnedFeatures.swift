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
            let rows = feature(first)
            for row in 0..<rowCount {
                for column in first..<min(first + featuresInBlock, features.count) {
                    let value = Float(x[row, column])
                    let bin = value.isNaN ? missing : features[column].bin(value)
                    rows[row * featuresInBlock + column - first] = Bin(truncatingIfNeeded: bin)
                }
            }
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
