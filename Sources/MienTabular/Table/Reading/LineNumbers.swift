/// On which line of its file each row of a table stands. Lines mostly follow one another: only where they do not, as behind
/// a cell of several lines, a row's is noted.
struct LineNumbers: Sendable {
    private var notes: [(row: Int, line: Int)] = []
    private var count = 0
    private var expected: Int

    /// The second line on, as in a file whose first one names the columns.
    init() { expected = 2 }

    mutating func append(_ line: Int) {
        if line != expected { notes.append((count, line)) }
        (count, expected) = (count + 1, line + 1)
    }

    func line(of row: Int) -> Int {
        var (low, high) = (0, notes.count)
        while low < high {
            let middle = (low + high) / 2
            if notes[middle].row <= row { low = middle + 1 } else { high = middle }
        }
        guard low > 0 else { return row + 2 }
        return notes[low - 1].line + row - notes[low - 1].row
    }

    func rows(at places: [Int]) -> LineNumbers {
        var chosen = LineNumbers()
        for place in places { chosen.append(line(of: place)) }
        return chosen
    }
}
