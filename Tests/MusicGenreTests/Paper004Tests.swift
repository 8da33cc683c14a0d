import GTZAN
import MienTabular
import MienTestSupport
import MienTraining
import MusicGenre
import Testing

/// What scikit-learn 1.9 and XGBoost 3.2 give on the paper's 200 test clips.
@Suite("Paper 004 on GTZAN's table", .enabled(if: realData("gtzan/artist_folds.csv") != nil, "no GTZAN; set MIEN_DATA"))
struct Paper004Tests {
    private let path: String
    private let data: GenreData

    init() throws {
        path = try #require(realData("gtzan"))
        data = try GenreData(path, seed: 1)
    }

    @Test(
        "accuracies are the peers'",
        arguments: [("svc", 0.255), ("naive-bayes", 0.38), ("knn", 0.23), ("xgboost", 0.755), ("xgboost-top15", 0.725)])
    func accuracies(_ name: String, _ expected: Double) throws {
        try withTemporaryFolder { folder in
            let configuration = GenreTraining.Configuration(
                recipe: try .named(name), data: path)
            let outcome = try GenreTraining(configuration, folder: "\(folder)/run").train()
            #expect(abs((outcome.test?.accuracy ?? 0) - expected) < 1e-9)
        }
    }

    @Test("the search finds the same candidate with the same score")
    func search() throws {
        let division = try GenreProtocol.paper.division(of: data)
        #expect(division.test.prefix(10) == [72, 988, 274, 533, 385, 190, 600, 338, 231, 975])
        let found = try Paper004(data: data).search()
        #expect(abs(found.best.mean - 0.7262) < 5e-5 && found.rows.count == 27)
        #expect(found.best.candidate.label == "learningRate 0.2, maximumDepth 3, rounds 150")
    }

    @Test("what the paper says of the table is checked")
    func observations() throws {
        let exploration = try GenreExploration(of: data)
        #expect(exploration.observations.map(\.holds) == [false, true, true, false, true, true, false])
        #expect(exploration.observations[0].found.hasPrefix("reggae 129.2, "))
    }

    @Test("ours is ahead of its peers, where artists are kept apart and where not")
    func ours() throws {
        func accuracy(_ protocols: [GenreProtocol]) throws -> Double {
            let accuracies = try protocols.map { division in
                try withTemporaryFolder { folder in
                    let configuration = GenreTraining.Configuration(recipe: .mien, protocol: division, data: path)
                    return try GenreTraining(configuration, folder: "\(folder)/run").train().test?.accuracy ?? 0
                }
            }
            return accuracies.reduce(0, +) / Double(accuracies.count)
        }
        #expect(try accuracy((1...3).map { .honest(fold: $0) }) > 0.535)
        #expect(try accuracy((1...10).map { .random(fold: $0) }) > 0.815)
    }
}
