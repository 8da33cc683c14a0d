import Foundation
import MienAudio
import MienImage
import MienTestSupport
import Testing

/// `mien recommend`, from tables to playlists.
struct RecommendCommandTests {
    /// Two songs in each corner of the plane.
    static let songs = """
        name,artist,id,energy,valence,tempo,mood,genre,explicit
        Loud,Ann,a1,0.9,0.9,140,Energetic,rock,true
        Louder,Bob,a2,0.95,0.8,150,Energetic,rock,false
        Glad,Cid,a3,0.6,0.9,120,Happy,pop,false
        Gladder,Dee,a4,0.7,0.95,118,Happy,pop,false
        Still,Eve,a5,0.1,0.6,60,Calm,folk,false
        Stiller,Fay,a6,0.05,0.7,66,Calm,folk,false
        Grey,Gus,a7,0.2,0.1,70,Sad,blues,false
        Greyer,Hal,a8,0.1,0.05,72,Sad,blues,false

        """

    private let folder: Folder

    init() throws {
        folder = try Folder()
        try folder.write("songs.csv", Self.songs)
    }

    @discardableResult
    private func run(_ command: String) throws -> String {
        let outcome = try Program.run(
            command.split(separator: " ").map(String.init) + ["--catalogue", "c.sqlite"], in: folder.path)
        #expect(outcome.ending == .exit(0), "\(command): \(outcome.error)")
        return outcome.output
    }

    private func ids(_ options: String) throws -> [Int] {
        let document = try json(try run("recommend \(options) --json -"), as: [String: Any].self)
        return try #require(document["items"] as? [[String: Any]]).compactMap { $0["id"] as? Int }
    }

    @Test func fromTableToPlaylist() throws {
        #expect(try run("recommend import songs.csv") == "songs.csv: 8 added, 0 updated, 0 kept, 0 skipped\n")
        #expect(try run("recommend import songs.csv") == "songs.csv: 0 added, 8 updated, 0 kept, 0 skipped\n")
        let text = try run("recommend --state sad:.7,calm:.3 -n 3 --playlist sad.m3u8 --save evening")
        #expect(text.hasPrefix("sad 70 %, calm 30 %: negative, low arousal; match\n"), "\(text)")
        let playlist = String(decoding: try folder.bytes(of: "sad.m3u8"), as: UTF8.self)
        #expect(playlist.hasPrefix("#EXTM3U") && playlist.contains("Grey"))
        #expect(try run("recommend list") == "evening\n")
        #expect(try run("recommend list evening --playlist again.xspf").split(separator: "\n").count == 3)
        #expect(folder.holds("again.xspf"))
        try run("recommend list evening --remove")
        #expect(try run("recommend list") == "No list was kept.\n")
    }

    @Test func stateKindPolicyAndFiltersDecide() throws {
        try run("recommend import songs.csv")
        let match = try ids("--state sad -n 2")
        #expect(Set(match) == [7, 8])
        let repair = try ids("--state sad --policy repair -n 6")
        #expect([7, 8].contains(repair[0]) && ![7, 8].contains(repair[5]))
        #expect(try ids("--state happy --genre folk").allSatisfy { [5, 6].contains($0) })
        #expect(try !ids("--state happy --clean").contains(1))
        #expect(try ids("--state happy --artist Bob") == [2])
        // The same seed gives the same list.
        #expect(try ids("--state happy --seed 3") == ids("--state happy --seed 3"))
        let activities = try run("recommend --state calm --kind activity -n 5")
        #expect(activities.split(separator: "\n").count == 6)
    }

    @Test func ratingsOfFilmsAreLearntFrom() throws {
        try run("recommend import songs.csv")
        let made = try Program.run(["datasets", "make", "ratings", "films", "--count", "60"], in: folder.path)
        #expect(made.ending == .exit(0) && made.output.hasPrefix("films: 400 films, "), "\(made.error)")
        let check = try Program.run(["datasets", "check", "films"], in: folder.path)
        #expect(check.output.contains("60 users"))
        #expect(try run("recommend import films --activities").hasPrefix("films: 400 added"))
        #expect(folder.holds("c.sqlite.ratings.json"))
        let before = try ids("--state happy --kind film -n 10")
        // Lines are "user,film,stars,time"; eight songs have the first numbers of the catalogue.
        let lines = String(decoding: try folder.bytes(of: "films/ratings.csv"), as: UTF8.self).split(separator: "\n")
        let counts = Dictionary(grouping: lines.dropFirst()) { Int($0.split(separator: ",")[1]) ?? 0 }.mapValues(
            \.count)
        func ratings(_ films: [Int]) -> Int { films.reduce(0) { $0 + (counts[$1 - 8] ?? 0) } }
        #expect(try ratings(ids("--state happy --kind film -n 10 --popular")) > ratings(before))
        try run("recommend feedback like \(before[0]) \(before[1])")
        #expect(try ids("--state happy --kind film -n 10") != before)
        // Without what was learnt the list is another one.
        let learnt = try ids("--state happy --kind film -n 10")
        try FileManager.default.removeItem(atPath: "\(folder.path)/c.sqlite.ratings.json")
        #expect(try ids("--state happy --kind film -n 10") != learnt)
    }

    @Test(.enabled(if: FaceCommandTests.hasCascades, "no cascades of OpenCV; `make setup` installs them"))
    func onlyAFaceAloneTellsWhoAsks() throws {
        try run("recommend import songs.csv")
        func refusal(_ options: [String]) throws -> String {
            let outcome = try Program.run(["recommend", "--catalogue", "c.sqlite"] + options, in: folder.path)
            #expect(outcome.ending == .exit(65) && outcome.output.isEmpty, "\(outcome.output)")
            return outcome.error
        }
        #expect(try refusal(["--face", FaceCommandTests.drawing]).contains("shows 3 faces ("))
        let grey = Image(width: 200, height: 150, channels: 1, samples: [UInt8](repeating: 128, count: 30_000))
        try grey.write(to: "\(folder.path)/grey.png")
        #expect(try refusal(["--face", "grey.png"]).contains("grey.png shows no face."))
        try Waveform([Float](repeating: 0, count: 48_000), sampleRate: 16_000).write(to: "\(folder.path)/still.wav")
        #expect(try refusal(["--voice", "still.wav"]).contains("still.wav holds nothing but silence."))
    }

    @Test func feedbackMovesTheListAndIsForgotten() throws {
        try run("recommend import songs.csv")
        let before = try ids("--state happy")
        let place = try #require(before.firstIndex(of: 4))
        #expect(try run("recommend feedback skip 4") == "skip: Dee – Gladder\n")
        #expect(try !ids("--state happy").contains(4))
        try run("recommend feedback like 8")
        let liked = try ids("--state happy")
        #expect(try #require(liked.firstIndex(of: 8)) < #require(before.firstIndex(of: 8)))
        #expect(try run("recommend history").contains("history is not kept"))
        try run("recommend history --keep")
        try run("recommend --state angry -n 2")
        #expect(try run("recommend history").split(separator: "\n").count == 2)
        #expect(try run("recommend forget") == "History and feedback are erased.\n")
        #expect(try run("recommend history") == "Nothing yet.\n")
        #expect(try ids("--state happy").firstIndex(of: 4) == place)
        #expect(try run("recommend search glad").contains("Dee – Gladder"))
    }
}
