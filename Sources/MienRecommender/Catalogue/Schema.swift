import GRDB

/// How the tables of a catalogue look, and how they came to look so: a migration a version, of which none is ever changed.
enum Schema {
    /// "Mien", which tells a catalogue from other databases.
    private static let applicationID = 0x4D69_656E

    private static let migrator: DatabaseMigrator = {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("1") { try $0.execute(sql: version1) }
        return migrator
    }()

    /// Throws where a database is none of ours, or one of a newer version. To be called before anything is written.
    static func check(_ database: Database, _ path: String) throws {
        let names = try String.fetchSet(database, sql: "SELECT name FROM sqlite_master WHERE type = 'table'")
        // A program that is killed while it makes a catalogue may leave the list of migrations alone.
        if names.subtracting(["grdb_migrations"]).isEmpty { return }
        guard try Int.fetchOne(database, sql: "PRAGMA application_id") == applicationID else {
            throw RecommenderError.notACatalogue(file: path)
        }
        guard try migrator.hasBeenSuperseded(database) else { return }
        let unknown = try migrator.appliedIdentifiers(database).subtracting(migrator.migrations)
        throw RecommenderError.newerCatalogue(
            database: path, version: unknown.max { (Int($0) ?? 0) < (Int($1) ?? 0) } ?? "unknown",
            known: migrator.migrations.last ?? "0")
    }

    /// Brings a database to the present version.
    static func prepare(_ queue: DatabaseQueue) throws { try migrator.migrate(queue) }

    /// Artists and genres stand one a line: names hold no line breaks, and a column of text is read faster than JSON or
    /// tables of their own. Features are JSON, since every source has others and no query looks at them.
    private static let version1 = """
        PRAGMA application_id = \(applicationID);

        CREATE TABLE item (
            id INTEGER PRIMARY KEY,
            kind TEXT NOT NULL CHECK (kind IN ('music', 'film', 'activity')),
            source TEXT NOT NULL,
            sourceID TEXT NOT NULL,
            title TEXT NOT NULL,
            artists TEXT NOT NULL,
            genres TEXT NOT NULL,
            language TEXT,
            seconds REAL,
            isExplicit INTEGER,
            year INTEGER,
            location TEXT,
            features TEXT NOT NULL,
            valence REAL CHECK (valence BETWEEN -1 AND 1),
            arousal REAL CHECK (arousal BETWEEN -1 AND 1),
            mood TEXT,
            isMoodGiven INTEGER NOT NULL,
            popularity REAL CHECK (popularity BETWEEN 0 AND 1),
            stamp TEXT,
            UNIQUE (source, sourceID)
        );
        CREATE INDEX itemKind ON item (kind);

        CREATE TABLE feedback (
            id INTEGER PRIMARY KEY,
            item INTEGER NOT NULL REFERENCES item (id) ON DELETE CASCADE,
            kind TEXT NOT NULL CHECK (kind IN ('like', 'skip', 'play')),
            time REAL NOT NULL
        );
        CREATE INDEX feedbackItem ON feedback (item);

        CREATE TABLE history (
            id INTEGER PRIMARY KEY,
            item INTEGER NOT NULL REFERENCES item (id) ON DELETE CASCADE,
            time REAL NOT NULL
        );
        CREATE INDEX historyItem ON history (item);

        CREATE TABLE list (
            id INTEGER PRIMARY KEY,
            name TEXT NOT NULL UNIQUE,
            time REAL NOT NULL
        );
        CREATE TABLE listItem (
            list INTEGER NOT NULL REFERENCES list (id) ON DELETE CASCADE,
            place INTEGER NOT NULL,
            item INTEGER NOT NULL REFERENCES item (id) ON DELETE CASCADE,
            reason TEXT NOT NULL,
            PRIMARY KEY (list, place)
        ) WITHOUT ROWID;
        CREATE INDEX listItemItem ON listItem (item);

        CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
        """
}
