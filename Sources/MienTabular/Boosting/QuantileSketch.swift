import MienKernels

/// The distribution of a feature in bounded room, by values and their ranks: XGBoost's weighted quantile sketch
/// (Chen and Guestrin 2016, appendix) with all weights one.
///
/// Values are taken in their order and pruned as XGBoost does it, so that the cut points are its own. Ranks are Float as
/// there: exact up to 2²⁴ examples.
struct QuantileSketch {
    /// A value, and what is known of its rank.
    struct Entry {
        var least: Float
        var greatest: Float
        let weight: Float
        let value: Float

        var leastOfNext: Float { least + weight }
        var greatestOfPrevious: Float { greatest - weight }
    }

    /// How many more entries than bins are kept on the way.
    private static let factor = 8
    private let limit: Int
    private let bins: Int
    /// The values not yet summarised, and how often a value differed from the one before it.
    private var queue: [Float] = []
    private var changes = 0
    /// Pruned summaries of twice as many values each; the first is never used.
    private var levels: [[Entry]] = [[]]

    /// - Parameters:
    ///   - count: the number of values to come.
    ///   - bins: the number of bins they shall be cut into.
    init(count: Int, bins: Int) {
        self.bins = bins
        let error = 1 / Double(max(1, min(count, bins)) * Self.factor)
        var level = 1
        func size(_ level: Int) -> Int { Int((Double(level) / error).rounded(.up)) + 1 }
        while size(level) << level < count { level += 1 }
        limit = size(level)
    }

    mutating func add(_ value: Float) {
        if changes == 2 * limit {
            push(summary())
            queue.removeAll(keepingCapacity: true)
            changes = 0
        }
        if queue.last != value { changes += 1 }
        queue.append(value)
    }

    /// All that was added, in at most one entry more than there shall be bins.
    consuming func entries() -> [Entry] {
        var result = Self.pruned(summary(), limit)
        for level in levels.dropFirst() where !level.isEmpty {
            result = result.isEmpty ? level : Self.pruned(Self.combined(result, level), limit)
        }
        return Self.pruned(Self.pruned(result, bins * Self.factor), bins + 1)
    }

    private func summary() -> [Entry] {
        let sorted = queue.ascending
        var entries: [Entry] = []
        entries.reserveCapacity(sorted.count)
        var start = 0
        while start < sorted.count {
            var end = start + 1
            while end < sorted.count && sorted[end] == sorted[start] { end += 1 }
            entries.append(
                Entry(least: Float(start), greatest: Float(end), weight: Float(end - start), value: sorted[start]))
            start = end
        }
        return entries
    }

    /// Carries a summary up until it finds an empty level, as one adds to a binary number.
    private mutating func push(_ summary: [Entry]) {
        var carried = summary
        var level = 1
        while true {
            if level == levels.count { levels.append([]) }
            guard !levels[level].isEmpty else {
                levels[level] = Self.pruned(carried, limit)
                return
            }
            carried = Self.combined(Self.pruned(carried, limit), levels[level])
            guard carried.count > limit else {
                levels[level] = carried
                return
            }
            levels[level] = []
            level += 1
        }
    }

    /// At most `size` entries whose ranks are evenly spaced; the first and the last stay.
    private static func pruned(_ source: [Entry], _ size: Int) -> [Entry] {
        guard source.count > size, let first = source.first, let end = source.last else { return source }
        let range = end.least - first.greatest
        let parts = size - 1
        var result = [first]
        result.reserveCapacity(size)
        var (place, last) = (1, 0)
        for part in 1..<max(1, parts) {
            let rank = 2 * (Float(part) * range / Float(parts) + first.greatest)
            while place < source.count - 1, rank >= source[place + 1].greatest + source[place + 1].least { place += 1 }
            if place == source.count - 1 { break }
            let isNearer = rank < source[place].leastOfNext + source[place + 1].greatestOfPrevious
            let chosen = isNearer ? place : place + 1
            if chosen != last {
                result.append(source[chosen])
                last = chosen
            }
        }
        if last != source.count - 1 { result.append(end) }
        return result
    }

    private static func combined(_ a: [Entry], _ b: [Entry]) -> [Entry] {
        guard let lastOfA = a.last, let lastOfB = b.last else { return a + b }
        var result: [Entry] = []
        result.reserveCapacity(a.count + b.count)
        var (i, j) = (0, 0)
        var (beforeA, beforeB): (Float, Float) = (0, 0)
        while i < a.count || j < b.count {
            if i < a.count && j < b.count && a[i].value == b[j].value {
                result.append(
                    Entry(
                        least: a[i].least + b[j].least, greatest: a[i].greatest + b[j].greatest,
                        weight: a[i].weight + b[j].weight, value: a[i].value))
                (beforeA, beforeB) = (a[i].leastOfNext, b[j].leastOfNext)
                (i, j) = (i + 1, j + 1)
            } else if j == b.count || (i < a.count && a[i].value < b[j].value) {
                let above = j < b.count ? b[j].greatestOfPrevious : lastOfB.greatest
                result.append(a[i].shifted(beforeB, above))
                beforeA = a[i].leastOfNext
                i += 1
            } else {
                let above = i < a.count ? a[i].greatestOfPrevious : lastOfA.greatest
                result.append(b[j].shifted(beforeA, above))
                beforeB = b[j].leastOfNext
                j += 1
            }
        }
        return mended(result)
    }

    /// Ranks ascend, whatever was rounded.
    private static func mended(_ entries: [Entry]) -> [Entry] {
        var result = entries
        var (least, greatest): (Float, Float) = (0, 0)
        for index in result.indices {
            least = max(least, result[index].least)
            result[index].least = least
            greatest = max(greatest, result[index].greatest, result[index].leastOfNext)
            result[index].greatest = greatest
        }
        return result
    }
}

extension QuantileSketch.Entry {
    fileprivate func shifted(_ below: Float, _ above: Float) -> Self {
        Self(least: least + below, greatest: greatest + above, weight: weight, value: value)
    }
}

extension [Float] {
    /// The values, none of which is missing, sorted without comparing them.
    fileprivate var ascending: [Float] {
        var values = self
        let memory = SortMemory(count: count)
        values.withUnsafeMutableBufferPointer { values in
            guard let base = values.baseAddress else { return }
            sortValues(base, count: count, keys: memory.keys, spare: memory.spare, buckets: memory.buckets)
        }
        return values
    }
}
