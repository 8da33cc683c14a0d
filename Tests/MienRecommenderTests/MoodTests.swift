import Foundation
import Mien
import MienRecommender
import MienTabular
import MienTestSupport
import Testing

/// A table of songs whose mood loudness and tempo tell: four heaps.
func moodTable(_ count: Int = 160, seed: UInt64 = 3) -> String {
    var random = RandomStream(seed: seed, purpose: .synthesis)
    var lines = ["loudness,tempo,mood"]
    for index in 0..<count {
        let mood = Mood.allCases[index % 4]
        let loudness = -10 + 8 * mood.affect.arousal + 0.4 * Double(random.nextNormal())
        let tempo = 110 + 40 * mood.affect.valence + 2 * Double(random.nextNormal())
        lines.append("\(loudness),\(tempo),\(mood.rawValue.capitalized)")
    }
    return lines.joined(separator: "\n") + "\n"
}

/// A model that has learnt from made songs.
func made() throws -> MoodModel {
    try withFile(moodTable()) { try MoodTraining(contentsOf: $0, input: .heard).fit() }
}

@Suite struct MoodTests {
    private static let table = realData("music_moods/data_moods.csv")

    @Test("Moods are learnt from a table, and songs are placed by them")
    func learning() throws {
        let model = try made()
        let loud = try model.placements([["loudness": -10 + 8 * 0.8, "tempo": 106], ["tempo": 106]])
        #expect(loud[0]?.mood == .energetic && loud[1] == nil)
        #expect(try #require(loud[0]).affect.distance(to: Mood.energetic.affect) < 0.3)
        #expect(abs(try #require(loud[0]).probabilities.values.reduce(0, +) - 1) < 1e-9)
    }

    @Test("A model in a file is the same; what is no such model is refused")
    func files() throws {
        try withTemporaryFolder { folder in
            let (model, path) = (try made(), "\(folder)/m.json")
            try model.write(to: path)
            let song = ["loudness": -12.0, "tempo": 100]
            #expect(try MoodModel(contentsOf: path).placements([song]) == model.placements([song]))
            let other = try StandardScaler().fit(Matrix([[1, 2], [2, 3]]))
            try ModelFile(other).write(to: path)
            #expect(throws: RecommenderError.unknownMoodModel(file: path)) { try MoodModel(contentsOf: path) }
            try "{}".write(toFile: path, atomically: false, encoding: .utf8)
            #expect(throws: RecommenderError.self) { try MoodModel(contentsOf: path) }
        }
    }

    @Test("An unknown mood is named with its table")
    func unknownMood() throws {
        try withFile("loudness,tempo,mood\n-5,100,Hungry\n") { path in
            let error = #expect(throws: RecommenderError.self) { try MoodTraining(contentsOf: path, input: .heard) }
            #expect(error?.description.contains("Hungry") == true)
        }
    }

    @Test("Clusters are named by where their songs lie")
    func clusters() throws {
        try withFile(moodTable()) { path in
            let training = try MoodTraining(contentsOf: path, input: .heard)
            let clusters = try MoodClusters(training.features, placedBy: training.fit())
            #expect(Set(clusters.moods) == Set(Mood.allCases))
            let right = training.labels.indices.count {
                clusters.moods[clusters.assignments[$0]] == Mood.allCases[training.labels[$0]]
            }
            #expect(right == training.labels.count)
            let three = try MoodClusters(training.features, placedBy: training.fit(), count: 3)
            #expect(three.moods.count == 3 && Set(three.assignments) == [0, 1, 2])
        }
    }

    @Test("The models that ship know what they look at")
    func shipped() throws {
        for input in MoodModel.Input.allCases { #expect(try MoodModel(shipped: input).input == input) }
        let placements = try MoodModel(shipped: .service).placements([
            [
                "danceability": 0.3, "acousticness": 0.97, "energy": 0.05, "instrumentalness": 0.92, "liveness": 0.1,
                "valence": 0.1, "loudness": -25, "speechiness": 0.04, "tempo": 80,
            ],
            [
                "danceability": 0.5, "acousticness": 0.001, "energy": 0.97, "instrumentalness": 0.01, "liveness": 0.3,
                "valence": 0.4, "loudness": -3, "speechiness": 0.06, "tempo": 140,
            ],
        ])
        #expect(placements.map { $0?.mood } == [.calm, .energetic])
    }

    @Test(
        "The published table's moods are learnt as well as scikit-learn's best model does",
        .enabled(if: table != nil, "no data_moods.csv; set MIEN_DATA"))
    func published() throws {
        let training = try MoodTraining(contentsOf: try #require(Self.table), input: .service)
        #expect(training.labels.count == 686)
        // Utilities/peers_moods.py, scikit-learn 1.9: its vote, the best of its models.
        #expect(try training.validated(MoodTraining.chosen(.service)).mean >= 0.8149)
    }

    @Test(
        "All songs of the published tables are imported and placed",
        .enabled(if: table != nil, "no data_moods.csv; set MIEN_DATA"))
    func publishedImport() throws {
        let path = try #require(Self.table)
        try withCatalogue { catalogue in
            let first = try catalogue.import(FeatureTableImporter(path))
            #expect(first.added == 686 && first.skipped == 0)
            let second = try catalogue.import(
                FeatureTableImporter(path.replacing("data_moods", with: "spotify_10k_features")))
            // 596 ids come twice, and 50 songs are in both tables.
            #expect(second.added == 9_353 && second.updated == 646 && second.skipped == 0)
            let columns = try catalogue.columns(of: .music)
            #expect((0..<columns.count).allSatisfy { columns.affect($0) != nil })
        }
    }
}
