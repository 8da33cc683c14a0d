/// Chooses a list place by place: maximal marginal relevance (Carbonell & Goldstein 1998).
///
/// The next item is the one with the greatest `(1 - d) · score - d · likeness`, where the likeness is that to the most similar
/// one before it. Looked at are the best for the mood of that place, several for each place of the list.
struct ListMaker {
    let candidates: Candidates
    /// `d`.
    let diversity: Float

    struct Choice {
        let row: Int
        let score: Float
        /// The place of the list that it was chosen for.
        let place: Int
    }

    /// The most moods that candidates are looked up for; in long lists neighbouring places share one.
    private static let steps = 24

    func choose(_ targets: [Affect]) -> [Choice] {
        var choices: [Choice] = []
        var works: Set<UInt64> = []
        let isSame = targets.allSatisfy { $0 == targets[0] }
        let parts = isSame ? 1 : min(targets.count, Self.steps)
        for part in 0..<parts {
            let places = targets.count * part / parts..<targets.count * (part + 1) / parts
            let target = targets[(places.lowerBound + places.upperBound - 1) / 2]
            choose(places, near: target, count: targets.count, &choices, &works)
        }
        return choices
    }

    private func choose(
        _ places: Range<Int>, near target: Affect, count: Int, _ choices: inout [Choice], _ works: inout Set<UInt64>
    ) {
        let columns = candidates.columns
        var pool = candidates.best(4 * count + 32, near: target).filter { !works.contains(columns.works[$0.row]) }
        var likeness = pool.map { item in choices.reduce(0) { max($0, columns.similarity(item.row, $1.row)) } }
        for place in places where !pool.isEmpty {
            var (best, greatest) = (0, -Float.infinity)
            for index in pool.indices {
                let value = (1 - diversity) * pool[index].score - diversity * likeness[index]
                if value > greatest { (best, greatest) = (index, value) }
            }
            let (row, score) = pool[best]
            choices.append(Choice(row: row, score: score, place: place))
            works.insert(columns.works[row])
            // Its other recordings go with it.
            let left = pool.indices.filter { columns.works[pool[$0].row] != columns.works[row] }
            likeness = left.map { max(likeness[$0], columns.similarity(pool[$0].row, row)) }
            pool = left.map { pool[$0] }
        }
    }
}
