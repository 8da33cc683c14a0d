import MienTraining

extension Table: CustomStringConvertible {
    /// The first and last rows and columns, as many as a terminal holds.
    public var description: String { text() }

    /// The table for a terminal: numbers of a column with as many decimals as one of them needs, six at most.
    ///
    /// - Parameters:
    ///   - rows: the most rows; of more the first and last ones are shown.
    ///   - width: the most letters in a line; of more columns the first and last ones are shown.
    public func text(rows: Int = 10, width: Int = 100) -> String {
        let shown = Self.ends(of: rowCount, rows)
        let isCut = shown.count < rowCount
        var cells: [Int: [String]] = [:]
        func padded(_ column: Int) -> [String] {
            if let known = cells[column] { return known }
            var texts = [names[column].printable] + columns[column].printable(shown)
            if isCut { texts.insert("…", at: 1 + shown.count - shown.count / 2) }
            let longest = texts.map(\.unicodeScalars.count).max() ?? 0
            let isText = if case .text = columns[column] { true } else { false }
            texts = texts.map { isText ? $0.rightPadded(to: longest) : $0.leftPadded(to: longest) }
            cells[column] = texts
            return texts
        }
        let chosen = Self.columnsThatFit(columns.count, width) { padded($0)[0].unicodeScalars.count }
        var parts = chosen.map(padded)
        if chosen.count < columns.count, let height = parts.first?.count {
            parts.insert([String](repeating: "…", count: height), at: chosen.count - chosen.count / 2)
        }
        let lines = (parts.first ?? []).indices.map { line in
            let text = parts.map { $0[line] }.joined(separator: "  ")
            return String(text.reversed().drop { $0 == " " }.reversed())
        }
        let isWhole = !isCut && chosen.count == columns.count
        let size = isWhole ? [] : ["[\(rowCount) rows × \(columns.count) columns]"]
        return (lines + size).map { $0 + "\n" }.joined()
    }

    /// The first and last of `count` places, `limit` of them.
    private static func ends(of count: Int, _ limit: Int) -> [Int] {
        guard count > limit else { return Array(0..<count) }
        let last = max(0, limit) / 2
        return Array(0..<max(0, limit) - last) + Array(count - last..<count)
    }

    /// The first and last columns, taken in turns, that leave room for an ellipsis where they are not all; at least one.
    private static func columnsThatFit(_ count: Int, _ width: Int, _ size: (Int) -> Int) -> [Int] {
        var (first, last, used) = (0, count, 0)
        while first < last {
            let isFirst = first <= count - last
            let column = isFirst ? first : last - 1
            let isLastOne = first + 1 == last
            used += size(column) + 2
            if first > 0 && used - 2 + (isLastOne ? 0 : 3) > width { break }
            if isFirst { first += 1 } else { last -= 1 }
        }
        return Array(0..<first) + Array(last..<count)
    }
}

extension Column {
    /// The values of some rows for a reader.
    fileprivate func printable(_ rows: [Int]) -> [String] {
        switch self {
        case .text(let values): rows.map { values[$0]?.printable ?? "" }
        case .numbers(let values): Self.printable(rows.map { values[$0] })
        }
    }

    private static func printable(_ values: [Double]) -> [String] {
        let finite = values.filter(\.isFinite)
        let isExtreme = finite.contains { $0.magnitude >= 1e12 || ($0 != 0 && $0.magnitude < 1e-6) }
        let texts = finite.map { isExtreme ? $0.scientific(6) : $0.fixed(6) }
        // Zeros that all have at the end say nothing.
        let zeros = isExtreme ? 0 : texts.map { $0.reversed().prefix { $0 == "0" }.count }.min() ?? 0
        let decimals = 6 - min(zeros, 6)
        return values.map { value in
            if value.isNaN { return "NaN" }
            if value.isInfinite { return value.plain }
            return isExtreme ? value.scientific(6) : value.fixed(decimals)
        }
    }
}

extension Correlation: CustomStringConvertible {
    /// The coefficients with three decimals.
    public var description: String { text() }

    /// - Parameter width: the most letters in a line; of more columns the first and last ones are shown.
    public func text(width: Int = 100) -> String {
        let rounded = names.indices.map { column in
            Column.numbers(names.indices.map { (values[$0, column] * 1000).rounded() / 1000 })
        }
        let name = names.contains("column") ? "" : "column"
        return Table(name: table, names: [name] + names, columns: [.text(names)] + rounded, lines: LineNumbers())
            .text(rows: names.count, width: width)
    }
}

extension String {
    /// At most forty letters, none of which moves the cursor.
    fileprivate var printable: String {
        let cleaned = unicodeScalars.map { $0.properties.generalCategory == .control ? "�" : $0 }
        let shown = cleaned.count > 40 ? cleaned.prefix(39) + ["…"] : cleaned[...]
        return String(String.UnicodeScalarView(shown))
    }

    fileprivate func rightPadded(to width: Int) -> String {
        self + String(repeating: " ", count: max(0, width - unicodeScalars.count))
    }
}
