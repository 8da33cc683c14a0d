/// A column of a table.
public enum Column: Sendable {
    /// NaN stands for a missing value.
    case numbers([Double])
    case text(TextColumn)

    /// - Parameter values: nil stands for a missing value.
    public static func text(_ values: [String?]) -> Column { .text(TextColumn(values)) }

    public var count: Int {
        switch self {
        case .numbers(let values): values.count
        case .text(let values): values.count
        }
    }

    /// How many values are not missing.
    public var presentCount: Int {
        switch self {
        case .numbers(let values): values.count { !$0.isNaN }
        case .text(let values): values.codes.count { $0 >= 0 }
        }
    }

    func rows(at places: [Int]) -> Column {
        switch self {
        case .numbers(let values): .numbers(places.map { values[$0] })
        case .text(let values): .text(TextColumn(values.texts, codes: places.map { values.codes[$0] }))
        }
    }
}

/// A column of texts, some of which may be missing. Each text is held once, however often it stands in the column.
public struct TextColumn: Sendable, RandomAccessCollection {
    let texts: DistinctTexts
    /// The number of each row's text; -1 where it is missing.
    let codes: [Int32]

    init(_ texts: DistinctTexts, codes: [Int32]) { (self.texts, self.codes) = (texts, codes) }

    /// - Parameter values: nil stands for a missing value.
    public init(_ values: [String?]) {
        var coder = TextCoder()
        codes = values.map { value in value.map { coder.code(of: $0) } ?? -1 }
        texts = coder.texts
    }

    public var startIndex: Int { codes.startIndex }
    public var endIndex: Int { codes.endIndex }

    public subscript(row: Int) -> String? {
        let code = Int(codes[row])
        return code < 0 ? nil : texts[code]
    }

    /// The texts that stand in the column, each once, by their code points.
    public var distinct: [String] { sortedCodes.map { texts[$0] } }

    /// The numbers of the texts that stand in the column, by the texts' code points.
    var sortedCodes: [Int] {
        var isThere = [Bool](repeating: false, count: texts.count)
        for code in codes where code >= 0 { isThere[Int(code)] = true }
        return isThere.indices.filter { isThere[$0] }.sorted {
            texts.utf8($0).lexicographicallyPrecedes(texts.utf8($1))
        }
    }
}
