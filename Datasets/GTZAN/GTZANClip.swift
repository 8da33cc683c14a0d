import FoundationEssentials

/// A clip, as its file name describes it: `blues.00017.wav` is the eighteenth of the blues.
public struct GTZANClip: Sendable, Hashable, Codable {
    public let file: String
    public let genre: GTZAN.Genre
    /// 0 … 99
    public let number: Int

    /// Reads the name of a file, or of a clip without extension.
    ///
    /// - Throws: ``GTZANError/badName(file:found:)``.
    public init(file: String) throws(GTZANError) {
        let name = URL(fileURLWithPath: file).lastPathComponent
        let parts = name.split(separator: ".", omittingEmptySubsequences: false)
        let digits = parts.count > 1 ? parts[1] : ""
        guard (2...3).contains(parts.count), let genre = GTZAN.Genre(name: parts[0]), digits.utf8.count == 5,
            digits.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }), let number = Int(digits),
            GTZAN.numbers.contains(number)
        else { throw .badName(file: file, found: name) }
        (self.file, self.genre, self.number) = (file, genre, number)
    }

    /// The name without extension, such as `blues.00017`.
    public var name: String { Self.name(genre, number) }

    static func name(_ genre: GTZAN.Genre, _ number: Int) -> String {
        let digits = String(number)
        return "\(genre.name).\(String(repeating: "0", count: 5 - digits.count))\(digits)"
    }

    /// The place among all clips: the order of their names.
    var place: Int { genre.rawValue * GTZAN.numbers.count + number }
}
