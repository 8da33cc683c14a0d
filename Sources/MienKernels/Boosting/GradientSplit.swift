/// What makes a split of a node good (Chen and Guestrin 2016, equation 7).
package struct SplitRule: Sendable {
    /// L2 and L1 penalty of a leaf's weight.
    package let lambda: Double, alpha: Double
    /// The least sum of second derivatives of a child.
    package let minimumChildWeight: Double

    package init(lambda: Float, alpha: Float, minimumChildWeight: Float) {
        (self.lambda, self.alpha) = (Double(lambda), Double(alpha))
        self.minimumChildWeight = Double(minimumChildWeight)
    }

    @inline(__always) private func shrunk(_ gradient: Double) -> Double {
        if alpha == 0 { return gradient }
        return gradient > alpha ? gradient - alpha : gradient < -alpha ? gradient + alpha : 0
    }

    /// Twice what the best weight of a leaf takes off the loss. Sums in Double and the quotient in Float: XGBoost's
    /// roundings, by which it chooses among splits that are nearly equal.
    @inline(__always) package func score(_ sum: GradientSum) -> Float {
        if sum.y <= 0 { return 0 }
        let gradient = shrunk(sum.x)
        return Float(gradient * gradient) / Float(sum.y + lambda)
    }

    /// What both children's scores add up to, with one division.
    @inline(__always) package func scores(_ left: GradientSum, _ right: GradientSum) -> Float {
        let gradients = SIMD2(shrunk(left.x), shrunk(right.x))
        let squares = gradients * gradients
        let weights = SIMD2(left.y + lambda, right.y + lambda)
        let scores = SIMD2(Float(squares.x), Float(squares.y)) / SIMD2(Float(weights.x), Float(weights.y))
        return scores.x + scores.y
    }

    /// The best weight of a leaf.
    package func weight(_ sum: GradientSum) -> Float {
        if sum.y < minimumChildWeight || sum.y <= 0 { return 0 }
        return Float(-shrunk(sum.x) / (sum.y + lambda))
    }
}

/// The best split of a node so far.
package struct FoundSplit: Sendable {
    package var gain: Float = 0
    package var feature = -1
    /// The greatest bin with examples on the left, or -1 if there are only missing values.
    package var lower = -1
    /// The least bin with examples on the right, or -1.
    package var upper = -1
    package var missingGoesLeft = false
    package var left = GradientSum.zero
    package var right = GradientSum.zero

    package init() {}
}

/// The node whose split is looked for.
package struct SplitNode: Sendable {
    package let sum: GradientSum
    package let score: Float

    package init(sum: GradientSum, rule: SplitRule) {
        self.sum = sum
        score = rule.score(sum)
    }
}

/// Tries all splits between the bins of one feature, missing values on the right.
///
/// - Parameters:
///   - sums: those of the bins, in ascending order.
///   - numbers: what the bins are called, if not 0, 1, 2 ….
package func searchForward(
    _ sums: UnsafePointer<GradientSum>, count: Int, numbers: UnsafePointer<UInt32>?, feature: Int, node: SplitNode,
    rule: SplitRule, best: inout FoundSplit
) {
    var (gain, place) = (best.gain, -1)
    var left = GradientSum.zero
    var bestLeft = left
    for index in 0..<count {
        left += sums[index]
        let right = node.sum - left
        if left.y < rule.minimumChildWeight { continue }
        if right.y < rule.minimumChildWeight { break }
        let change = rule.scores(left, right) - node.score
        if change > gain { (gain, place, bestLeft) = (change, index, left) }
    }
    guard place >= 0 else { return }
    best.gain = gain
    best.feature = feature
    best.lower = number(place, numbers)
    best.upper = place &+ 1 < count ? number(place &+ 1, numbers) : -1
    best.missingGoesLeft = false
    best.left = bestLeft
    best.right = node.sum - bestLeft
}

/// Tries all splits between the bins of one feature, missing values on the left.
package func searchBackward(
    _ sums: UnsafePointer<GradientSum>, count: Int, numbers: UnsafePointer<UInt32>?, feature: Int, node: SplitNode,
    rule: SplitRule, best: inout FoundSplit
) {
    var (gain, place) = (best.gain, -1)
    var right = GradientSum.zero
    var bestRight = right
    var index = count
    while index > 0 {
        index &-= 1
        right += sums[index]
        let left = node.sum - right
        if right.y < rule.minimumChildWeight { continue }
        if left.y < rule.minimumChildWeight { break }
        let change = rule.scores(left, right) - node.score
        if change > gain { (gain, place, bestRight) = (change, index, right) }
    }
    guard place >= 0 else { return }
    best.gain = gain
    best.feature = feature
    best.lower = place > 0 ? number(place &- 1, numbers) : -1
    best.upper = number(place, numbers)
    best.missingGoesLeft = true
    best.left = node.sum - bestRight
    best.right = bestRight
}

@inline(__always) private func number(_ place: Int, _ numbers: UnsafePointer<UInt32>?) -> Int {
    numbers.map { Int(truncatingIfNeeded: $0[place]) } ?? place
}
