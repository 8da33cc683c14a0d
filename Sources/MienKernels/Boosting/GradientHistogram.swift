/// Sums over examples: of their gradients, and of their second derivatives.
package typealias GradientSum = SIMD2<Double>

/// A first and a second derivative of one example.
package typealias GradientPair = SIMD2<Float>

// Features lie in blocks of eight, `bins[row · 8 + place]` within a block: what a row has to say for eight features is
// one load, and the sums of a block (33 KB for 256 bins) stay in the first-level cache. A node's derivatives are laid
// side by side first, in Double, since all its blocks read them.

/// The number of features whose bins lie side by side.
package let featuresInBlock = 8

/// `out[i] = gradients[rows[i]]`.
package func gatherGradients(
    _ gradients: UnsafePointer<GradientPair>, of rows: UnsafePointer<UInt32>, count: Int,
    into out: UnsafeMutablePointer<GradientSum>
) {
    for index in 0..<count {
        let gradient = gradients[Int(truncatingIfNeeded: rows[index])]
        out[index] = GradientSum(Double(gradient.x), Double(gradient.y))
    }
}

/// `sums[place · stride + bin] += gradients[i]` for the eight features of a block and `rows[i]`.
@_specialize(where Bin == UInt8)
@_specialize(where Bin == UInt16)
@_specialize(where Bin == UInt32)
package func addGradients<Bin: FixedWidthInteger & UnsignedInteger>(
    _ gradients: UnsafePointer<GradientSum>, of rows: UnsafePointer<UInt32>, count: Int, bins: UnsafePointer<Bin>,
    into sums: UnsafeMutablePointer<GradientSum>, stride: Int
) {
    for index in 0..<count {
        let gradient = gradients[index]
        let places = bins + Int(truncatingIfNeeded: rows[index]) &* featuresInBlock
        for place in 0..<featuresInBlock {
            sums[place &* stride &+ Int(truncatingIfNeeded: places[place])] += gradient
        }
    }
}

/// As ``addGradients(_:of:count:bins:into:stride:)``; a set bit of `occupied[place · words …]` tells each bin that has
/// examples, so that few examples need not pay for many empty bins.
@_specialize(where Bin == UInt8)
@_specialize(where Bin == UInt16)
@_specialize(where Bin == UInt32)
package func addGradients<Bin: FixedWidthInteger & UnsignedInteger>(
    _ gradients: UnsafePointer<GradientSum>, of rows: UnsafePointer<UInt32>, count: Int, bins: UnsafePointer<Bin>,
    into sums: UnsafeMutablePointer<GradientSum>, stride: Int, occupied: UnsafeMutablePointer<UInt64>, words: Int
) {
    for index in 0..<count {
        let gradient = gradients[index]
        let places = bins + Int(truncatingIfNeeded: rows[index]) &* featuresInBlock
        for place in 0..<featuresInBlock {
            let bin = Int(truncatingIfNeeded: places[place])
            sums[place &* stride &+ bin] += gradient
            occupied[place &* words &+ bin &>> 6] |= 1 &<< UInt64(truncatingIfNeeded: bin & 63)
        }
    }
}

/// Moves the sums of the bins that have examples to the front of `out`, their numbers to `numbers`, in ascending order;
/// `sums` and `occupied` are zero afterwards.
///
/// - Returns: the number of such bins.
package func gatherOccupied(
    _ sums: UnsafeMutablePointer<GradientSum>, occupied: UnsafeMutablePointer<UInt64>, words: Int,
    into out: UnsafeMutablePointer<GradientSum>, numbers: UnsafeMutablePointer<UInt32>
) -> Int {
    var count = 0
    for word in 0..<words {
        var bits = occupied[word]
        occupied[word] = 0
        while bits != 0 {
            let bin = word &* 64 &+ bits.trailingZeroBitCount
            bits &= bits &- 1
            out[count] = sums[bin]
            sums[bin] = .zero
            numbers[count] = UInt32(truncatingIfNeeded: bin)
            count &+= 1
        }
    }
    return count
}

/// `larger[i] -= smaller[i]`: what a node's one child has not got, the other has.
package func subtractGradients(
    _ smaller: UnsafePointer<GradientSum>, from larger: UnsafeMutablePointer<GradientSum>, count: Int
) {
    for index in 0..<count { larger[index] -= smaller[index] }
}

/// The sum over `rows`.
package func sumOfGradients(
    _ gradients: UnsafePointer<GradientPair>, of rows: UnsafePointer<UInt32>, count: Int
) -> GradientSum {
    var sum = GradientSum.zero
    for index in 0..<count {
        let gradient = gradients[Int(truncatingIfNeeded: rows[index])]
        sum += GradientSum(Double(gradient.x), Double(gradient.y))
    }
    return sum
}

/// Puts the rows whose bin is at most `lower` before the others; both keep their order.
///
/// - Parameters:
///   - bins: those of the feature: `bins[row · 8]`.
///   - missing: the bin of missing values.
///   - missingGoesLeft: whether these come first, too.
///   - spare: room for as many rows.
/// - Returns: the number of rows that come first.
@_specialize(where Bin == UInt8)
@_specialize(where Bin == UInt16)
@_specialize(where Bin == UInt32)
package func partitionRows<Bin: FixedWidthInteger & UnsignedInteger>(
    _ rows: UnsafeMutablePointer<UInt32>, count: Int, bins: UnsafePointer<Bin>, lower: Int, missing: Int,
    missingGoesLeft: Bool, spare: UnsafeMutablePointer<UInt32>
) -> Int {
    var (left, right) = (0, 0)
    for index in 0..<count {
        let row = rows[index]
        let bin = Int(truncatingIfNeeded: bins[Int(truncatingIfNeeded: row) &* featuresInBlock])
        let goesLeft = bin == missing ? missingGoesLeft : bin <= lower
        rows[left] = row
        spare[right] = row
        left &+= goesLeft ? 1 : 0
        right &+= goesLeft ? 0 : 1
    }
    (rows + left).update(from: spare, count: right)
    return left
}
