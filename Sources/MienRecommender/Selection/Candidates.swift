/// The items that may be recommended, and what each scores whatever the mood asked for.
struct Candidates {
    let columns: ItemColumns
    /// The rows that pass.
    let rows: [Int32]
    /// One for each of them.
    let scores: [Float]
    private let moodWeight: Float

    /// What an item without a place counts as far from any mood.
    private static let unplaced: Float = 1

    /// - Parameters:
    ///   - recent: what is not to be repeated.
    ///   - known: what was played, liked or skipped at any time.
    ///   - learnt: scorers' answers.
    init(
        _ columns: ItemColumns, _ request: Request, recent: Set<Int64>, taste: Taste, learnt: [[Float]]
    ) {
        self.columns = columns
        moodWeight = Float(request.weights.mood)
        let passes = Self.passes(columns, request.filter)
        let preferred = Self.preferred(columns, request.preferences)
        let tastes = taste.scores(columns)
        let weights = request.weights
        let (preference, liking) = (Float(weights.preference), Float(weights.taste))
        let (popularity, novelty) = (Float(weights.popularity), Float(weights.novelty))
        let (knowledge, chance) = (Float(weights.learnt), Float(weights.chance))
        var (rows, scores) = ([Int32](), [Float]())
        rows.reserveCapacity(columns.count)
        scores.reserveCapacity(columns.count)
        for row in 0..<columns.count where passes[row] {
            let id = columns.ids[row]
            if !recent.isEmpty && recent.contains(id) { continue }
            var score = preference * preferred[row] + liking * tastes[row] + popularity * columns.popularities[row]
            if taste.items.isEmpty || taste.items[id] == nil { score += novelty }
            for scores in learnt where scores[row].isFinite { score += knowledge * max(-1, min(1, scores[row])) }
            rows.append(Int32(row))
            scores.append(score + chance * draw(request.seed, id))
        }
        (self.rows, self.scores) = (rows, scores)
    }

    /// The best items for a mood with their scores, the best first; of equal ones the first.
    func best(_ count: Int, near target: Affect) -> [(row: Int, score: Float)] {
        let (x, y) = (Float(target.valence), Float(target.arousal))
        var found: [(row: Int, score: Float)] = []
        found.reserveCapacity(2 * count)
        var least = -Float.infinity
        for place in rows.indices {
            let row = Int(rows[place])
            let (dx, dy) = (columns.valences[row] - x, columns.arousals[row] - y)
            let square = dx * dx + dy * dy
            let distance = square.isNaN ? Self.unplaced : square.squareRoot()
            let score = scores[place] + moodWeight * (1 - distance / 2)
            if !(score > least) { continue }
            found.append((row, score))
            // Sorted only now and then: most items never get here.
            if found.count == 2 * count {
                found.sort(by: Self.isBefore)
                found.removeLast(count)
                least = found[count - 1].score
            }
        }
        found.sort(by: Self.isBefore)
        return Array(found.prefix(count))
    }

    private static func isBefore(_ a: (row: Int, score: Float), _ b: (row: Int, score: Float)) -> Bool {
        a.score > b.score || (a.score == b.score && a.row < b.row)
    }

    // MARK: - Columns

    private static func passes(_ columns: ItemColumns, _ filter: ItemFilter) -> [Bool] {
        let languages = has(columns.languages, filter.languages)
        let artists = has(columns.artists, filter.artists)
        let genres = has(columns.genres, filter.genres)
        return (0..<columns.count).map { row in
            (filter.allowsExplicit || !columns.isExplicit[row])
                && (filter.length?.contains(Double(columns.seconds[row])) ?? true)
                && languages?[Int(columns.languages.codes[row])] ?? true
                && artists?[Int(columns.artists.codes[row])] ?? true
                && genres?[Int(columns.genres.codes[row])] ?? true
        }
    }

    /// The share of what is preferred that each item has.
    private static func preferred(_ columns: ItemColumns, _ preferences: Preferences) -> [Float] {
        let wishes = [
            (columns.languages, preferences.languages), (columns.artists, preferences.artists),
            (columns.genres, preferences.genres),
        ].compactMap { words, wanted in has(words, wanted).map { (codes: words.codes, has: $0) } }
        var shares = [Float](repeating: 0, count: columns.count)
        for (codes, has) in wishes {
            for row in shares.indices where has[Int(codes[row])] { shares[row] += 1 / Float(wishes.count) }
        }
        return shares
    }

    /// For each combination of words, whether a wanted one is among them; nil if none is wanted.
    private static func has(_ words: ItemColumns.Words, _ wanted: Set<String>) -> [Bool]? {
        if wanted.isEmpty { return nil }
        let small = Set(wanted.map { $0.lowercased() })
        let isWanted = words.words.map(small.contains)
        return words.map { set in set.contains { isWanted[Int($0)] } }
    }
}

/// A number in 0 ..< 1 that depends on a seed and an item alone (SplitMix64).
private func draw(_ seed: UInt64, _ id: Int64) -> Float {
    var z = (seed &+ 0x9E37_79B9_7F4A_7C15) &* 0xD134_2543_DE82_EF95 &+ UInt64(bitPattern: id) &* 0x9E37_79B9_7F4A_7C15
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return Float((z ^ (z >> 31)) >> 40) * 0x1p-24
}
