import Mien
import MienKernels

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// `1 / (1 + exp(−value))`
func logistic(_ value: Double) -> Double {
    value >= 0 ? 1 / (1 + exp(-value)) : exp(value) / (1 + exp(value))
}

/// One border of ``StochasticGradientDescent`` in the making: its sums in scikit-learn's order, so that they have its bits.
struct DescentRun {
    private let settings: StochasticGradientDescent
    private let x: Matrix
    private let isPositive: [Bool]
    private let shuffleSeed: UInt32
    private var order: [Int]
    private var weights: ScaledWeights
    private var intercept = 0.0
    /// What L1 has drawn each weight by, and should have.
    private var paid: [Double]
    private var owed = 0.0
    private var steps = 0.0
    /// The step at which the learning rate would be infinite lies so far back.
    private let head: Double

    init(_ settings: StochasticGradientDescent, _ x: Matrix, isPositive: [Bool], seed: UInt32) {
        (self.settings, self.x, self.isPositive) = (settings, x, isPositive)
        var random = MersenneTwister(seed: seed)
        // Scikit-learn's first draw is a seed that nothing comes of.
        _ = random.nextInt(below: Int(Int32.max) - 1)
        shuffleSeed = UInt32(random.nextInt(below: Int(Int32.max)))
        order = Array(0..<x.rowCount)
        weights = ScaledWeights(count: x.columnCount)
        paid = [Double](repeating: 0, count: x.columnCount)
        let typical = (1 / settings.alpha.squareRoot()).squareRoot()
        head = 1 / (typical * settings.alpha)
    }

    mutating func run() throws(TabularError) -> (coefficients: [Double], intercept: Double, epochs: Int) {
        var (best, worse, epoch) = (Double.infinity, 0, 0)
        while true {
            epoch += 1
            let objective = showAll() / Double(x.rowCount)
            guard objective.isFinite, intercept.isFinite, weights.values.allSatisfy(\.isFinite) else {
                throw .notConverged(
                    owner: "StochasticGradientDescent",
                    reason: "the coefficients grew beyond all bounds in epoch \(epoch). Scale the features")
            }
            worse = objective > best - settings.tolerance ? worse + 1 : 0
            best = min(best, objective)
            if worse >= settings.patience || epoch == settings.maximumEpochs {
                weights.applyScale()
                return (weights.values, intercept, epoch)
            }
        }
    }

    /// Shows all examples in a new order; returns the sum of the objective over them.
    private mutating func showAll() -> Double {
        shuffle()
        let (alpha, l1) = (settings.alpha, settings.penalty.l1Share)
        let shrinks = settings.penalty != .none && settings.penalty != .l1
        var objective = 0.0
        for example in order {
            let value = weights.product(with: x, row: example) + intercept
            let rate = 1 / (alpha * (head + steps))
            objective += loss(value, isPositive[example])
            if settings.penalty != .none {
                let norm = weights.squares.squareRoot()
                objective += alpha * ((1 - l1) * 0.5 * (norm * norm) + l1 * weights.magnitudes)
            }
            let slope = min(max(slope(value, isPositive[example]), -1e12), 1e12)
            let update = -rate * slope
            if shrinks { weights.scale(by: max(0, 1 - (1 - l1) * rate * alpha)) }
            if update != 0 {
                weights.add(x, row: example, times: update)
                intercept += update
            }
            if l1 > 0 {
                owed += l1 * rate * alpha
                weights.drawToZero(paid: &paid, owed: owed)
            }
            steps += 1
        }
        return objective
    }

    private func loss(_ value: Double, _ isPositive: Bool) -> Double {
        switch settings.loss {
        case .hinge:
            let margin = isPositive ? value : -value
            return margin <= 1 ? 1 - margin : 0
        case .logarithmic:
            return softplus(value) - (isPositive ? value : 0)
        }
    }

    /// The loss's derivative by the value.
    private func slope(_ value: Double, _ isPositive: Bool) -> Double {
        switch settings.loss {
        case .hinge:
            return (isPositive ? value : -value) <= 1 ? (isPositive ? -1 : 1) : 0
        case .logarithmic:
            let target = isPositive ? 1.0 : 0
            guard value > -37 else { return exp(value) - target }
            let inverse = exp(-value)
            return ((1 - target) - target * inverse) / (1 + inverse)
        }
    }

    /// `log(1 + exp(value))`, by the form that is exact where the value lies.
    private func softplus(_ value: Double) -> Double {
        switch value {
        case ...(-37): exp(value)
        case ...(-2): log1p(exp(value))
        case ...18: log(1 + exp(value))
        case ...33.3: value + exp(-value)
        default: value
        }
    }

    /// Scikit-learn's shuffle, by Marsaglia's generator of 32 bits (2003) with the same seed each epoch: the order it changes
    /// is that of the epoch before.
    private mutating func shuffle() {
        var word = shuffleSeed == 0 ? 1 : shuffleSeed
        for place in 0..<order.count - 1 {
            word ^= word << 13
            word ^= word >> 17
            word ^= word << 5
            order.swapAt(place, place + Int(word & 0x7FFF_FFFF) % (order.count - place))
        }
    }
}

/// Weights with a common factor, which makes shrinking all of them one product.
struct ScaledWeights {
    private(set) var values: [Double]
    private var factor = 1.0
    /// The sum of squares, and of magnitudes.
    private(set) var squares = 0.0
    private(set) var magnitudes = 0.0

    init(count: Int) { values = Array(repeating: 0, count: count) }

    func product(with x: Matrix, row: Int) -> Double {
        x.values.withUnsafeBufferPointer { x in
            guard let base = x.baseAddress else { return 0 }
            return orderedProduct(values, base + row * values.count, count: values.count) * factor
        }
    }

    mutating func add(_ x: Matrix, row: Int, times number: Double) {
        let count = values.count
        let sums = x.values.withUnsafeBufferPointer { x in
            guard let base = x.baseAddress else { return (squares: 0.0, magnitudes: 0.0) }
            return addScaled(base + row * count, times: number / factor, into: &values, count: count)
        }
        squares = sums.squares * (factor * factor)
        magnitudes = sums.magnitudes * factor
    }

    mutating func scale(by number: Double) {
        factor *= number
        squares *= number * number
        magnitudes *= number
        if factor < 1e-9 { applyScale() }
    }

    mutating func applyScale() {
        for place in values.indices { values[place] *= factor }
        factor = 1
    }

    mutating func drawToZero(paid: inout [Double], owed: Double) {
        MienKernels.drawToZero(&values, scale: factor, paid: &paid, owed: owed, count: values.count)
    }
}
