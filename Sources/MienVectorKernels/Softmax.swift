import MienKernels

extension VectorKernels: SoftmaxKernels {
    @_specialize(where T == Float)
    @_specialize(where T == Double)
    package func logSoftmax<T: RealScalar>(
        _ x: UnsafePointer<T>, rows: Int, width: Int, into out: UnsafeMutablePointer<T>
    ) {
        for row in 0..<rows {
            let x = x + row &* width
            let out = out + row &* width
            var greatest = T.lowest
            for i in 0..<width where x[i] > greatest || x[i] != x[i] { greatest = x[i] }
            // A row of −∞ alone has no distribution; shifting by zero leaves it NaN instead of making one up.
            let shift = greatest.isFinite ? greatest : 0
            var total: T = 0
            for i in 0..<width { total += T.exp(x[i] - shift) }
            // The shift first: a row of numbers near 10,000 would lose four digits of their differences otherwise.
            let normalizer = T.log(total)
            for i in 0..<width { out[i] = (x[i] - shift) - normalizer }
        }
    }

    @_specialize(where T == Float)
    @_specialize(where T == Double)
    package func logSoftmaxGradient<T: RealScalar>(
        _ y: UnsafePointer<T>, _ g: UnsafePointer<T>, rows: Int, width: Int, into out: UnsafeMutablePointer<T>
    ) {
        for row in 0..<rows {
            let start = row &* width
            var total: T = 0
            for i in start..<start &+ width { total += g[i] }
            for i in start..<start &+ width { out[i] = g[i] - T.exp(y[i]) * total }
        }
    }
}
