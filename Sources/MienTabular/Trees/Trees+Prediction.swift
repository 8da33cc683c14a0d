import Mien
import MienKernels

extension Trees {
    /// Rows that go through all trees together: they and a tree fit into the first two caches.
    private static let blockSize = 256

    /// The mean over all trees of the class distributions in the leaves that the rows come to, `[rows, classes]`.
    func probabilities(_ x: Matrix, classCount: Int) throws(TabularError) -> Matrix {
        try x.checkValues(allowsMissing: true)
        try x.checkSinglePrecision()
        return sums(x, classCount: classCount, divisor: Double(count))
    }

    /// The sums, over the trees that have not learnt from a row, of the distributions in the leaves that it comes to.
    ///
    /// - Parameter bags: for each tree how often it learnt from each row.
    func outOfBagSums(_ x: Matrix, classCount: Int, bags: [[UInt8]]) -> Matrix {
        sums(x, classCount: classCount, divisor: 1, leftOut: bags)
    }

    private func sums(_ x: Matrix, classCount: Int, divisor: Double, leftOut: [[UInt8]]? = nil) -> Matrix {
        let values = [Double](unsafeUninitializedCapacity: x.rowCount * classCount) { sums, initialized in
            sums.initialize(repeating: 0)
            initialized = sums.count
            guard let sums = sums.baseAddress else { return }
            parallelBlocks(x.rowCount, of: Self.blockSize) { rows in
                let sums = sums + rows.lowerBound * classCount
                let places = rows.lowerBound * x.columnCount..<rows.upperBound * x.columnCount
                let block = x.values[places].map { Float($0) }
                withLeaves { leaves in
                    for (tree, root) in roots.enumerated() {
                        addTreeShares(
                            nodes, from: Int(root), leaves, rows: block, rowCount: rows.count,
                            featureCount: x.columnCount, leftOut: leftOut.map { Array($0[tree][rows]) }, to: sums,
                            classCount: classCount)
                    }
                }
                for index in 0..<rows.count * classCount { sums[index] /= divisor }
            }
        }
        return Matrix(rowCount: x.rowCount, columnCount: classCount, values: values)
    }

    private func withLeaves(_ body: (LeafShares) -> Void) {
        /// Arrays become pointers that live as long as the call.
        func call(
            _ starts: UnsafePointer<UInt32>, _ classes: UnsafePointer<UInt32>, _ shares: UnsafePointer<Double>
        ) {
            body(LeafShares(starts: starts, classes: classes, shares: shares))
        }
        call(starts, classes, shares)
    }
}
