import FoundationEssentials
import GRDB

/// What someone thinks of an item.
public struct Feedback: Sendable, Equatable {
    public let item: Int64
    public let reaction: Reaction
    public let time: Date

    public init(item: Int64, _ reaction: Reaction, time: Date = Date()) {
        (self.item, self.reaction, self.time) = (item, reaction, time)
    }
}

extension Catalogue {
    /// Keeps what someone thinks of an item; nothing else tells of it.
    ///
    /// - Throws: ``RecommenderError/unknownItem(_:)``.
    public func add(_ feedback: Feedback) throws(RecommenderError) {
        try write { database in
            try Self.check(feedback.item, database)
            try database.execute(
                sql: "INSERT INTO feedback (item, kind, time) VALUES (?, ?, ?)",
                arguments: [feedback.item, feedback.reaction.rawValue, feedback.time.timeIntervalSince1970])
        }
    }

    /// All that was kept, the oldest first.
    public func feedback() throws(RecommenderError) -> [Feedback] {
        try read { database in
            try Row.fetchAll(database, sql: "SELECT item, kind, time FROM feedback ORDER BY time, id").compactMap {
                row in
                Reaction(rawValue: row[1]).map {
                    Feedback(item: row[0], $0, time: Date(timeIntervalSince1970: row[2]))
                }
            }
        }
    }

    static func check(_ item: Int64, _ database: Database) throws {
        let isThere = try Bool.fetchOne(
            database, sql: "SELECT EXISTS (SELECT 1 FROM item WHERE id = ?)", arguments: [item])
        if isThere != true { throw RecommenderError.unknownItem(item) }
    }
}

// MARK: - History

extension Catalogue {
    /// What was recommended at a time.
    public struct Recommended: Sendable, Equatable {
        public let item: Int64
        public let time: Date
    }

    /// Whether what is recommended is kept; not by default.
    public func keepsHistory() throws(RecommenderError) -> Bool {
        try read { try Self.keepsHistory($0) }
    }

    /// Switching it off keeps nothing more; what is there stays until ``forget()``.
    public func setKeepsHistory(_ keeps: Bool) throws(RecommenderError) {
        try write { database in
            try database.execute(
                sql: "INSERT OR REPLACE INTO setting (name, value) VALUES ('keepsHistory', ?)",
                arguments: [keeps ? "yes" : "no"])
        }
    }

    /// Keeps what was recommended, if history is kept.
    public func note(_ items: [Int64], at time: Date = Date()) throws(RecommenderError) {
        try write { database in
            guard try Self.keepsHistory(database) else { return }
            for item in items {
                try Self.check(item, database)
                try database.execute(
                    sql: "INSERT INTO history (item, time) VALUES (?, ?)",
                    arguments: [item, time.timeIntervalSince1970])
            }
        }
    }

    /// What was recommended, the oldest first.
    public func history() throws(RecommenderError) -> [Recommended] {
        try read { database in
            try Row.fetchAll(database, sql: "SELECT item, time FROM history ORDER BY time, id").map {
                Recommended(item: $0[0], time: Date(timeIntervalSince1970: $0[1]))
            }
        }
    }

    private static func keepsHistory(_ database: Database) throws -> Bool {
        try String.fetchOne(database, sql: "SELECT value FROM setting WHERE name = 'keepsHistory'") == "yes"
    }

    /// Erases history and feedback. Nothing of them is left in the database's files, not in places that are no longer used
    /// either: the database is written anew, and its log cut to nothing.
    ///
    /// Lists that were saved by name, and whether history is kept, stay.
    public func forget() throws(RecommenderError) {
        try write { database in
            try database.execute(sql: "DELETE FROM history; DELETE FROM feedback")
        }
        try database(path) {
            try queue.writeWithoutTransaction { database in
                try database.execute(sql: "VACUUM")
                // The log holds pages as they were before.
                let row = try Row.fetchOne(database, sql: "PRAGMA wal_checkpoint(TRUNCATE)")
                if row?[0] == 1 { throw RecommenderError.locked(database: path) }
            }
        }
    }
}
