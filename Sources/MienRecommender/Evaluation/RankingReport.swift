import MienTabular

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Rankers side by side.
///
/// ```swift
/// print(try RankingReport(evaluations).text())
/// ```
public struct RankingReport: Sendable, Codable, Equatable {
    /// In the order in which they are shown.
    public let evaluations: [RankingEvaluation]

    public init(_ evaluations: [RankingEvaluation]) { self.evaluations = evaluations }

    /// A row a ranker, a column a measure.
    public var table: Table {
        get throws(TabularError) {
            func column(_ value: (RankingEvaluation) -> Double, decimals: Double = 4) -> Column {
                let unit = pow(10, decimals)
                return .numbers(evaluations.map { (value($0) * unit).rounded() / unit })
            }
            let count = evaluations.first?.count ?? 10
            return try Table(
                name: "rankers",
                names: [
                    "ranker", "part", "HR@\(count)", "±", "NDCG@\(count)", "± ", "coverage", "diversity", "novelty",
                    "repeats",
                    "fit s", "list ms",
                ],
                columns: [
                    .text(evaluations.map(\.name)), .text(evaluations.map(\.part.rawValue)), column(\.hitRate),
                    column(\.hitRateError), column(\.gain), column(\.gainError), column(\.coverage, decimals: 3),
                    column(\.diversity, decimals: 3), column(\.novelty, decimals: 2), column(\.repeatRate, decimals: 3),
                    column(\.fitSeconds, decimals: 2), column(\.listMilliseconds, decimals: 2),
                ])
        }
    }

    /// The table for a terminal.
    public func text(width: Int = 160) throws(TabularError) -> String {
        try table.text(rows: max(10, evaluations.count), width: width)
    }
}
