import FoundationEssentials
import GRDB

/// A list that was saved under a name.
public struct SavedList: Sendable, Equatable {
    public let name: String
    public let time: Date
    /// The items, each with the reason why it was recommended.
    public let items: [(entry: Catalogue.Entry, reason: String)]

    public static func == (a: Self, b: Self) -> Bool {
        a.name == b.name && a.time == b.time && a.items.elementsEqual(b.items) { $0 == $1 }
    }
}

extension Catalogue {
    /// Saves a list. One that has the name is replaced.
    ///
    /// - Parameters:
    ///   - name: of 1 to 200 characters.
    ///   - items: the items' numbers with reasons.
    public func save(
        _ items: [(id: Int64, reason: String)], as name: String, at time: Date = Date()
    ) throws(RecommenderError) {
        let name = name.tidied
        guard !name.isEmpty, name.count <= 200 else {
            throw .badRequest(name: "the name of a list", found: name.debugDescription, expected: "1 to 200 characters")
        }
        try write { database in
            try database.execute(sql: "DELETE FROM list WHERE name = ?", arguments: [name])
            try database.execute(
                sql: "INSERT INTO list (name, time) VALUES (?, ?)", arguments: [name, time.timeIntervalSince1970])
            let list = database.lastInsertedRowID
            for (place, item) in items.enumerated() {
                try Self.check(item.id, database)
                try database.execute(
                    sql: "INSERT INTO listItem (list, place, item, reason) VALUES (?, ?, ?, ?)",
                    arguments: [list, place, item.id, item.reason])
            }
        }
    }

    /// The names of the lists, by the alphabet.
    public func listNames() throws(RecommenderError) -> [String] {
        try read { try String.fetchAll($0, sql: "SELECT name FROM list ORDER BY name") }
    }

    /// - Throws: ``RecommenderError/unknownList(_:known:)``.
    public func list(_ name: String) throws(RecommenderError) -> SavedList {
        let found = try read { database in
            try Row.fetchOne(database, sql: "SELECT id, time FROM list WHERE name = ?", arguments: [name]).map {
                list -> (time: Double, items: [(Int64, String)]) in
                let id: Int64 = list[0]
                let rows = try Row.fetchAll(
                    database, sql: "SELECT item, reason FROM listItem WHERE list = ? ORDER BY place", arguments: [id])
                return (list[1], rows.map { ($0[0], $0[1]) })
            }
        }
        guard let found else { throw .unknownList(name, known: try listNames()) }
        let entries = try entries(found.items.map(\.0))
        return SavedList(
            name: name, time: Date(timeIntervalSince1970: found.time),
            items: zip(entries, found.items).map { (entry: $0, reason: $1.1) })
    }

    /// - Throws: ``RecommenderError/unknownList(_:known:)``.
    public func removeList(_ name: String) throws(RecommenderError) {
        let count = try write { database in
            try database.execute(sql: "DELETE FROM list WHERE name = ?", arguments: [name])
            return database.changesCount
        }
        if count == 0 { throw .unknownList(name, known: try listNames()) }
    }
}
