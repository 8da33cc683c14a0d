import Foundation
import GRDB
import Mien
import MienTraining

/// Songs, films and activities in a database, and what someone thinks of them.
///
/// ```swift
/// let catalogue = try Catalogue(at: Catalogue.standardPath)
/// let outcome = try catalogue.import(FeatureTableImporter("data_moods.csv"))
/// try catalogue.add(.like, to: item.id)
/// ```
///
/// It is a file of SQLite in WAL mode. A change is there whole or not at all, whenever the program is killed. Several programs
/// may read at the same time, one may write; others wait for it for a while.
///
/// Nothing is kept of what was recommended unless ``setKeepsHistory(_:)`` asks for it.
public struct Catalogue: Sendable {
    public let path: String
    package let queue: DatabaseQueue

    /// `$XDG_DATA_HOME/mien/catalogue.sqlite`, or that of `~/.local/share`.
    public static var standardPath: String {
        let environment = ProcessInfo.processInfo.environment
        let home = environment["XDG_DATA_HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil }
        return (home ?? "\(environment["HOME"] ?? ".")/.local/share") + "/mien/catalogue.sqlite"
    }

    /// Opens a catalogue, or makes a new one with the folders above it.
    ///
    /// - Parameters:
    ///   - path: of the database's file.
    ///   - patience: the seconds to wait while another program writes; 5 by default.
    /// - Throws: ``RecommenderError``: a file that is no catalogue, or one of a newer Mien, is left as it is.
    public init(at path: String, patience: Double = 5) throws(RecommenderError) {
        self.path = path
        if Files.isFolder(path) { throw .cannotOpen(database: path, reason: "it is a folder") }
        do {
            try Files.makeFolder(Files.folder(of: path))
        } catch {
            throw .cannotOpen(database: path, reason: "its folder cannot be made")
        }
        queue = try database(path) {
            var configuration = Configuration()
            configuration.journalMode = .wal
            configuration.busyMode = .timeout(patience)
            configuration.prepareDatabase { database in
                try Schema.check(database, path)
                // What is deleted is overwritten by zeros.
                try database.execute(sql: "PRAGMA secure_delete = ON")
            }
            return try DatabaseQueue(path: path, configuration: configuration)
        }
        try database(path) { try Schema.prepare(queue) }
    }

    // MARK: - Access

    package func read<Value>(_ body: (Database) throws -> Value) throws(RecommenderError) -> Value {
        try database(path) { try queue.read(body) }
    }

    /// All of `body` happens, or nothing.
    package func write<Value>(_ body: (Database) throws -> Value) throws(RecommenderError) -> Value {
        try database(path) { try queue.write(body) }
    }
}

/// What `body` gives, with SQLite's errors in the recommender's words.
func database<Value>(_ path: String, _ body: () throws -> Value) throws(RecommenderError) -> Value {
    do {
        return try body()
    } catch let error as RecommenderError {
        throw error
    } catch let error as DatabaseError {
        throw RecommenderError(error, path)
    } catch {
        throw .database(path, reason: "\(error)")
    }
}

extension RecommenderError {
    fileprivate init(_ error: DatabaseError, _ path: String) {
        let reason = error.message ?? "code \(error.extendedResultCode.rawValue)"
        switch error.resultCode {
        case .SQLITE_BUSY, .SQLITE_LOCKED: self = .locked(database: path)
        case .SQLITE_CORRUPT: self = .damaged(database: path, reason: reason)
        case .SQLITE_NOTADB: self = .notACatalogue(file: path)
        case .SQLITE_FULL: self = .diskFull(database: path)
        case .SQLITE_READONLY, .SQLITE_PERM, .SQLITE_AUTH: self = .readOnly(database: path)
        case .SQLITE_CANTOPEN: self = .cannotOpen(database: path, reason: reason)
        case .SQLITE_IOERR:
            // What a full disk says while the log is enlarged.
            self =
                error.extendedResultCode == .SQLITE_IOERR_WRITE
                ? .diskFull(database: path) : .damaged(database: path, reason: reason)
        default: self = .database(path, reason: reason)
        }
    }
}
