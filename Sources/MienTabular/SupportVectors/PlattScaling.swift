#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A sigmoid that makes probabilities of decision values: `1 / (1 + exp(slope · value + offset))` (Platt 2000).
struct PlattScaling: Sendable, Codable, Equatable {
    private(set) var slope: Double
    private(set) var offset: Double

    /// The likeliest sigmoid, by Newton's method with a line search (Lin, Lin & Weng 2007), as in LIBSVM.
    ///
    /// - Parameters:
    ///   - values: decision values of examples that were not learnt from.
    ///   - signs: 1 for examples of the first class, −1 for the others.
    init(values: [Double], signs: [Double]) {
        let positive = Double(signs.count { $0 > 0 })
        let negative = Double(signs.count) - positive
        // Not one and zero: as if one more example of each class had been seen.
        let (high, low) = ((positive + 1) / (positive + 2), 1 / (negative + 2))
        let targets = signs.map { $0 > 0 ? high : low }
        (slope, offset) = (0, log((negative + 1) / (positive + 1)))
        var loss = loss(values, targets)
        for _ in 0..<100 {
            let newton = newtonStep(values, targets)
            guard abs(newton.gradient.0) >= 1e-5 || abs(newton.gradient.1) >= 1e-5 else { return }
            var size = 1.0
            while true {
                var candidate = self
                candidate.slope += size * newton.step.0
                candidate.offset += size * newton.step.1
                let found = candidate.loss(values, targets)
                if found < loss + 1e-4 * size * newton.descent {
                    (self, loss) = (candidate, found)
                    break
                }
                size /= 2
                if size < 1e-10 { return }
            }
        }
    }

    /// The probability of the first class.
    func probability(of value: Double) -> Double {
        let exponent = value * slope + offset
        return exponent >= 0 ? exp(-exponent) / (1 + exp(-exponent)) : 1 / (1 + exp(exponent))
    }

    /// The negative logarithm of the targets' likelihood.
    private func loss(_ values: [Double], _ targets: [Double]) -> Double {
        zip(values, targets).reduce(0) { sum, pair in
            let exponent = pair.0 * slope + offset
            return exponent >= 0
                ? sum + (pair.1 * exponent + log(1 + exp(-exponent)))
                : sum + ((pair.1 - 1) * exponent + log(1 + exp(exponent)))
        }
    }

    private func newtonStep(
        _ values: [Double], _ targets: [Double]
    ) -> (gradient: (Double, Double), step: (Double, Double), descent: Double) {
        // A trace on the diagonal keeps the matrix invertible.
        var (h11, h22, h21, g1, g2) = (1e-12, 1e-12, 0.0, 0.0, 0.0)
        for (value, target) in zip(values, targets) {
            let p = probability(of: value)
            let weight = p * (1 - p)
            h11 += value * value * weight
            h22 += weight
            h21 += value * weight
            g1 += value * (target - p)
            g2 += target - p
        }
        let determinant = h11 * h22 - h21 * h21
        let step = (-(h22 * g1 - h21 * g2) / determinant, -(-h21 * g1 + h11 * g2) / determinant)
        return ((g1, g2), step, g1 * step.0 + g2 * step.1)
    }

    /// Probabilities of several classes from those of each pair: the second method of Wu, Lin & Weng (2004), as in LIBSVM.
    ///
    /// - Parameter pairs: `[first][second]`, the probability of the first class if it is one of both.
    static func coupled(_ pairs: [[Double]]) -> [Double] {
        let count = pairs.count
        var matrix = pairs.map { _ in [Double](repeating: 0, count: count) }
        for t in 0..<count {
            for j in 0..<count where j != t {
                matrix[t][t] += pairs[j][t] * pairs[j][t]
                matrix[t][j] = -pairs[j][t] * pairs[t][j]
            }
        }
        var shares = [Double](repeating: 1 / Double(count), count: count)
        for _ in 0..<max(100, count) {
            var products = matrix.map { row in zip(row, shares).reduce(0) { $0 + $1.0 * $1.1 } }
            var form = zip(shares, products).reduce(0) { $0 + $1.0 * $1.1 }
            if products.allSatisfy({ abs($0 - form) < 0.005 / Double(count) }) { break }
            for t in 0..<count {
                let difference = (form - products[t]) / matrix[t][t]
                let scale = 1 + difference
                shares[t] += difference
                form = (form + difference * (difference * matrix[t][t] + 2 * products[t])) / scale / scale
                for j in 0..<count {
                    products[j] = (products[j] + difference * matrix[t][j]) / scale
                    shares[j] /= scale
                }
            }
        }
        return shares
    }
}
