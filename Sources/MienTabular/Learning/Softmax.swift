#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

extension Matrix {
    /// `exp(x) / Σ exp(x)` of each row.
    package func softmax() -> Matrix {
        var result = self
        result.changeRows { row in
            let greatest = row.max() ?? 0
            var total = 0.0
            for place in row.indices {
                row[place] = exp(row[place] - greatest)
                total += row[place]
            }
            for place in row.indices { row[place] /= total }
        }
        return result
    }

    /// Lets `change` write each row.
    package mutating func changeRows(_ change: (inout ArraySlice<Double>) -> Void) {
        var changed: [Double] = []
        changed.reserveCapacity(values.count)
        for index in 0..<rowCount {
            var row = self.row(index)
            change(&row)
            changed += row
        }
        self = Matrix(rowCount: rowCount, columnCount: columnCount, values: changed)
    }
}
