/// A film, as its row in `movies.csv` describes it.
public struct Film: Sendable, Hashable, Codable {
    /// The number by which ratings name it, from 1.
    public let id: Int
    /// Without the year.
    public let title: String
    /// The year of release; nil where the title does not say.
    public let year: Int?
    /// In the order of the file; none where none are listed.
    public let genres: [String]

    package init(id: Int, title: String, year: Int?, genres: [String]) {
        (self.id, self.title, self.year, self.genres) = (id, title, year, genres)
    }

    /// - Parameters:
    ///   - cell: the title, with the year in brackets behind it: `Toy Story (1995)`.
    ///   - genres: `Animation|Comedy`.
    package init(id: Int, cell: String, genres: String) {
        let (title, year) = Self.divided(cell)
        let parts = genres == MovieLens.noGenres ? [] : genres.split(separator: "|").map(String.init)
        self.init(id: id, title: title, year: year, genres: parts)
    }

    private static func divided(_ cell: String) -> (title: String, year: Int?) {
        let text = cell.trimmed
        guard text.hasSuffix(")"), let open = text.lastIndex(of: "("),
            let year = Int(text[text.index(after: open)...].dropLast()), (1800...2200).contains(year)
        else { return (text, nil) }
        return (String(text[..<open]).trimmed, year)
    }

    /// The title and the year, as `movies.csv` has them.
    public var fullTitle: String { year.map { "\(title) (\($0))" } ?? title }
}

extension StringProtocol {
    /// Without spaces at its ends.
    fileprivate var trimmed: String {
        String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    }
}
