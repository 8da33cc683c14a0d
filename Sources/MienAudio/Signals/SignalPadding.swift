/// How a signal goes on beyond its ends; named as NumPy's modes of `pad`, and so librosa's.
public enum SignalPadding: String, Sendable, Hashable, Codable, CaseIterable {
    /// Zeros.
    case constant
    /// The first and the last sample.
    case edge
    /// Mirrored about the first and the last sample, which are not repeated.
    case reflect
    /// Mirrored with the first and the last sample repeated.
    case symmetric
    /// From the other end.
    case wrap
}

extension SignalPadding {
    /// The place in a signal of `count` samples whose value stands at `index`, which may lie outside; nil for zero.
    func source(of index: Int, count: Int) -> Int? {
        if (0..<count).contains(index) { return index }
        if count == 0 { return nil }
        switch self {
        case .constant: return nil
        case .edge: return index < 0 ? 0 : count - 1
        case .wrap: return modulo(index, count)
        case .symmetric:
            let place = modulo(index, 2 * count)
            return place < count ? place : 2 * count - 1 - place
        case .reflect:
            if count == 1 { return 0 }
            let place = modulo(index, 2 * count - 2)
            return place < count ? place : 2 * count - 2 - place
        }
    }

    private func modulo(_ index: Int, _ period: Int) -> Int {
        let rest = index % period
        return rest < 0 ? rest + period : rest
    }

    /// The signal with so many samples more on either side.
    func padded(_ signal: [Float], before: Int, after: Int) -> [Float] {
        let count = signal.count
        return [Float](unsafeUninitializedCapacity: before + count + after) { padded, filled in
            for index in 0..<before { padded[index] = source(of: index - before, count: count).map { signal[$0] } ?? 0 }
            for index in 0..<count { padded[before + index] = signal[index] }
            for index in 0..<after {
                padded[before + count + index] = source(of: count + index, count: count).map { signal[$0] } ?? 0
            }
            filled = before + count + after
        }
    }
}
