import Foundation
import MienRecommender
import MienTabular
import MienTestSupport
import Testing

@Suite struct BanditTests {
    private static let rounds = 600

    private func regret(_ chooser: RegretCurve.Chooser, _ seed: UInt64) throws -> [Double] {
        try RegretCurve(of: chooser, with: SimulatedListener(seed: seed), rounds: Self.rounds, seed: seed).regret
    }

    @Test func regretGrowsEverMoreSlowlyAndEndsBelowThatOfOthers() throws {
        for chooser in [RegretCurve.Chooser.thompson, .upperBound] {
            var sums = [Double](repeating: 0, count: 3)
            for seed in UInt64(1)...8 {
                let (curve, greedy, random) = (
                    try regret(chooser, seed), try regret(.greedy, seed), try regret(.random, seed)
                )
                let (half, end) = (curve[Self.rounds / 2 - 1], curve[Self.rounds - 1])
                #expect(end - half < 0.8 * half, "\(chooser), seed \(seed): \(half) and then \(end)")
                #expect(end < 0.6 * random[Self.rounds - 1], "\(chooser), seed \(seed)")
                for (place, value) in [end, greedy[Self.rounds - 1], random[Self.rounds - 1]].enumerated() {
                    sums[place] += value / 8
                }
            }
            print("\(chooser): regret \(sums[0]), greedy \(sums[1]), random \(sums[2])")
            #expect(sums[0] < sums[1] && sums[1] < sums[2], "\(chooser): \(sums)")
        }
    }

