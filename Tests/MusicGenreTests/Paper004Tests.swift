import Foundation
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

    /// Made by `Utilities/golden_paper_004.py`.
    private struct Peers: Decodable {
        let predictions: [String: [Int]]
        let accuracies: [Double]

        init() throws {
            let file = URL(fileURLWithPath: goldenPath("paper_004.json", in: .module))
            self = try JSONDecoder().decode(Peers.self, from: Data(contentsOf: file))
        }
    }

    private func test(_ recipe: GenreRecipe) throws -> (accuracy: Double, predictions: [Int]) {
        try withTemporaryFolder { folder in
            let training = try GenreTraining(.init(recipe: recipe, data: path), folder: "\(folder)/run")
            let outcome = try training.train()
            let test = try GenreProtocol.paper.division(of: data).test
            let predictions = try outcome.model.predict(data.features.rows(at: test))
            return (try #require(outcome.test).accuracy, predictions)
        }
    }

    @Test(
        "every clip is answered as the peers answer it",
        arguments: [
            ("svc", 0.255), ("naive-bayes", 0.38), ("knn", 0.23), ("xgboost", 0.755), ("xgboost, depth 3", 0.76),
        ])
    func answers(_ name: String, _ accuracy: Double) throws {
        var recipe = try GenreRecipe.named(name.hasPrefix("xgboost") ? "xgboost" : name)
        if name.hasSuffix("depth 3") { recipe.classifier = .boostedTrees(.init(maximumDepth: 3)) }
        let found = try test(recipe)
        #expect(abs(found.accuracy - accuracy) < 1e-9)
        #expect(try found.predictions == Peers().predictions[name])
    }

    @Test("the trees of the fifteen most important features are as accurate as the peers'")
    func important() throws {
        #expect(abs(try test(.named("xgboost-top15")).accuracy - 0.725) < 1e-9)
    }

    @Test("boosted trees are as accurate as XGBoost's on 20 other divisions")
    func divisions() throws {
        let names = MusicFeatures.names
        let means = names.indices.filter { names[$0].hasPrefix("mfcc") && names[$0].hasSuffix("mean") }
        let variances = names.indices.filter { names[$0].hasPrefix("mfcc") && names[$0].hasSuffix("var") }
        let columns = ColumnGroups([
            .pass(names.indices.filter { !names[$0].hasPrefix("mfcc") }),
            .transform(means, by: PCA(components: 2)), .transform(variances, by: PCA(components: 2)),
        ])
        let x = try columns.fit(data.features).transform(data.features)
        for (seed, expected) in try Peers().accuracies.enumerated() {
            let parts = try trainTestSplit(
                count: data.count, test: .fraction(0.2), stratifiedBy: data.labels, seed: UInt32(seed))
            let model = try GradientBoosting().fit(x.rows(at: parts.training), parts.training.map { data.labels[$0] })
            let answers = try model.predict(x.rows(at: parts.test))
            let hits = zip(answers, parts.test).filter { $0 == data.labels[$1] }.count
            #expect(abs(Double(hits) / Double(parts.test.count) - expected) < 1e-9)
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
