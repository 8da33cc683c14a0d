import GRDB

/// What ranking looks at of all items of a kind, column by column: a hundred thousand songs are a few megabytes.
public struct ItemColumns: Sendable {
    public let kind: ItemKind
    /// Ascending.
    public let ids: [Int64]
    /// NaN for items without a place.
    let valences: [Float]
    let arousals: [Float]
    /// From 0 to 1; 0 where it is not known.
    public let popularities: [Float]
    /// NaN where it is not known.
    public let seconds: [Float]
    public let isExplicit: [Bool]
    let languages: Words
    let artists: Words
    let genres: Words
    /// Equal for what is one work: a song of an artist, with all its remasters.
    let works: [UInt64]

    public var count: Int { ids.count }

    /// The row of an item; nil if it is none of these.
    func row(of id: Int64) -> Int? {
        var (low, high) = (0, ids.count)
        while low < high {
            let middle = (low + high) / 2
            if ids[middle] < id { low = middle + 1 } else { high = middle }
        }
        return low < ids.count && ids[low] == id ? low : nil
    }

    /// Where an item lies; nil if nobody knows.
    public func affect(_ row: Int) -> Affect? {
        valences[row].isNaN ? nil : Affect(valence: Double(valences[row]), arousal: Double(arousals[row]))
    }

    public func artists(_ row: Int) -> [String] { artists[row].map { artists.words[Int($0)] } }
    public func genres(_ row: Int) -> [String] { genres[row].map { genres.words[Int($0)] } }

    /// Some words for each item, each word held once, and so is each combination of them.
    struct Words: Sendable {
        /// All words, in small letters.
        private(set) var words: [String] = []
        /// The words of each combination.
        private(set) var sets: [[Int32]] = [[]]
        /// Each item's combination.
        private(set) var codes: [Int32] = []

        private var wordPlaces: [String: Int32] = [:]
        private var setPlaces: [String: Int32] = ["": 0]

        subscript(row: Int) -> [Int32] { sets[Int(codes[row])] }

        /// - Parameter text: one word a line.
        fileprivate mutating func append(_ text: String) {
            if let code = setPlaces[text] {
                codes.append(code)
                return
            }
            let place = Int32(sets.count)
            sets.append(text.split(separator: "\n").map { code(of: $0.lowercased()) })
            setPlaces[text] = place
            codes.append(place)
        }

        private mutating func code(of word: String) -> Int32 {
            if let place = wordPlaces[word] { return place }
            let place = Int32(words.count)
            words.append(word)
            wordPlaces[word] = place
            return place
        }

        /// What `value` gives for each combination.
        func map<Value>(_ value: ([Int32]) -> Value) -> [Value] { sets.map(value) }
    }
}

extension Catalogue {
    /// Reads what ranking looks at.
    public func columns(of kind: ItemKind) throws(RecommenderError) -> ItemColumns {
        try read { database in
            let rows = try Row.fetchCursor(
                database,
                sql: """
                    SELECT id, valence, arousal, popularity, seconds, isExplicit, language, artists, genres, title, year
                    FROM item WHERE kind = ? ORDER BY id
                    """, arguments: [kind.rawValue])
            return try ItemColumns(kind, rows)
        }
    }
}

extension ItemColumns {
    fileprivate init(_ kind: ItemKind, _ rows: RowCursor) throws {
        var ids: [Int64] = []
        var (valences, arousals, popularities, seconds) = ([Float](), [Float](), [Float](), [Float]())
        var (isExplicit, works) = ([Bool](), [UInt64]())
        var (languages, artists, genres) = (Words(), Words(), Words())
        while let row = try rows.next() {
            ids.append(row[0])
            let (valence, arousal): (Double?, Double?) = (row[1], row[2])
            valences.append(arousal == nil ? .nan : Float(valence ?? .nan))
            arousals.append(valence == nil ? .nan : Float(arousal ?? .nan))
            popularities.append(Float((row[3] as Double?) ?? 0))
            seconds.append(Float((row[4] as Double?) ?? .nan))
            isExplicit.append((row[5] as Bool?) ?? false)
            languages.append((row[6] as String?) ?? "")
            let (names, title): (String, String) = (row[7], row[9])
            artists.append(names)
            genres.append(row[8])
            let year = kind == .film ? (row[10] as Int?) : nil
            works.append(workHash(title, by: names, year: year, isSong: kind == .music))
        }
        (self.kind, self.ids, self.valences, self.arousals) = (kind, ids, valences, arousals)
        (self.popularities, self.seconds, self.isExplicit, self.works) = (popularities, seconds, isExplicit, works)
        (self.languages, self.artists, self.genres) = (languages, artists, genres)
    }
}

/// A number (FNV-1a) for a work. A song's title counts up to `" - Remastered"` and `" (feat. …"`.
private func workHash(_ title: String, by artists: String, year: Int?, isSong: Bool) -> UInt64 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    func add(_ byte: UInt8) { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    var former: UInt8 = 0
    for byte in title.utf8 {
        if isSong && former == 0x20 && (byte == UInt8(ascii: "(") || byte == UInt8(ascii: "-")) { break }
        // A blank counts when something follows it.
        if former == 0x20 { add(0x20) }
        former = byte
        if byte != 0x20 { add((0x41...0x5A).contains(byte) ? byte | 0x20 : byte) }
    }
    add(0)
    for byte in artists.utf8 { add((0x41...0x5A).contains(byte) ? byte | 0x20 : byte) }
    if let year { for byte in "\(year)".utf8 { add(byte) } }
    return hash
}