    @Test func theTasteIsFound() throws {
        let listener = SimulatedListener(items: 100, features: 4, seed: 5)
        var bandit = try LinearBandit(featureCount: 5)
        for round in 0..<4_000 {
            let item = round % 100
            try bandit.learn(listener.items.row(item), listener.reaction(to: item, round: round))
        }
        for (found, hidden) in zip(try bandit.weights, listener.taste) { #expect(abs(found - hidden) < 0.12) }
        #expect(bandit.reactions == 4_000)
    }

    @Test func whatIsLikedMovesUpAndWhatIsSkippedDown() throws {
        let candidates = Matrix([[1, 0, 0], [0, 1, 0], [0, 0, 1]])
        for exploration in [LinearBandit.Exploration.upperBound(0.1), .thompson(0.01)] {
            var bandit = try LinearBandit(featureCount: 3, exploration: exploration)
            for _ in 0..<5 {
                try bandit.learn([0, 0, 1], .like)
                try bandit.learn([0, 1, 0], .play)
                try bandit.learn([1, 0, 0], .skip)
            }
            #expect(try bandit.ranked(candidates) == [2, 1, 0] && bandit.ranked(candidates, count: 1) == [2])
        }
    }

    /// The mean and the width are those of the formula: of one feature, after n rewards r, `n · r / (n + λ)` and `1 / √(n + λ)`.
    @Test func boundsAreTheFormulas() throws {
        var bandit = try LinearBandit(featureCount: 1, exploration: .upperBound(2), regularization: 3)
        for _ in 0..<6 { try bandit.learn([1], reward: 0.5) }
        #expect(abs(try bandit.weights[0] - 1.0 / 3) < 1e-12)
        let scores = try bandit.scores(of: Matrix([[1], [-2]]))
        #expect(abs(scores[0] - (1.0 / 3 + 2.0 / 3)) < 1e-12 && abs(scores[1] - (-2.0 / 3 + 4.0 / 3)) < 1e-12)
    }

    @Test func drawsAreSpreadAsTheyShould() throws {
        let candidates = Matrix([[1, 0], [1, 1]])
        let scores = try (0..<4_000).map { seed in
            var bandit = try LinearBandit(featureCount: 2, exploration: .thompson(1), seed: UInt64(seed))
            try bandit.learn([1, 1], reward: 1)
            return try bandit.scores(of: candidates)
        }
        // A = [[2 1] [1 2]], its inverse [[2 -1] [-1 2]] / 3; weights 1/3 each.
        for (place, (mean, variance)) in [(1.0 / 3, 2.0 / 3), (2.0 / 3, 2.0 / 3)].enumerated() {
            let values = scores.map { $0[place] }
            let found = values.reduce(0, +) / 4_000
            #expect(abs(found - mean) < 0.06)
            #expect(abs(values.reduce(0) { $0 + ($1 - found) * ($1 - found) } / 4_000 - variance) < 0.06)
        }
    }

    @Test func theSameSeedAndReactionsGiveTheSameList() throws {
        let listener = SimulatedListener(seed: 2)
        var bandit = try LinearBandit(featureCount: 11, exploration: .thompson(1), seed: 4)
        let first = try bandit.ranked(listener.items)
        #expect(try bandit.ranked(listener.items) == first)
        try withTemporaryFolder { folder in
            let names = (0..<11).map { "feature \($0)" }
            try ModelFile(bandit, features: names).write(to: "\(folder)/bandit.json")
            let back = try ModelFile("\(folder)/bandit.json", kinds: .ranking).model(as: LinearBandit.self)
            #expect(back == bandit)
        }
        try bandit.learn(listener.items.row(0), .skip)
        #expect(try bandit.ranked(listener.items) != first)
        #expect(try LinearBandit(featureCount: 11, exploration: .thompson(1), seed: 5).ranked(listener.items) != first)
    }

    @Test func badInputIsRefused() throws {
        #expect(throws: RankingError.self) { try LinearBandit(featureCount: 0) }
        #expect(throws: RankingError.self) { try LinearBandit(featureCount: 1 << 40) }
        #expect(throws: RankingError.self) { try LinearBandit(featureCount: 2, exploration: .thompson(-1)) }
        #expect(throws: RankingError.self) { try LinearBandit(featureCount: 2, regularization: 0) }
        var bandit = try LinearBandit(featureCount: 2)
        let untouched = bandit
        for features in [[1], [1, 2, 3], [.nan, 0], [1e300, 0]] as [[Double]] {
            #expect(throws: RankingError.self) { try bandit.learn(features, .like) }
        }
        #expect(throws: RankingError.self) { try bandit.learn([1, 1], reward: .nan) }
        #expect(throws: RankingError.self) { try bandit.ranked(Matrix([[1]])) }
        #expect(throws: RankingError.self) { try bandit.ranked(Matrix([[1, .infinity]])) }
        #expect(bandit == untouched)
        #expect(try bandit.ranked(Matrix(rowCount: 0, columnCount: 2)) == [])
    }

    @Test func damagedFilesAreRefused() throws {
        var bandit = try LinearBandit(featureCount: 2)
        try bandit.learn([1, 2], .like)
        try expectRefusal(
            of: bandit,
            changed: [
                ("featureCount", 3), ("featureCount", Int.max), ("regularization", -1), ("reactions", -1),
                ("precision", packed([1, 2, 2, 1])), ("precision", packed([1, .nan, 0, 1])), ("rewards", packed([1])),
                ("rewards", packed([1, .infinity])), ("exploration", ["thompson": ["_0": -1]]),
            ])
    }

    @Test func curvesAreDrawn() throws {
        let curves = try RegretCurve.Chooser.allCases.map { chooser in
            RegretCurve(
                mean: try (UInt64(1)...3).map {
                    try RegretCurve(of: chooser, with: SimulatedListener(seed: $0), rounds: 200, seed: $0)
                })
        }
        let svg = RegretCurve.chart(curves).svg()
        #expect(svg.contains("thompson") && svg.contains("upper bound") && svg.contains("greedy"))
        if let folder = ProcessInfo.processInfo.environment["MIEN_CHARTS"] {
            try RegretCurve.chart(curves).write(to: "\(folder)/regret.svg")
        }
    }
}
