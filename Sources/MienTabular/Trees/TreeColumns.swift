import Mien
import MienKernels

/// Examples as growing trees see them: column after column, in single precision, as words that stand for the values.
struct TreeColumns: Sendable {
    let rowCount: Int
    let featureCount: Int
    /// `[features, rows]`: ranks among the values of the column for the best splitter, ordered bits for the random one.
    private(set) var columns: [UInt32]
    /// The same as `[rows, features]`.
    private(set) var rows: [UInt32] = []
    /// `[features, rows]`: what the ranks stand for.
    private(set) var values: [Float] = []
    /// Of each feature, whether a border counts between any two of its values.
    private(set) var areApart: [Bool] = []

    /// Throws if values are too large for single precision.
    init(_ x: Matrix, for splitter: TreeOptions.Splitter) throws(TabularError) {
        try x.checkSinglePrecision()
        (rowCount, featureCount) = (x.rowCount, x.columnCount)
        columns = Self.orderedWords(of: x)
        if splitter == .best { rank() }
        rows = laidRows()
    }

    private static func orderedWords(of x: Matrix) -> [UInt32] {
        [UInt32](unsafeUninitializedCapacity: x.values.count) { words, count in
            count = x.values.count
            x.values.withUnsafeBufferPointer { values in
                guard let values = values.baseAddress, let words = words.baseAddress else { return }
                parallelBlocks(x.rowCount, of: 1024) { rows in
                    orderWords(values, rows: rows, rowCount: x.rowCount, featureCount: x.columnCount, into: words)
                }
            }
        }
    }

    private mutating func rank() {
        let (rowCount, featureCount) = (rowCount, featureCount)
        values = [Float](repeating: 0, count: columns.count)
        areApart = values.withUnsafeMutableBufferPointer { values in
            columns.withUnsafeMutableBufferPointer { columns in
                guard let values = values.baseAddress, let columns = columns.baseAddress else { return [] }
                return parallelMap(featureCount) { feature in
                    let memory = SortMemory(count: rowCount)
                    return rankWords(
                        columns + feature * rowCount, count: rowCount, values: values + feature * rowCount,
                        keys: memory.keys, spare: memory.spare, buckets: memory.buckets)
                }
            }
        }
    }

    private func laidRows() -> [UInt32] {
        [UInt32](unsafeUninitializedCapacity: columns.count) { words, count in
            count = columns.count
            guard let words = words.baseAddress else { return }
            parallelBlocks(rowCount, of: 1024) { rows in
                layRows(columns, rows: rows, rowCount: rowCount, featureCount: featureCount, into: words)
            }
        }
    }
}

extension TreeColumns {
    /// Gives ``columns``, ``rows`` and ``values`` as pointers.
    func withPointers(
        _ body: (UnsafePointer<UInt32>, UnsafePointer<UInt32>, UnsafePointer<Float>) -> Void
    ) {
        body(columns, rows, values)
    }
}

/// What sorting needs.
final class SortMemory {
    let keys: UnsafeMutablePointer<UInt64>
    let spare: UnsafeMutablePointer<UInt64>
    let buckets: UnsafeMutablePointer<UInt32>

    init(count: Int) {
        keys = .allocate(capacity: count)
        spare = .allocate(capacity: count)
        buckets = .allocate(capacity: keySortBuckets)
    }

    deinit {
        keys.deallocate()
        spare.deallocate()
        buckets.deallocate()
    }
}
