import ArgumentParser

/// How many threads one may ask for.
let threadCounts = 1...1_024

/// Reads the value of an option that is a whole number.
///
/// - Parameter range: its upper end by default lies beyond any use; products of such numbers do not overflow.
func number(in range: ClosedRange<Int> = 1...1_000_000) -> @Sendable (String) throws -> Int {
    { text in
        guard let number = Int(text), range.contains(number) else {
            throw ValidationError("a number from \(range.lowerBound) to \(range.upperBound) is expected.")
        }
        return number
    }
}
