import Foundation
import GRDB
import MienRecommender
import MienTestSupport
import Testing

@Suite struct CatalogueTests {
    @Test("What was stored is read back")
    func items() throws {
        try withCatalogue { catalogue in
            let item = song("Nadaan Parindey", by: "A. R. Rahman", at: -0.4, 0.6) {
                $0.artists.append("Mohit Chauhan")
                ($0.genres, $0.language, $0.seconds, $0.isExplicit) = (["filmi"], "hi", 386.5, false)
                ($0.year, $0.location, $0.mood, $0.popularity) = (2011, "/music/a.mp3", "sad", 0.25)
                ($0.features, $0.stamp) = (["tempo": 92, "energy": 0.1 + 0.2], "1 2")
            }
            let outcome = try catalogue.import(MadeItems([item]))
            #expect(outcome.added == 1)
            #expect(try catalogue.entries([1])[0].item == item)
            #expect(try catalogue.count(of: .music) == 1 && catalogue.count(of: .film) == 0)
            #expect(try catalogue.entries(named: "rahman").map(\.id) == [1])
            #expect(throws: RecommenderError.unknownItem(2)) { try catalogue.entries([1, 2]) }
        }
    }

    @Test("An opened catalogue is what it was; another program may read it at the same time")
    func reopening() throws {
        try withCatalogue { catalogue in
            _ = try catalogue.import(MadeItems(songs(10)))
            let other = try Catalogue(at: catalogue.path)
            #expect(try other.count(of: .music) == 10)
            #expect(try other.import(MadeItems(songs(12))).added == 2 && catalogue.count(of: .music) == 12)
        }
    }

    @Test("History is kept if that is asked for, and feedback always")
    func history() throws {
        try withCatalogue { catalogue in
            _ = try catalogue.import(MadeItems(songs(3)))
            let time = Date(timeIntervalSince1970: 1000)
            try catalogue.note([1, 2], at: time)
            #expect(try catalogue.history().isEmpty && !catalogue.keepsHistory())
            try catalogue.setKeepsHistory(true)
            try catalogue.note([2, 1], at: time)
            #expect(try catalogue.history().map(\.item) == [2, 1] && catalogue.history()[0].time == time)
            try catalogue.setKeepsHistory(false)
            try catalogue.note([3], at: time)
            #expect(try catalogue.history().count == 2)
            let feedback = Feedback(item: 3, .skip, time: time)
            try catalogue.add(feedback)
            #expect(try catalogue.feedback() == [feedback])
            #expect(throws: RecommenderError.unknownItem(9)) { try catalogue.add(Feedback(item: 9, .like)) }
        }
    }

    @Test("What is forgotten is in none of the files any more")
    func forgetting() throws {
        try withCatalogue { catalogue in
            _ = try catalogue.import(MadeItems(songs(50)))
            try catalogue.setKeepsHistory(true)
            // Times whose bytes stand nowhere else.
            let (first, second) = (1_234_567_890.062_512, 1_987_654_321.312_577)
            for id in 1...50 {
                try catalogue.add(Feedback(item: Int64(id), .like, time: Date(timeIntervalSince1970: first)))
                try catalogue.note([Int64(id)], at: Date(timeIntervalSince1970: second))
            }
            try catalogue.save([(1, "why")], as: "kept")
            #expect(try occurrences(of: [first, second], in: catalogue) > 0)
            try catalogue.forget()
            #expect(try occurrences(of: [first, second], in: catalogue) == 0)
            #expect(try catalogue.feedback().isEmpty && catalogue.history().isEmpty)
            #expect(try catalogue.count(of: .music) == 50 && catalogue.listNames() == ["kept"])
        }
    }

    /// How often the times stand in the database and the files beside it.
    private func occurrences(of times: [Double], in catalogue: Catalogue) throws -> Int {
        let patterns = times.map { time in
            let stored = Date(timeIntervalSince1970: time).timeIntervalSince1970
            return withUnsafeBytes(of: stored.bitPattern.bigEndian) { Data($0) }
        }
        return ["", "-wal", "-shm"].compactMap { FileManager.default.contents(atPath: catalogue.path + $0) }
            .reduce(0) { sum, data in sum + patterns.count { data.range(of: $0) != nil } }
    }

