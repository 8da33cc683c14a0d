import MienTabular

/// What tells the published table from others: how many rows there are of each genre, and a hash of all numbers.
public struct Fingerprint: Codable, Equatable, Sendable {
    /// Rows of every genre, in the order of ``GTZAN/Genre``.
    public let classCounts: [Int]
    /// Of each clip and its numbers as Doubles, rows in the order of the clips' names (FNV-1a, 64 bits). How a number was
    /// written plays no part, nor does the order of rows and columns.
    public let hash: UInt64

    /// The 1,000 rows of `features_30_sec.csv`.
    ///
    /// Source: computed from the published table.
    public static let original = Fingerprint(
        classCounts: [Int](repeating: GTZAN.numbers.count, count: GTZAN.Genre.allCases.count),
        hash: 0x7651_B819_7F44_7EA5)

    private init(classCounts: [Int], hash: UInt64) { (self.classCounts, self.hash) = (classCounts, hash) }

    public init(of table: GTZANTable) {
        let order = table.clips.indices.sorted { table.clips[$0].place < table.clips[$1].place }
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        func add(_ word: UInt64) { hash = (hash ^ word) &* 0x100_0000_01B3 }
        for row in order {
            add(UInt64(table.clips[row].place))
            for value in table.features.row(row) { add(value.bitPattern) }
        }
        let counts = Dictionary(table.labels.map { ($0, 1) }, uniquingKeysWith: +)
        self.init(classCounts: GTZAN.Genre.allCases.map { counts[$0.rawValue] ?? 0 }, hash: hash)
    }
}

/// Whether a table is the published one.
public enum Genuineness: Codable, Equatable, Sendable {
    /// All numbers are the original's.
    case genuine
    /// Rows are missing; those that are there may be the original's.
    case partial(reason: String)
    /// All rows are there, with other numbers: computed anew, rounded, or changed.
    case altered(reason: String)

    public init(of fingerprint: Fingerprint) {
        let (count, whole) = (fingerprint.classCounts.reduce(0, +), Fingerprint.original.classCounts.reduce(0, +))
        if fingerprint == .original {
            self = .genuine
        } else if fingerprint.classCounts != Fingerprint.original.classCounts {
            self = .partial(reason: "\(count) rows, where the original has \(whole)")
        } else {
            self = .altered(reason: "all \(whole) rows are there, and their numbers are not the original's")
        }
    }
}
