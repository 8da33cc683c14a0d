import Mien
import MienCharts

/// How much less a listener was pleased, up to each round, than by the best item each time.
public struct RegretCurve: Sendable, Codable, Equatable {
    /// Who chooses what the listener gets.
    public enum Chooser: String, CaseIterable, Sendable, Codable {
        case thompson, upperBound
        /// What has the highest expected reward, without trying anything.
        case greedy
        /// Any item.
        case random

        var name: String { self == .upperBound ? "upper bound" : rawValue }
    }

    public let chooser: Chooser
    /// The sum of `greatest worth − worth of the chosen item` up to each round.
    public let regret: [Double]

    /// Plays one item a round.
    public init(
        of chooser: Chooser, with listener: SimulatedListener, rounds: Int, seed: UInt64
    ) throws(RankingError) {
        var bandit = try LinearBandit(
            featureCount: listener.items.columnCount, exploration: chooser.exploration, seed: seed)
        var random = RandomStream(seed: seed, purpose: .other, 1)
        let most = listener.worth.max() ?? 0
        var (regret, sum) = ([Double](), 0.0)
        for round in 0..<rounds {
            let item =
                chooser == .random
                ? random.nextInt(below: listener.worth.count)
                : try bandit.ranked(listener.items, count: 1).first ?? 0
            try bandit.learn(listener.items.row(item), listener.reaction(to: item, round: round))
            sum += most - listener.worth[item]
            regret.append(sum)
        }
        (self.chooser, self.regret) = (chooser, regret)
    }

    /// The mean of curves of one chooser, with several listeners.
    public init(mean curves: [RegretCurve]) {
        let rounds = curves.map(\.regret.count).min() ?? 0
        require(rounds > 0, "RegretCurve: no curves to take the mean of")
        chooser = curves[0].chooser
        regret = (0..<rounds).map { round in
            curves.reduce(0) { $0 + $1.regret[round] } / Double(curves.count)
        }
    }

    /// Every chooser's mean over twenty listeners, 600 rounds each.
    ///
    /// - Parameter seed: of the first listener.
    public static func comparison(seed: UInt64 = 1) throws(RankingError) -> [RegretCurve] {
        try Chooser.allCases.map { chooser throws(RankingError) in
            let curves = try parallelMap(20) { listener throws(RankingError) in
                let seed = seed + UInt64(listener)
                return try RegretCurve(of: chooser, with: SimulatedListener(seed: seed), rounds: 600, seed: seed)
            }
            return RegretCurve(mean: curves)
        }
    }

    /// The regret of several choosers over the rounds.
    public static func chart(_ curves: [RegretCurve], title: String = "Cumulative regret") -> LineChart {
        LineChart(
            title: title, series: curves.map { .init($0.chooser.name, $0.regret) }, over: .steps("round"))
    }
}

extension RegretCurve.Chooser {
    fileprivate var exploration: LinearBandit.Exploration {
        switch self {
        case .thompson: .standard
        case .upperBound: .upperBound(1)
        case .greedy, .random: .upperBound(0)
        }
    }
}
