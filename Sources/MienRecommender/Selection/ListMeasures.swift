/// How good a list is, as far as that can be told without asking anyone.
public struct ListMeasures: Sendable, Equatable {
    /// The mean distance of the items from where their places were to lie; of those whose place is known.
    public let moodDistance: Double
    /// One less the mean likeness of all pairs: 0 for a list of one song, 1 for one without anything in common.
    public let diversity: Double

    init(_ columns: ItemColumns, _ rows: [Int], _ targets: [Affect]) {
        let distances = zip(rows, targets).compactMap { row, target in columns.affect(row)?.distance(to: target) }
        moodDistance = distances.isEmpty ? 0 : distances.reduce(0, +) / Double(distances.count)
        var (sum, pairs) = (0.0, 0)
        for (place, row) in rows.enumerated() {
            for other in rows[..<place] {
                sum += Double(columns.similarity(row, other))
                pairs += 1
            }
        }
        diversity = pairs == 0 ? 0 : 1 - sum / Double(pairs)
    }

    /// The share of items, list after list, that stood in a list before.
    public static func repeatRate(_ lists: [[Int64]]) -> Double {
        var known: Set<Int64> = []
        var (repeats, count) = (0, 0)
        for list in lists {
            repeats += list.count(where: known.contains)
            count += list.count
            known.formUnion(list)
        }
        return count == 0 ? 0 : Double(repeats) / Double(count)
    }
}
