/// Examples that were found fit to learn from: as many labels as rows, at least two classes, no value that cannot be used.
package struct Examples: Sendable {
    package let x: Matrix
    /// The classes among the labels, ascending.
    package let classes: [Int]
    /// The place of each example's class in `classes`.
    package let codes: [Int]

    /// - Parameter allowsMissing: whether values may be NaN.
    package init(_ x: Matrix, _ y: [Int], allowsMissing: Bool = false) throws(TabularError) {
        guard y.count == x.rowCount else { throw .labelCount(labels: y.count, rows: x.rowCount) }
        try x.checkValues(allowsMissing: allowsMissing)
        classes = Set(y).sorted()
        guard classes.count > 1 else { throw .oneClass(label: classes[0]) }
        let places = Dictionary(uniqueKeysWithValues: classes.enumerated().map { ($1, $0) })
        codes = y.compactMap { places[$0] }
        self.x = x
    }
}

extension Matrix {
    /// Throws if there are no values, or some that are infinite, or missing where none may be.
    package func checkValues(allowsMissing: Bool = false) throws(TabularError) {
        guard rowCount > 0, columnCount > 0 else { throw .noExamples(rows: rowCount, columns: columnCount) }
        guard let place = values.firstIndex(where: { !($0.isFinite || (allowsMissing && $0.isNaN)) }) else { return }
        throw .notFinite(row: place / columnCount, column: place % columnCount, found: values[place])
    }

    /// Throws if a value is too large for single precision, in which trees compute.
    func checkSinglePrecision() throws(TabularError) {
        guard let place = values.firstIndex(where: { Float($0).isInfinite }) else { return }
        throw .notFinite(row: place / columnCount, column: place % columnCount, found: values[place])
    }
}
