// A node's examples are sorted by a feature without comparing them: their words are ranks in the whole column, so they lie
// about evenly between the least and the greatest. With about as many buckets as examples, one pass brings each near its
// place, and inserting does the rest. Where the words crowd together, or the buckets would outgrow the first cache, the
// keys are sorted digit by digit instead.

/// The number of buckets that a sort may need.
package let keySortBuckets = 2048

/// Up to so many keys are sorted by inserting alone.
private let insertionLimit = 24

/// Sorts keys by their upper 32 bits.
///
/// - Parameters:
///   - keys: `count` of them; have no meaning afterwards, unless they are the result.
///   - spare: memory for as many.
///   - buckets: memory for ``keySortBuckets`` counts.
///   - least, greatest: of the upper halves.
/// - Returns: where the sorted keys are: `keys` or `spare`.
package func sortKeys(
    _ keys: UnsafeMutablePointer<UInt64>, spare: UnsafeMutablePointer<UInt64>,
    buckets: UnsafeMutablePointer<UInt32>, count: Int, least: UInt32, greatest: UInt32
) -> UnsafeMutablePointer<UInt64> {
    if count <= insertionLimit {
        insert(keys, count)
        return keys
    }
    let bits = UInt32.bitWidth - (greatest &- least).leadingZeroBitCount
    let wanted = min(Int.bitWidth - count.leadingZeroBitCount, keySortBuckets.trailingZeroBitCount)
    let digit = min(bits, wanted)
    let isFull = bits > digit && count > 4 << digit
    if !isFull {
        let shift = UInt64(bits - digit)
        let crowding = countDigits(keys, count, least, shift: shift, digit: digit, buckets)
        // Inserting moves a quarter of `crowding`; the passes below cost at least as much as a thousand moves.
        if shift == 0 || crowding <= 8 * count + 4096 {
            scatter(keys, spare, count, least, shift: shift, digit: digit, buckets)
            if shift > 0 { insert(spare, count) }
            return spare
        }
    }
    let passes = (bits + keySortBuckets.trailingZeroBitCount - 1) / keySortBuckets.trailingZeroBitCount
    let share = (bits + passes - 1) / passes
    var (from, to) = (keys, spare)
    for pass in 0..<passes {
        let shift = UInt64(pass * share)
        _ = countDigits(from, count, least, shift: shift, digit: share, buckets)
        scatter(from, to, count, least, shift: shift, digit: share, buckets)
        swap(&from, &to)
    }
    return from
}

/// A digit of a key's upper half, counted from the least.
@inline(__always)
private func digit(of key: UInt64, _ least: UInt32, _ shift: UInt64, _ mask: UInt64) -> Int {
    Int(truncatingIfNeeded: (((key &>> 32) &- UInt64(least)) &>> shift) & mask)
}

/// Makes of each bucket the place where it begins; returns the sum of the squared counts.
private func countDigits(
    _ keys: UnsafeMutablePointer<UInt64>, _ count: Int, _ least: UInt32, shift: UInt64, digit width: Int,
    _ buckets: UnsafeMutablePointer<UInt32>
) -> Int {
    let mask = (1 as UInt64) &<< UInt64(width) &- 1
    buckets.update(repeating: 0, count: 1 << width)
    for index in 0..<count { buckets[digit(of: keys[index], least, shift, mask)] &+= 1 }
    var (place, crowding) = (0 as UInt32, 0)
    for bucket in 0..<1 << width {
        let members = buckets[bucket]
        buckets[bucket] = place
        place &+= members
        crowding &+= Int(members) &* Int(members)
    }
    return crowding
}

private func scatter(
    _ keys: UnsafeMutablePointer<UInt64>, _ sorted: UnsafeMutablePointer<UInt64>, _ count: Int, _ least: UInt32,
    shift: UInt64, digit width: Int, _ buckets: UnsafeMutablePointer<UInt32>
) {
    let mask = (1 as UInt64) &<< UInt64(width) &- 1
    for index in 0..<count {
        let bucket = digit(of: keys[index], least, shift, mask)
        let place = Int(buckets[bucket])
        buckets[bucket] &+= 1
        sorted[place] = keys[index]
    }
}

/// Sorts by inserting: quick for a few keys, and for many that lie near their places.
private func insert(_ keys: UnsafeMutablePointer<UInt64>, _ count: Int) {
    for index in 1..<max(1, count) {
        let key = keys[index]
        var place = index
        while place > 0 && keys[place - 1] > key {
            keys[place] = keys[place - 1]
            place -= 1
        }
        keys[place] = key
    }
}
