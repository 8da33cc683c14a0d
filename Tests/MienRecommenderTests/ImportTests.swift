import Foundation
import MienRecommender
import MienTestSupport
import Testing

@Suite struct ImportTests {
    private let header = "name,artist,id,length,popularity,release_date,energy,valence,tempo,mood\n"

    @Test("Songs of a table are read, whatever the order of its columns")
    func table() throws {
        try withFile(header + "\"1999, live\",Prince,abc,379266,68,1982-10-27,.73,0.625,118.523,Happy\r\n") { path in
            try withCatalogue { catalogue in
                let outcome = try catalogue.import(FeatureTableImporter(path, model: try made()))
                #expect(outcome.added == 1 && outcome.faults.isEmpty)
                let item = try #require(catalogue.entries(named: "1999").first).item
                #expect(item.title == "1999, live" && item.artists == ["Prince"] && item.year == 1982)
                #expect(item.seconds == 379.266 && item.popularity == 0.68 && item.tempo == 118.523)
                #expect(item.mood == "happy" && item.isMoodGiven && item.affect == Mood.happy.affect)
                #expect(item.source == "table" && item.sourceID == "abc")
            }
        }
    }

    @Test("Broken rows are told of by their lines, and passed by")
    func brokenRows() throws {
        let good = "Good,A,g1,1000,1,1999,.5,.5,100,\n"
        let text =
            header + good + "Short,A,s1\n" + "Loud,A,l1,1000,1,1999,7,.5,100,\n" + ",A,n1,1000,1,1999,.5,.5,100,\n"
            + "NaN,A,x1,1000,1,1999,nan,.5,100,\n" + "\"Open,A,o1,1000,1,1999,.5,.5,100,\n"
            + "Word,A,w1,long,1,1999,.5,.5,100,\n" + good.replacingOccurrences(of: "g1", with: "g2")
        try withFile(text) { path in
            try withCatalogue { catalogue in
                let outcome = try catalogue.import(FeatureTableImporter(path, model: try made()))
                #expect(outcome.added == 2 && outcome.skipped == 6)
                #expect(outcome.faults.map(\.line) == [3, 4, 5, 6, 7, 8])
                #expect(outcome.faults.allSatisfy { $0.description.hasPrefix("\(path):") })
            }
        }
    }

    @Test("Bytes that are no text, and endless lines, are passed by, too")
    func hostileBytes() throws {
        try withTemporaryFolder { folder in
            let path = "\(folder)/t.csv"
            var bytes = Array("name,id\nOne,1\n".utf8) + [0xFF, 0xFE, 0x2C, 0x32, 0x0A]
            bytes += [UInt8](repeating: 0x61, count: 200_000) + Array("\nTwo,2\nTh\u{0}ree,3".utf8)
            try Data(bytes).write(to: URL(filePath: path))
            try withCatalogue { catalogue in
                let outcome = try catalogue.import(FeatureTableImporter(path, model: try made()))
                #expect(outcome.added == 3 && outcome.faults.map(\.line) == [3, 4])
                #expect(try catalogue.entries(named: "Th ree").count == 1)
            }
        }
    }

