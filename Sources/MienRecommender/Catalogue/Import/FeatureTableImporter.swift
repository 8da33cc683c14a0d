import Mien

/// Reads songs from a CSV file with a service's audio features, as those that are shared of Spotify's.
///
/// The columns are found by their names, whatever their order: `name` or `title` has to be there; `id`, `artist`, `genre`,
/// `language`, `length` or `duration_ms` (milliseconds), `explicit`, `release_date` or `year`, `popularity` (0 to 100), `mood`,
/// `url` and the features may be. A row whose id was there before, in the same file too, updates that song: the last one
/// counts. Of two rows without ids, those of the same title and artist are the same song.
///
/// Ids of Spotify's form are Spotify's in whatever file they stand, so that a song of two files is one song.
public struct FeatureTableImporter: ItemImporter {
    public let path: String
    /// Places the songs in valence and arousal; nil leaves those without a mood unplaced.
    public let model: MoodModel?

    /// - Parameter model: that which ships with Mien, if it is not given.
    public init(_ path: String, model: MoodModel) { (self.path, self.model) = (path, model) }

    public init(_ path: String) throws(RecommenderError) { self.init(path, model: try MoodModel(shipped: .service)) }

    public func read(into sink: inout ImportSink) throws(RecommenderError) {
        let reader = try RowReader(path)
        let columns = try FeatureColumns(reader.columns, file: path)
        var rows: [RowReader.Row] = []
        while let row = try reader.next() {
            rows.append(row)
            if rows.count == ImportSink.changeSize {
                try add(rows, columns, to: &sink)
                rows.removeAll(keepingCapacity: true)
            }
        }
        try add(rows, columns, to: &sink)
    }

    private func add(
        _ rows: [RowReader.Row], _ columns: FeatureColumns, to sink: inout ImportSink
    ) throws(RecommenderError) {
        let results = parallelMap(rows.count) { place in
            rows[place].cells.map(columns.item) ?? .failure(.init(reason: rows[place].fault ?? "it cannot be read"))
        }
        var items: [Item] = []
        items.reserveCapacity(rows.count)
        for (row, result) in zip(rows, results) {
            switch result {
            case .success(let item): items.append(item)
            case .failure(let fault): sink.skip(path, line: row.line, fault.reason)
            }
        }
        try sink.add(placed(items))
    }

    private func placed(_ items: [Item]) throws(RecommenderError) -> [Item] {
        guard let model else { return items }
        var items = items
        try model.place(&items)
        return items
    }
}

/// Where the columns of a table of songs are, and how their cells are read.
struct FeatureColumns: Sendable {
    struct Fault: Error { let reason: String }

    private let source: String
    private let title: Int
    private var id, artist, genre, language, length, explicit, date, popularity, mood, location: Int?
    private let features: [(name: String, place: Int, range: ClosedRange<Double>)]

    /// The features of Spotify, and between which numbers they lie.
    private static let ranges: [(name: String, range: ClosedRange<Double>)] =
        [
            "danceability", "energy", "acousticness", "instrumentalness", "liveness", "valence", "speechiness",
        ].map { ($0, 0...1) } + [
            ("loudness", -100...20), ("tempo", 0...400), ("key", -1...11), ("mode", 0...1), ("time_signature", 0...16),
        ]

    init(_ names: [String], file: String) throws(RecommenderError) {
        func place(_ candidates: String...) -> Int? { candidates.lazy.compactMap { names.firstIndex(of: $0) }.first }
        guard let title = place("title", "name", "track_name", "track") else {
            throw .missingColumn(file: file, name: "title", known: names)
        }
        self.title = title
        source = file.fileName.withoutExtension
        id = place("id", "track_id", "spotify_id", "uri")
        artist = place("artist", "artists", "artist_name", "track_artist")
        genre = place("genre", "track_genre", "playlist_genre")
        language = place("language")
        length = place("length", "duration_ms")
        explicit = place("explicit", "is_explicit")
        date = place("release_date", "year", "track_album_release_date")
        popularity = place("popularity", "track_popularity")
        mood = place("mood")
        location = place("url", "path")
        features = Self.ranges.compactMap { name, range in names.firstIndex(of: name).map { (name, $0, range) } }
    }

    func item(_ cells: [String]) -> Result<Item, Fault> {
        do throws(Fault) {
            return .success(try song(cells))
        } catch {
            return .failure(error)
        }
    }

    private func song(_ cells: [String]) throws(Fault) -> Item {
        let title = cells[title].tidied
        if title.isEmpty { throw Fault(reason: "the song has no title") }
        let artists = text(artist, cells).map { $0.split(separator: ";").map { String($0).tidied } } ?? []
        let id = text(id, cells) ?? "\(artists.joined(separator: ";")) – \(title)".lowercased()
        var item = Item(kind: .music, source: Self.isSpotify(id) ? "spotify" : source, sourceID: id, title: title)
        item.artists = artists.filter { !$0.isEmpty }
        item.genres = text(genre, cells).map { [$0.lowercased()] } ?? []
        item.language = text(language, cells)?.lowercased()
        item.seconds = try number(length, cells, "the length", 0...1e9).map { $0 / 1000 }
        item.isExplicit = text(explicit, cells).map { ["true", "1", "yes"].contains($0.lowercased()) }
        item.year = text(date, cells).flatMap { Int($0.prefix(4)) }.flatMap { (1000...9999).contains($0) ? $0 : nil }
        item.popularity = try number(popularity, cells, "the popularity", 0...100).map { $0 / 100 }
        item.location = text(location, cells)
        item.mood = text(mood, cells)?.lowercased()
        item.isMoodGiven = item.mood != nil
        for (name, place, range) in features { item.features[name] = try number(place, cells, name, range) }
        return item
    }

    private func text(_ place: Int?, _ cells: [String]) -> String? {
        guard let place else { return nil }
        let text = cells[place].tidied
        return text.isEmpty ? nil : text
    }

    private func number(
        _ place: Int?, _ cells: [String], _ name: String, _ range: ClosedRange<Double>
    ) throws(Fault) -> Double? {
        guard let place, let text = text(place, cells) else { return nil }
        guard let number = Double(text), range.contains(number) else {
            throw Fault(
                reason: "\(name) is \(text.prefix(40).debugDescription), where a number in \(range) is expected")
        }
        return number
    }

    /// 22 letters and digits.
    private static func isSpotify(_ id: String) -> Bool {
        id.utf8.count == 22
            && id.utf8.allSatisfy {
                (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) || (0x61...0x7A).contains($0)
            }
    }
}
