import MienKernels

/// Room for the sums of one block of features over few examples.
final class OccupiedBins {
    private let stride: Int
    private let words: Int
    private let all: UnsafeMutablePointer<GradientSum>
    private let occupied: UnsafeMutablePointer<UInt64>
    /// What was gathered last: the sums of the bins that have examples, and the numbers of these bins.
    let sums: UnsafeMutablePointer<GradientSum>
    let numbers: UnsafeMutablePointer<UInt32>

    /// - Parameter stride: the number of bins of a feature, that of missing values included.
    init(stride: Int) {
        self.stride = stride
        words = (stride + 63) / 64
        all = .allocate(capacity: featuresInBlock * stride)
        all.initialize(repeating: .zero, count: featuresInBlock * stride)
        occupied = .allocate(capacity: featuresInBlock * words)
        occupied.initialize(repeating: 0, count: featuresInBlock * words)
        sums = .allocate(capacity: stride)
        numbers = .allocate(capacity: stride)
    }

    deinit {
        all.deallocate()
        occupied.deallocate()
        sums.deallocate()
        numbers.deallocate()
    }

    func fill<Bin: FixedWidthInteger & UnsignedInteger>(
        _ bins: UnsafePointer<Bin>, _ rows: UnsafePointer<UInt32>, _ count: Int,
        _ gradients: UnsafePointer<GradientSum>
    ) {
        addGradients(
            gradients, of: rows, count: count, bins: bins, into: all, stride: stride, occupied: occupied, words: words)
    }

    /// Takes out one feature's sums: the number of bins that have examples, and what is missing.
    func gather(_ place: Int, missing: Int) -> (count: Int, missing: GradientSum) {
        let count = gatherOccupied(
            all + place * stride, occupied: occupied + place * words, words: words, into: sums, numbers: numbers)
        guard count > 0, Int(numbers[count - 1]) == missing else { return (count, .zero) }
        return (count - 1, sums[count - 1])
    }
}
