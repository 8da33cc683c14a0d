/// `Σ values[i] · dense[columns[i]]`.
public func sparseProduct(
    _ columns: UnsafePointer<Int32>, _ values: UnsafePointer<Double>, count: Int, _ dense: UnsafePointer<Double>
) -> Double {
    var sum = 0.0
    for i in 0..<count { sum += values[i] * dense[Int(columns[i])] }
    return sum
}

/// `dense[columns[i]] += factor · values[i]`; the columns differ.
public func addSparse(
    _ columns: UnsafePointer<Int32>, _ values: UnsafePointer<Double>, count: Int, times factor: Double,
    into dense: UnsafeMutablePointer<Double>
) {
    for i in 0..<count { dense[Int(columns[i])] += factor * values[i] }
}

/// `sum += factor · x`, and `scaled ← scale · x`.
public func addScaledRow(
    _ x: UnsafePointer<Double>, count: Int, times factor: Double, into sum: UnsafeMutablePointer<Double>,
    andTimes scale: Double, as scaled: UnsafeMutablePointer<Double>
) {
    for i in 0..<count { sum[i] += factor * x[i] }
    for i in 0..<count { scaled[i] = scale * x[i] }
}
