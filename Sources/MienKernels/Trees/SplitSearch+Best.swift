extension SplitSearch {
    /// Puts the best of all borders of a feature into `best`, if it is better than that. Words are ranks.
    ///
    /// - Parameters:
    ///   - values: what the words of this feature stand for; nil if no two of them are so near that a border between them does not
    ///     count.
    ///   - minimumLeaf: the number of examples that each side must have, at least one.
    /// - Returns: false if the feature is constant in this node.
    @_specialize(where Sums == GiniSums)
    @_specialize(where Sums == EntropySums)
    package func findBest<Sums: SplitSums>(
        _ feature: Int, in node: Range<Int>, _ weights: ClassWeights, values: UnsafePointer<Float>?, minimumLeaf: Int,
        measure: Sums.Type, into best: inout Border
    ) -> Bool {
        let found = gather(feature, node)
        guard found.present > 0 else { return false }
        if found.missing == 0 && !areApart(found.least, found.greatest, values) { return false }
        // The keys of missing values stay where they are, whether or not the others are sorted into the spare memory.
        let sorted = sortKeys(
            keys, spare: spare, buckets: buckets, count: found.present, least: found.least, greatest: found.greatest)
        let borders = SortedBorders(
            search: self, sorted: UnsafePointer(sorted), found: found, values: values, minimumLeaf: minimumLeaf)
        var split = Border()
        split.purity = best.purity
        borders.missingRight(Sums(weights), &split)
        if found.missing > 0 {
            borders.onlyMissingRight(Sums(weights), &split)
            borders.missingLeft(Sums(weights), &split)
        }
        guard split.leftCount > 0 else { return true }
        // Values that are missing later go where most are now.
        if found.missing == 0 { split.missingGoesLeft = split.leftCount > node.count - split.leftCount }
        split.feature = feature
        best = split
        return true
    }
}

extension SplitSearch {
    /// Whether a border between two words counts.
    @inline(__always)
    func areApart(_ lesser: UInt32, _ greater: UInt32, _ values: UnsafePointer<Float>?) -> Bool {
        guard let values else { return lesser != greater }
        return MienKernels.areApart(values[Int(lesser)], values[Int(greater)])
    }
}

/// The borders between the sorted examples of a node.
private struct SortedBorders {
    let search: SplitSearch
    let sorted: UnsafePointer<UInt64>
    let found: Gathered
    let values: UnsafePointer<Float>?
    let minimumLeaf: Int

    @inline(__always)
    func missingRight<Sums: SplitSums>(_ sums: Sums, _ best: inout Border) {
        var sums = sums
        scan(&sums, from: minimumLeaf, to: found.present + found.missing - minimumLeaf, already: 0, &best)
    }

    @inline(__always)
    func onlyMissingRight<Sums: SplitSums>(_ sums: Sums, _ best: inout Border) {
        guard found.present >= minimumLeaf, found.missing >= minimumLeaf else { return }
        var sums = sums
        for index in 0..<found.present { sums.move(WeightedClass(bits: UInt32(truncatingIfNeeded: sorted[index]))) }
        guard sums.purity > best.purity else { return }
        (best.purity, best.leftCount, best.missingGoesLeft) = (sums.purity, found.present, false)
        (best.lastLeft, best.firstRight) = (found.greatest, missingWord)
    }

    @inline(__always)
    func missingLeft<Sums: SplitSums>(_ sums: Sums, _ best: inout Border) {
        var sums = sums
        let missing = search.keys + found.present
        for index in 0..<found.missing { sums.move(WeightedClass(bits: UInt32(truncatingIfNeeded: missing[index]))) }
        let former = best.purity
        scan(
            &sums, from: minimumLeaf - found.missing, to: found.present - minimumLeaf, already: found.missing, &best)
        if best.purity > former { best.missingGoesLeft = true }
    }

    /// The borders before the sorted examples `first … last`, with `already` others on the left.
    @inline(__always)
    private func scan<Sums: SplitSums>(
        _ sums: inout Sums, from first: Int, to last: Int, already: Int, _ best: inout Border
    ) {
        let last = min(last, found.present - 1)
        guard last >= 1 else { return }
        var key = sorted[0]
        for place in 1...last {
            sums.move(WeightedClass(bits: UInt32(truncatingIfNeeded: key)))
            let word = UInt32(truncatingIfNeeded: key &>> 32)
            key = sorted[place]
            let next = UInt32(truncatingIfNeeded: key &>> 32)
            guard word != next, place >= first else { continue }
            let purity = sums.purity
            // Values are looked up last, since few borders come so far.
            guard purity > best.purity, search.areApart(word, next, values) else { continue }
            (best.purity, best.leftCount) = (purity, place &+ already)
            (best.lastLeft, best.firstRight) = (word, next)
        }
    }
}