    @Test("What cannot be a table of songs is refused")
    func noTable() throws {
        try withCatalogue { catalogue in
            _ = try withFile("a,b\n1,2\n") { path in
                #expect(throws: RecommenderError.missingColumn(file: path, name: "title", known: ["a", "b"])) {
                    try catalogue.import(FeatureTableImporter(path, model: made()))
                }
            }
            _ = try withFile("") { path in
                #expect(throws: RecommenderError.emptyTable(file: path)) {
                    try catalogue.import(FeatureTableImporter(path, model: made()))
                }
            }
            #expect(throws: RecommenderError.missing(path: "/nowhere.csv")) {
                try catalogue.import(FeatureTableImporter("/nowhere.csv", model: made()))
            }
        }
    }

    @Test("Importing again updates; what is not said stays, and a mood that was given, too")
    func again() throws {
        try withCatalogue { catalogue in
            let id = "4HIwL9ii9CcXpTOTzMq0MP"
            let first = try withFile(header + "Song,A,\(id),1000,50,1999,.5,.5,100,Sad\n") {
                try catalogue.import(FeatureTableImporter($0, model: try made()))
            }
            let second = try withFile("title,id,energy\nNew title,\(id),.9\n", named: "other.csv") {
                try catalogue.import(FeatureTableImporter($0, model: try made()))
            }
            #expect(first.added == 1 && second.added == 0 && second.updated == 1)
            let item = try #require(catalogue.entries([1]).first).item
            #expect(item.title == "New title" && item.mood == "sad" && item.popularity == 0.5)
            #expect(item.source == "spotify" && item.artists == ["A"] && item.features["energy"] == 0.9)
            // A mood that is computed now replaces none that was given.
            let third = try withFile("name,artist,id,loudness,tempo\nSong,A,\(id),-3,106\nSong,B,2,-3,106\n") {
                try catalogue.import(FeatureTableImporter($0, model: try made()))
            }
            #expect(third.updated == 1 && third.added == 1)
            let items = try catalogue.entries(named: "Song").map(\.item)
            #expect(items.map(\.mood).first == "sad" && items.last?.mood != nil && items.last?.mood != "sad")
            #expect(items.first?.affect == item.affect && items.first?.isMoodGiven == true)
        }
    }

    @Test("Separators and marks of byte order are recognised")
    func separators() throws {
        try withFile("\u{FEFF}title;artist;id\nA;B;1\n\n\"x;y\";C;2\n") { path in
            try withCatalogue { catalogue in
                let outcome = try catalogue.import(FeatureTableImporter(path, model: try made()))
                #expect(outcome.added == 2)
                #expect(try catalogue.entries([2])[0].item.title == "x;y")
            }
        }
    }

    @Test("A folder with a folder for each emotion gives its songs their moods")
    func emotions() throws {
        try withTemporaryFolder { folder in
            for name in ["Happy/Kishore Kumar - Zindagi.mp3", "sad/02 - Tujhe.flac", "holiday/x.mp3", "angry/a.txt"] {
                let path = URL(filePath: "\(folder)/\(name)")
                try FileManager.default.createDirectory(
                    at: path.deletingLastPathComponent(), withIntermediateDirectories: true)
                try Data("no music".utf8).write(to: path)
            }
            try withCatalogue { catalogue in
                let outcome = try catalogue.import(EmotionFolderImporter(folder))
                #expect(outcome.added == 2 && outcome.skipped == 2)
                let happy = try #require(catalogue.entries(named: "Zindagi").first).item
                #expect(happy.artists == ["Kishore Kumar"] && happy.mood == "happy" && happy.isMoodGiven)
                #expect(happy.affect == EmotionTable.standard["happy"])
                #expect(try catalogue.entries(named: "Tujhe").first?.item.title == "Tujhe")
                #expect(try catalogue.import(EmotionFolderImporter(folder)).updated == 2)
                let error = RecommenderError.noEmotions(folder: "\(folder)/sad", known: EmotionTable.standard.names)
                #expect(throws: error) { try catalogue.import(EmotionFolderImporter("\(folder)/sad")) }
            }
        }
    }

    @Test(
        "Names of files are parted into artist and title",
        arguments: [
            ("Prince - 1999.mp3", ["Prince"], "1999"), ("a/b/03 - Prince - Kiss.flac", ["Prince"], "Kiss"),
            ("07 Kiss.ogg", [], "Kiss"), ("7 Years.mp3", [], "7 Years"), ("99.mp3", [], "99"),
            ("Some_Song.wav", [], "Some Song"), (" - .mp3", [], "-"), ("1. A - B - C.mp3", ["A"], "B - C"),
        ] as [(String, [String], String)])
    func names(_ path: String, _ artists: [String], _ title: String) {
        let name = SongName(path: path)
        #expect(name.artists == artists && name.title == title)
    }

    @Test("Films of MovieLens: title, year, genres, and what is popular now")
    func movieLens() throws {
        try withTemporaryFolder { folder in
            let movies =
                "movieId,title,genres\r\n1,Toy Story (1995),Comedy|Animation\r\n"
                + "2,\"Night, The (1)\",(no genres listed)\r\n"
            try movies.write(toFile: "\(folder)/movies.csv", atomically: false, encoding: .utf8)
            let ratings = "userId,movieId,rating,timestamp\n1,1,4,1000000000\n2,1,5,1000000000\n3,2,2,1400000000\n"
            try ratings.write(toFile: "\(folder)/ratings.csv", atomically: false, encoding: .utf8)
            try withCatalogue { catalogue in
                #expect(try catalogue.import(MovieLensImporter(folder)).added == 2)
                let films = try catalogue.entries([1, 2]).map(\.item)
                #expect(films[0].title == "Toy Story" && films[0].year == 1995)
                #expect(films[0].features["meanRating"] == 4.5)
                #expect(films[0].genres == ["Comedy", "Animation"] && films[0].affect?.valence == 0.7)
                #expect(films[1].title == "Night, The (1)" && films[1].genres.isEmpty && films[1].affect == nil)
                // Two ratings of twelve years before count less than one of today.
                #expect(films[1].popularity == 1 && (films[0].popularity ?? 1) < 0.1)
            }
        }
    }

    @Test("The activities that ship are sixty or so, of six groups, in all directions")
    func activities() throws {
        try withCatalogue { catalogue in
            let outcome = try catalogue.import(ActivityImporter())
            #expect(outcome.added >= 60 && outcome.faults.isEmpty)
            let columns = try catalogue.columns(of: .activity)
            let groups = Set((0..<columns.count).flatMap { columns.genres($0) })
            #expect(groups == ["calming", "meditation", "social", "active", "peaceful", "lively"])
            let places = (0..<columns.count).compactMap { columns.affect($0) }
            #expect(places.contains { $0.arousal > 0.5 } && places.contains { $0.arousal < -0.5 })
            #expect(try catalogue.import(ActivityImporter()).updated == outcome.added)
        }
    }
}
