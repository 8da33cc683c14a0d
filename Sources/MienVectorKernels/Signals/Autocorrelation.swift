import MienKernels

extension VectorKernels: SignalKernels {
    /// The sums of some lags stay in registers while all pairs go by. Summed directly they are exact where there is nothing to
    /// sum, as between the strokes of a drum; by Fourier transforms they would be off by the greatest sum's last digits.
    package func autocorrelation(_ x: UnsafePointer<Float>, into y: UnsafeMutablePointer<Float>, count: Int) {
        let step = 4 * lanes
        for lag in stride(from: 0, to: count, by: step) {
            var (a, b, c, d) = (Lanes.zero, Lanes.zero, Lanes.zero, Lanes.zero)
            for index in 0..<count - lag {
                let (factor, others) = (x[index], x + index + lag)
                a = a.adding(load(others), times: factor)
                b = b.adding(load(others + lanes), times: factor)
                c = c.adding(load(others + 2 * lanes), times: factor)
                d = d.adding(load(others + 3 * lanes), times: factor)
            }
            store(a, y + lag)
            store(b, y + lag + lanes)
            store(c, y + lag + 2 * lanes)
            store(d, y + lag + 3 * lanes)
        }
    }
}
