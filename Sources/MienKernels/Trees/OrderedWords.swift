// Trees see of a value only its place among others. So columns are turned into whole numbers of the same order: comparing them
// is one instruction, what is missing has a place like any other, and sorting needs no comparison.

/// The word of a value that is missing: beyond all others.
package let missingWord = UInt32.max

/// A number that is the greater the greater the value is; ``missingWord`` of what is no number.
@inlinable
package func orderedWord(of value: Float) -> UInt32 {
    // Zero has two signs, and one word.
    let bits = (value == 0 ? 0 : value).bitPattern
    return value.isNaN ? UInt32.max : bits ^ (bits &>> 31 == 0 ? 0x8000_0000 : 0xFFFF_FFFF)
}

/// The value that has this word.
@inlinable
package func value(ofWord word: UInt32) -> Float {
    Float(bitPattern: word ^ (word &>> 31 == 0 ? 0xFFFF_FFFF : 0x8000_0000))
}

/// The word of the greatest Float that is no greater than `threshold`.
func lastWord(upTo threshold: Double) -> UInt32 {
    let nearest = Float(threshold)
    return orderedWord(of: Double(nearest) > threshold ? nearest.nextDown : nearest)
}

/// Whether two values are so far apart that a border between them counts. Scikit-learn's threshold.
@inline(__always)
func areApart(_ lesser: Float, _ greater: Float) -> Bool { greater > lesser + 1e-7 }

/// Rounds some rows to single precision, and turns them into words, column after column.
///
/// - Parameters:
///   - x: `[rowCount, featureCount]`.
///   - words: `[featureCount, rowCount]`.
package func orderWords(
    _ x: UnsafePointer<Double>, rows: Range<Int>, rowCount: Int, featureCount: Int,
    into words: UnsafeMutablePointer<UInt32>
) {
    for row in rows {
        let values = x + row * featureCount
        for feature in 0..<featureCount { words[feature * rowCount + row] = orderedWord(of: Float(values[feature])) }
    }
}

/// Replaces a column's words by their ranks among the different ones. What is missing stays so.
///
/// - Parameters:
///   - values: memory for `count`; gets what the ranks stand for.
///   - keys, spare: memory for `count`.
///   - buckets: memory for ``keySortBuckets`` counts.
/// - Returns: whether a border counts between any two different values.
package func rankWords(
    _ words: UnsafeMutablePointer<UInt32>, count: Int, values: UnsafeMutablePointer<Float>,
    keys: UnsafeMutablePointer<UInt64>, spare: UnsafeMutablePointer<UInt64>, buckets: UnsafeMutablePointer<UInt32>
) -> Bool {
    var (least, greatest) = (UInt32.max, UInt32.min)
    for row in 0..<count {
        keys[row] = UInt64(words[row]) &<< 32 | UInt64(row)
        least = min(least, words[row])
        greatest = max(greatest, words[row])
    }
    let sorted = sortKeys(keys, spare: spare, buckets: buckets, count: count, least: least, greatest: greatest)
    var (rank, former, allApart) = (-1, missingWord, true)
    for index in 0..<count {
        let word = UInt32(truncatingIfNeeded: sorted[index] &>> 32)
        if word == missingWord { break }
        if word != former {
            rank &+= 1
            values[rank] = value(ofWord: word)
            if rank > 0 && !areApart(values[rank - 1], values[rank]) { allApart = false }
            former = word
        }
        words[Int(truncatingIfNeeded: sorted[index] & 0xFFFF_FFFF)] = UInt32(truncatingIfNeeded: rank)
    }
    return allApart
}

/// Sorts values, none of which is missing; both zeros become the positive one.
///
/// - Parameters:
///   - keys, spare: memory for `count`.
///   - buckets: memory for ``keySortBuckets`` counts.
package func sortValues(
    _ values: UnsafeMutablePointer<Float>, count: Int, keys: UnsafeMutablePointer<UInt64>,
    spare: UnsafeMutablePointer<UInt64>, buckets: UnsafeMutablePointer<UInt32>
) {
    var (least, greatest) = (UInt32.max, UInt32.min)
    for index in 0..<count {
        let word = orderedWord(of: values[index])
        keys[index] = UInt64(word) &<< 32
        least = min(least, word)
        greatest = max(greatest, word)
    }
    let sorted = sortKeys(keys, spare: spare, buckets: buckets, count: count, least: least, greatest: greatest)
    for index in 0..<count { values[index] = value(ofWord: UInt32(truncatingIfNeeded: sorted[index] &>> 32)) }
}

/// Lays columns out row after row.
package func layRows(
    _ columns: UnsafePointer<UInt32>, rows: Range<Int>, rowCount: Int, featureCount: Int,
    into words: UnsafeMutablePointer<UInt32>
) {
    for feature in 0..<featureCount {
        let column = columns + feature * rowCount
        for row in rows { words[row * featureCount + feature] = column[row] }
    }
}
