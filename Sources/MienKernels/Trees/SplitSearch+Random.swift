extension SplitSearch {
    /// Puts a border of a feature at a random threshold into `best`, if it is better than that. Words are those of
    /// ``orderedWord(of:)``.
    ///
    /// - Parameters:
    ///   - share: where the threshold is between the least value and the greatest, in `0 ..< 1`.
    ///   - missingGoesLeft: where missing values go, if there are any.
    ///   - minimumLeaf: the number of examples that each side must have, at least one.
    /// - Returns: false if the feature is constant in this node.
    @_specialize(where Sums == GiniSums)
    @_specialize(where Sums == EntropySums)
    package func tryRandom<Sums: SplitSums>(
        _ feature: Int, in node: Range<Int>, _ weights: ClassWeights, share: Double, missingGoesLeft: Bool,
        minimumLeaf: Int, measure: Sums.Type, into best: inout Border
    ) -> Bool {
        let found = gather(feature, node)
        guard found.present > 0 else { return false }
        let (least, greatest) = (value(ofWord: found.least), value(ofWord: found.greatest))
        if found.missing == 0 && !MienKernels.areApart(least, greatest) { return false }
        var split = Border()
        split.threshold = (Double(greatest) - Double(least)) * share + Double(least)
        if split.threshold >= Double(greatest) { split.threshold = Double(least) }
        split.lastLeft = lastWord(upTo: split.threshold)
        var sums = Sums(weights)
        var leftCount = 0
        for index in 0..<found.present {
            let goesLeft = UInt32(truncatingIfNeeded: keys[index] &>> 32) <= split.lastLeft
            // Without weight nothing is moved: no branch, which could not be foretold.
            let mask: UInt32 = goesLeft ? 0xFFFF_FFFF : 0xFFFF_FF00
            sums.move(WeightedClass(bits: UInt32(truncatingIfNeeded: keys[index]) & mask))
            leftCount &+= goesLeft ? 1 : 0
        }
        if missingGoesLeft {
            for index in found.present..<node.count {
                sums.move(WeightedClass(bits: UInt32(truncatingIfNeeded: keys[index])))
            }
            leftCount &+= found.missing
        }
        split.leftCount = leftCount
        let rightCount = node.count - split.leftCount
        // All are on the left where the values are one, and the missing ones are there, too.
        guard split.leftCount >= minimumLeaf, rightCount >= minimumLeaf else { return true }
        split.purity = sums.purity
        guard split.purity > best.purity else { return true }
        split.missingGoesLeft = found.missing > 0 ? missingGoesLeft : split.leftCount > rightCount
        split.feature = feature
        best = split
        return true
    }
}
