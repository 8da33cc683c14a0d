import MienKernels

/// The dual of a support vector machine for two classes, solved two multipliers at a time: LIBSVM's sequential minimal
/// optimisation, step by step (Fan, Chen & Lin 2005; Chang & Lin 2011).
///
/// Minimises `½ αᵀ Q α − Σ α` with `0 ≤ α ≤ cost` and `Σ signᵢ αᵢ = 0`. Examples whose multipliers will stay at a bound are
/// taken out of play, and looked at once more at the end.
struct DualProblem {
    private var matrix: KernelRows
    private let cost: Double
    private let tolerance: Double
    private var multipliers: [Double]
    private var gradient: [Double]
    /// What the multipliers at the upper bound contribute to the gradient.
    private var boundGradient: [Double]
    /// Seen from the positive class: whether `signᵢ αᵢ` may become greater, and less.
    private var mayRise: [Bool]
    private var mayFall: [Bool]
    private var active: Int
    private var hasUnshrunk = false

    /// - Parameters:
    ///   - x: the examples.
    ///   - signs: 1 or −1 for each.
    init(
        _ x: Matrix, signs: [Double], function: KernelFunction, cost: Double, tolerance: Double, cacheBytes: Int
    ) {
        matrix = KernelRows(x, signs: signs, function: function, cacheBytes: cacheBytes)
        (self.cost, self.tolerance) = (cost, tolerance)
        let count = signs.count
        multipliers = Array(repeating: 0, count: count)
        gradient = Array(repeating: -1, count: count)
        boundGradient = Array(repeating: 0, count: count)
        mayRise = signs.map { $0 > 0 }
        mayFall = signs.map { $0 < 0 }
        active = count
    }

    /// The multipliers times their signs, and what is to be subtracted from the sum over them.
    ///
    /// - Throws: ``TabularError/notConverged(owner:reason:)`` after LIBSVM's own limit of steps.
    mutating func solve() throws(TabularError) -> (coefficients: [Double], offset: Double) {
        let count = matrix.count
        let limit = max(10_000_000, 100 * count)
        var (steps, untilShrinking) = (0, min(count, 1000) + 1)
        while true {
            untilShrinking -= 1
            if untilShrinking == 0 {
                untilShrinking = min(count, 1000)
                shrink()
            }
            var pair = selectedPair()
            if pair == nil {
                reconstructGradient()
                active = count
                pair = selectedPair()
                untilShrinking = 1
            }
            guard let pair else { break }
            guard steps < limit else {
                throw .notConverged(
                    owner: "SupportVectorMachine",
                    reason: "\(limit) steps were not enough. Scale the features, or allow a smaller cost")
            }
            steps += 1
            step(pair.first, pair.second)
        }
        var coefficients = [Double](repeating: 0, count: count)
        for place in 0..<count { coefficients[matrix.examples[place]] = multipliers[place] * matrix.signs[place] }
        return (coefficients, offset())
    }

    /// The two multipliers to change; nil if the conditions of the optimum hold to the tolerance.
    private mutating func selectedPair() -> (first: Int, second: Int)? {
        let first = firstMultiplier(signs: matrix.signs, gradient: gradient, mayRise: mayRise, count: active)
        guard first.index >= 0 else { return nil }
        let row = matrix.row(first.index, length: active)
        let second = secondMultiplier(
            to: first, signs: matrix.signs, gradient: gradient, mayFall: mayFall, row: row, diagonal: matrix.diagonal,
            count: active)
        guard second.index >= 0, first.violation + second.violation >= tolerance else { return nil }
        return (first.index, second.index)
    }

    // MARK: - A step

    /// Moves two multipliers to the least of the objective along their line, within their bounds.
    private mutating func step(_ i: Int, _ j: Int) {
        let (rowOfI, rowOfJ) = (matrix.row(i, length: active), matrix.row(j, length: active))
        let former = (multipliers[i], multipliers[j])
        let wereAtCost = (former.0 >= cost, former.1 >= cost)
        let diagonal = matrix.diagonal[i] + matrix.diagonal[j]
        if matrix.signs[i] != matrix.signs[j] {
            moveApart(i, j, curvature: diagonal + 2 * Double(rowOfI[j]))
        } else {
            moveTogether(i, j, curvature: diagonal - 2 * Double(rowOfI[j]))
        }
        accumulate(
            rowOfI, times: multipliers[i] - former.0, rowOfJ, times: multipliers[j] - former.1, into: &gradient,
            count: active)
        settle(i, wasAtCost: wereAtCost.0)
        settle(j, wasAtCost: wereAtCost.1)
    }

