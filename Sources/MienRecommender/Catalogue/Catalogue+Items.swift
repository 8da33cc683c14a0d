import Foundation
import GRDB
import Mien

extension Catalogue {
    /// An item with the number that it has here.
    public struct Entry: Sendable, Equatable, Identifiable {
        public let id: Int64
        public let item: Item
    }

    /// How many items there are of a kind.
    public func count(of kind: ItemKind) throws(RecommenderError) -> Int {
        try read { database in
            try Int.fetchOne(database, sql: "SELECT count(*) FROM item WHERE kind = ?", arguments: [kind.rawValue]) ?? 0
        }
    }

    /// The items of these numbers, in their order.
    ///
    /// - Throws: ``RecommenderError/unknownItem(_:)``.
    public func entries(_ ids: [Int64]) throws(RecommenderError) -> [Entry] {
        try read { database in
            let statement = try database.cachedStatement(sql: "SELECT * FROM item WHERE id = ?")
            return try ids.map { id in
                guard let row = try Row.fetchOne(statement, arguments: [id]) else {
                    throw RecommenderError.unknownItem(id)
                }
                return Entry(id: id, item: try Item(row))
            }
        }
    }

    /// The items whose title or artists hold a text, in small letters or not, by their numbers; 20 by default.
    public func entries(named text: String, limit: Int = 20) throws(RecommenderError) -> [Entry] {
        try read { database in
            let rows = try Row.fetchAll(
                database,
                sql: """
                    SELECT * FROM item WHERE instr(lower(title), lower(:text)) OR instr(lower(artists), lower(:text))
                    ORDER BY id LIMIT :limit
                    """, arguments: ["text": text, "limit": limit])
            return try rows.map { Entry(id: $0["id"], item: try Item($0)) }
        }
    }

    /// The numbers of a source's items, by their names there.
    func ids(of source: String) throws(RecommenderError) -> [String: Int64] {
        try read { database in
            let rows = try Row.fetchAll(
                database, sql: "SELECT sourceID, id FROM item WHERE source = ?", arguments: [source])
            return Dictionary(rows.map { ($0[0], $0[1]) }, uniquingKeysWith: { first, _ in first })
        }
    }

    /// What tells whether the items of a source have changed, by their names there.
    func stamps(of source: String) throws(RecommenderError) -> [String: String] {
        try read { database in
            let rows = try Row.fetchAll(
                database, sql: "SELECT sourceID, stamp FROM item WHERE source = ? AND stamp IS NOT NULL",
                arguments: [source])
            return Dictionary(rows.map { ($0[0], $0[1]) }, uniquingKeysWith: { first, _ in first })
        }
    }

    // MARK: - Writing

    /// Adds items, or updates those that are there, as one change. What an item does not say now stays as it was, and so does a
    /// mood that was given if the new one is computed.
    ///
    /// - Returns: how many are new.
    func store(_ items: ItemRows) throws(RecommenderError) -> Int {
        try write { database in
            let last = "SELECT max(id) FROM item"
            let before = try Int64.fetchOne(database, sql: last) ?? 0
            let statement = try database.cachedStatement(sql: Self.upsert)
            for arguments in items.arguments {
                statement.setUncheckedArguments(arguments)
                try statement.execute()
            }
            // Numbers are given one after the other, and none is given up.
            return Int((try Int64.fetchOne(database, sql: last) ?? 0) - before)
        }
    }

    private static let upsert = """
        INSERT INTO item (
            kind, source, sourceID, title, artists, genres, language, seconds, isExplicit, year, location, features,
            valence, arousal, mood, isMoodGiven, popularity, stamp
        ) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (source, sourceID) DO UPDATE SET
            kind = excluded.kind,
            title = excluded.title,
            artists = iif(excluded.artists = '', artists, excluded.artists),
            genres = iif(excluded.genres = '', genres, excluded.genres),
            language = coalesce(excluded.language, language),
            seconds = coalesce(excluded.seconds, seconds),
            isExplicit = coalesce(excluded.isExplicit, isExplicit),
            year = coalesce(excluded.year, year),
            location = coalesce(excluded.location, location),
            features = iif(excluded.features = '{}', features, excluded.features),
            valence = iif(isMoodGiven > excluded.isMoodGiven, valence, coalesce(excluded.valence, valence)),
            arousal = iif(isMoodGiven > excluded.isMoodGiven, arousal, coalesce(excluded.arousal, arousal)),
            mood = iif(isMoodGiven > excluded.isMoodGiven, mood, coalesce(excluded.mood, mood)),
            isMoodGiven = max(isMoodGiven, excluded.isMoodGiven),
            popularity = coalesce(excluded.popularity, popularity),
            stamp = coalesce(excluded.stamp, stamp)
        """
}

// MARK: - Rows

/// Items as the database takes them.
struct ItemRows: Sendable {
    fileprivate let arguments: [StatementArguments]

    var count: Int { arguments.count }

    init(_ items: [Item]) { arguments = parallelMap(items.count) { items[$0].arguments } }
}

extension Item {
    fileprivate var arguments: StatementArguments {
        let values: [(any DatabaseValueConvertible)?] = [
            kind.rawValue, source, sourceID, title, artists.joined(separator: "\n"), genres.joined(separator: "\n"),
            language, seconds, isExplicit, year, location, featureText, affect?.valence, affect?.arousal, mood,
            isMoodGiven, popularity, stamp,
        ]
        return StatementArguments(values)
    }

    /// JSON by hand: names are words of this program, and numbers are finite.
    private var featureText: String {
        let parts = features.filter(\.value.isFinite).sorted { $0.key < $1.key }.map { "\"\($0.key)\":\($0.value)" }
        return "{\(parts.joined(separator: ","))}"
    }

    fileprivate init(_ row: Row) throws {
        let kind: String = row["kind"]
        self.init(
            kind: ItemKind(rawValue: kind) ?? .music, source: row["source"], sourceID: row["sourceID"],
            title: row["title"])
        let (artists, genres, features): (String, String, String) = (row["artists"], row["genres"], row["features"])
        self.artists = artists.split(separator: "\n").map(String.init)
        self.genres = genres.split(separator: "\n").map(String.init)
        self.features = (try? JSONDecoder().decode([String: Double].self, from: Data(features.utf8))) ?? [:]
        (language, seconds, isExplicit) = (row["language"], row["seconds"], row["isExplicit"])
        (year, location, mood, isMoodGiven) = (row["year"], row["location"], row["mood"], row["isMoodGiven"])
        (popularity, stamp) = (row["popularity"], row["stamp"])
        if let valence: Double = row["valence"], let arousal: Double = row["arousal"] {
            affect = Affect(valence: valence, arousal: arousal)
        }
    }
}