    @Test("Lists are saved under names, replaced, and removed")
    func lists() throws {
        try withCatalogue { catalogue in
            _ = try catalogue.import(MadeItems(songs(5)))
            try catalogue.save([(5, "calm"), (2, "also calm")], as: " evening\n")
            let list = try catalogue.list("evening")
            #expect(list.items.map(\.entry.id) == [5, 2] && list.items.map(\.reason) == ["calm", "also calm"])
            try catalogue.save([(1, "")], as: "evening")
            #expect(try catalogue.list("evening").items.count == 1 && catalogue.listNames() == ["evening"])
            // An unknown item leaves the list as it was.
            #expect(throws: RecommenderError.unknownItem(99)) { try catalogue.save([(99, "")], as: "evening") }
            #expect(try catalogue.list("evening").items.count == 1)
            #expect(throws: RecommenderError.self) { try catalogue.save([(1, "")], as: " \n ") }
            try catalogue.removeList("evening")
            #expect(throws: RecommenderError.unknownList("evening", known: [])) { try catalogue.list("evening") }
            #expect(throws: RecommenderError.unknownList("evening", known: [])) { try catalogue.removeList("evening") }
        }
    }
}

/// What can be wrong with a database's files, and how it ends.
@Suite struct CatalogueFaultTests {
    @Test("Killed in the midst of an import, a process leaves whole changes, and the import can be run again")
    func killed() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "mien-killed-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let path = "\(folder)/catalogue.sqlite"
        await #expect(processExitsWith: .signal(SIGKILL)) { [path = path as String] in
            let catalogue = try Catalogue(at: path)
            try catalogue.setKeepsHistory(true)
            _ = try catalogue.import(MadeItems(Array(songs(9_500).prefix(9_000))))
            try catalogue.write { database in
                try database.execute(sql: "UPDATE item SET title = 'half'")
                // Enough to leave the cache for the log.
                for _ in 0..<3 { try database.execute(sql: "UPDATE item SET location = hex(randomblob(300))") }
                kill(getpid(), SIGKILL)
            }
        }
        let catalogue = try Catalogue(at: path)
        #expect(try catalogue.count(of: .music) == 9_000 && catalogue.keepsHistory())
        #expect(try catalogue.entries(named: "half").isEmpty)
        #expect(try catalogue.import(MadeItems(songs(9_500))).added == 500)
        #expect(try catalogue.read { try String.fetchOne($0, sql: "PRAGMA integrity_check") } == "ok")
    }

    @Test("Copied at any moment, a catalogue opens with what had been committed")
    func copied() throws {
        try withTemporaryFolder { folder in
            let catalogue = try Catalogue(at: "\(folder)/a.sqlite")
            struct Copying: ItemImporter {
                let folder: String
                func read(into sink: inout ImportSink) throws(RecommenderError) {
                    for (number, part) in stride(from: 0, to: 3_000, by: 500).enumerated() {
                        try sink.add(Array(songs(3_000)[part..<part + 500]))
                        try sink.flush()
                        for end in ["", "-wal"] {
                            try? FileManager.default.copyItem(
                                atPath: "\(folder)/a.sqlite\(end)", toPath: "\(folder)/\(number).sqlite\(end)")
                        }
                    }
                }
            }
            _ = try catalogue.import(Copying(folder: folder))
            for number in 0..<6 {
                let copy = try Catalogue(at: "\(folder)/\(number).sqlite")
                #expect(try copy.count(of: .music) == 500 * (number + 1))
                #expect(try copy.import(MadeItems(songs(3_000))).added == 3_000 - 500 * (number + 1))
            }
        }
    }

    @Test("Of an import that fails half-way what was committed stays")
    func failingHalfway() throws {
        struct Failing: ItemImporter {
            func read(into sink: inout ImportSink) throws(RecommenderError) {
                for item in songs(4_100) { try sink.add([item]) }
                throw RecommenderError.missing(path: "the rest")
            }
        }
        try withCatalogue { catalogue in
            #expect(throws: RecommenderError.missing(path: "the rest")) { try catalogue.import(Failing()) }
            let count = try catalogue.count(of: .music)
            #expect(count == 4_000)
            #expect(try catalogue.import(MadeItems(songs(4_100))).added == 100)
        }
    }

    @Test("A database that another program writes to is locked; reading goes on")
    func locked() throws {
        try withCatalogue { catalogue in
            let impatient = try Catalogue(at: catalogue.path, patience: 0.05)
            try catalogue.queue.inDatabase { database in
                try database.execute(sql: "BEGIN IMMEDIATE")
                #expect(throws: RecommenderError.locked(database: catalogue.path)) {
                    try impatient.import(MadeItems(songs(1)))
                }
                #expect(try impatient.count(of: .music) == 0)
                try database.execute(sql: "ROLLBACK")
            }
            #expect(try impatient.import(MadeItems(songs(1))).added == 1)
        }
    }

    @Test("A full disk loses nothing of what was there")
    func fullDisk() throws {
        try withCatalogue { catalogue in
            _ = try catalogue.import(MadeItems(songs(100)))
            try catalogue.queue.inDatabase { database in
                let pages = try Int.fetchOne(database, sql: "PRAGMA page_count") ?? 0
                try database.execute(sql: "PRAGMA max_page_count = \(pages + 2)")
            }
            #expect(throws: RecommenderError.diskFull(database: catalogue.path)) {
                try catalogue.import(MadeItems(songs(3_000)))
            }
            #expect(try catalogue.count(of: .music) == 100)
            #expect(RecommenderError.diskFull(database: "a").kind == .cannotWrite)
        }
    }

    @Test("A database that may not be written to says so")
    func readOnly() throws {
        try withCatalogue { catalogue in
            try catalogue.queue.inDatabase { try $0.execute(sql: "PRAGMA query_only = ON") }
            #expect(throws: RecommenderError.readOnly(database: catalogue.path)) {
                try catalogue.import(MadeItems(songs(1)))
            }
        }
    }

    @Test("A damaged database is an error, not a crash")
    func damaged() throws {
        try withTemporaryFolder { folder in
            let path = "\(folder)/c.sqlite"
            do {
                let catalogue = try Catalogue(at: path)
                _ = try catalogue.import(MadeItems(songs(2_000)))
                try catalogue.queue.writeWithoutTransaction { database in
                    try database.execute(sql: "PRAGMA wal_checkpoint(TRUNCATE)")
                }
                try catalogue.queue.close()
            }
            var bytes = try Data(contentsOf: URL(filePath: path))
            for place in 8_192..<bytes.count { bytes[place] = UInt8(truncatingIfNeeded: place &* 31) }
            try bytes.write(to: URL(filePath: path))
            let error = #expect(throws: RecommenderError.self) {
                try Catalogue(at: path).columns(of: .music)
            }
            guard case .damaged(path, _) = error else {
                Issue.record("\(String(describing: error))")
                return
            }
        }
    }

    @Test("What is no catalogue is refused, and left as it is")
    func foreign() throws {
        try withTemporaryFolder { folder in
            let text = "\(folder)/text.sqlite"
            try String(repeating: "no database at all\n", count: 100)
                .write(toFile: text, atomically: false, encoding: .utf8)
            #expect(throws: RecommenderError.notACatalogue(file: text)) { try Catalogue(at: text) }
            let foreign = "\(folder)/foreign.sqlite"
            let queue = try DatabaseQueue(path: foreign)
            try queue.write { try $0.execute(sql: "CREATE TABLE item (a)") }
            try queue.close()
            let before = try Data(contentsOf: URL(filePath: foreign))
            #expect(throws: RecommenderError.notACatalogue(file: foreign)) { try Catalogue(at: foreign) }
            #expect(try Data(contentsOf: URL(filePath: foreign)) == before)
            #expect(throws: RecommenderError.cannotOpen(database: folder, reason: "it is a folder")) {
                try Catalogue(at: folder)
            }
            #expect(throws: RecommenderError.self) { try Catalogue(at: "\(text)/below/c.sqlite") }
        }
    }

    @Test("A database of a newer version is refused with both versions")
    func newer() throws {
        try withCatalogue { catalogue in
            try catalogue.write { database in
                try database.execute(sql: "INSERT INTO grdb_migrations VALUES ('3'), ('12')")
            }
            #expect(throws: RecommenderError.newerCatalogue(database: catalogue.path, version: "12", known: "1")) {
                try Catalogue(at: catalogue.path)
            }
        }
    }
}