    /// For examples of different classes, whose multipliers' difference stays.
    private mutating func moveApart(_ i: Int, _ j: Int, curvature: Double) {
        let delta = (-gradient[i] - gradient[j]) / (curvature > 0 ? curvature : leastCurvature)
        let difference = multipliers[i] - multipliers[j]
        var (a, b) = (multipliers[i] + delta, multipliers[j] + delta)
        if difference > 0 {
            if b < 0 { (a, b) = (difference, 0) }
            if a > cost { (a, b) = (cost, cost - difference) }
        } else {
            if a < 0 { (a, b) = (0, -difference) }
            if b > cost { (a, b) = (cost + difference, cost) }
        }
        (multipliers[i], multipliers[j]) = (a, b)
    }

    /// For examples of one class, whose multipliers' sum stays.
    private mutating func moveTogether(_ i: Int, _ j: Int, curvature: Double) {
        let delta = (gradient[i] - gradient[j]) / (curvature > 0 ? curvature : leastCurvature)
        let sum = multipliers[i] + multipliers[j]
        var (a, b) = (multipliers[i] - delta, multipliers[j] + delta)
        if sum > cost {
            if a > cost { (a, b) = (cost, sum - cost) }
            if b > cost { (a, b) = (sum - cost, cost) }
        } else {
            if b < 0 { (a, b) = (sum, 0) }
            if a < 0 { (a, b) = (0, sum) }
        }
        (multipliers[i], multipliers[j]) = (a, b)
    }

    /// Notes at which bound a multiplier now is.
    private mutating func settle(_ place: Int, wasAtCost: Bool) {
        let (isAtCost, isZero) = (multipliers[place] >= cost, multipliers[place] <= 0)
        let isPositive = matrix.signs[place] > 0
        mayRise[place] = isPositive ? !isAtCost : !isZero
        mayFall[place] = isPositive ? !isZero : !isAtCost
        guard isAtCost != wasAtCost else { return }
        accumulate(
            matrix.row(place, length: matrix.count), times: isAtCost ? cost : -cost, into: &boundGradient,
            range: 0..<matrix.count)
    }

    private func isFree(_ place: Int) -> Bool { mayRise[place] && mayFall[place] }

    // MARK: - Shrinking

    /// The gradient of the examples that are out of play, from what those at the bound and the free ones contribute.
    private mutating func reconstructGradient() {
        let count = matrix.count
        guard active < count else { return }
        for place in active..<count { gradient[place] = boundGradient[place] - 1 }
        let free = (0..<active).filter { isFree($0) }
        if free.count * count > 2 * active * (count - active) {
            for place in active..<count {
                let row = matrix.row(place, length: active)
                for other in free { gradient[place] += multipliers[other] * Double(row[other]) }
            }
        } else {
            for place in free {
                let row = matrix.row(place, length: count)
                accumulate(row, times: multipliers[place], into: &gradient, range: active..<count)
            }
        }
    }

    /// Takes examples out of play whose multipliers are at a bound and want to stay there.
    private mutating func shrink() {
        var (rise, fall) = (-Double.infinity, -Double.infinity)
        for place in 0..<active {
            let slope = matrix.signs[place] * gradient[place]
            if mayRise[place] { rise = max(rise, -slope) }
            if mayFall[place] { fall = max(fall, slope) }
        }
        if !hasUnshrunk && rise + fall <= tolerance * 10 {
            hasUnshrunk = true
            reconstructGradient()
            active = matrix.count
        }
        var place = 0
        while place < active {
            if staysAtBound(place, rise, fall) {
                active -= 1
                while active > place {
                    if !staysAtBound(active, rise, fall) {
                        swap(place, active)
                        break
                    }
                    active -= 1
                }
            }
            place += 1
        }
    }

    private func staysAtBound(_ place: Int, _ rise: Double, _ fall: Double) -> Bool {
        let slope = matrix.signs[place] * gradient[place]
        if !mayRise[place] { return -slope > rise }
        return !mayFall[place] && slope > fall
    }

    private mutating func swap(_ first: Int, _ second: Int) {
        matrix.swap(first, second)
        multipliers.swapAt(first, second)
        gradient.swapAt(first, second)
        boundGradient.swapAt(first, second)
        mayRise.swapAt(first, second)
        mayFall.swapAt(first, second)
    }

    // MARK: - The offset

    /// Where the free examples lie on average; without any the middle of what the others allow.
    private func offset() -> Double {
        var (upper, lower) = (Double.infinity, -Double.infinity)
        var (sum, free) = (0.0, 0)
        for place in 0..<active {
            let slope = matrix.signs[place] * gradient[place]
            if isFree(place) {
                sum += slope
                free += 1
            } else if !mayRise[place] {
                lower = max(lower, slope)
            } else {
                upper = min(upper, slope)
            }
        }
        return free > 0 ? sum / Double(free) : (upper + lower) / 2
    }
}
