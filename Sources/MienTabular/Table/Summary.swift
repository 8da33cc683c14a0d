import Mien

/// What `describe` says of a column of numbers; missing ones are left out.
public struct Summary: Sendable, Equatable {
    /// How many numbers are not missing. Without any, all others are NaN.
    public let count: Int
    public let mean: Double
    /// Of a sample: the squares are divided by the count less one.
    public let standardDeviation: Double
    public let minimum: Double
    /// The quartiles lie on the line between the two numbers next to them.
    public let lowerQuartile: Double
    public let median: Double
    public let upperQuartile: Double
    public let maximum: Double

    public init(_ values: [Double]) {
        let present = values.filter { !$0.isNaN }
        let sorted = present.sorted()
        count = present.count
        mean = Statistics.mean(present)
        standardDeviation = Statistics.deviation(present)
        minimum = sorted.first ?? .nan
        lowerQuartile = Statistics.quantile(sorted: sorted, 0.25)
        median = Statistics.quantile(sorted: sorted, 0.5)
        upperQuartile = Statistics.quantile(sorted: sorted, 0.75)
        maximum = sorted.last ?? .nan
    }

    fileprivate static let names = ["count", "mean", "std", "min", "25%", "50%", "75%", "max"]

    fileprivate var values: [Double] {
        [Double(count), mean, standardDeviation, minimum, lowerQuartile, median, upperQuartile, maximum]
    }
}

extension Table {
    /// What can be said of a column of numbers.
    public func summary(of column: String) throws(TabularError) -> Summary { Summary(try self[column]) }

    /// Count, mean, standard deviation, minimum, quartiles and maximum of all columns of numbers, as pandas's `describe`.
    ///
    /// - Returns: a table of eight rows; its first column, `statistic`, names them as pandas does.
    public func describe() throws(TabularError) -> Table {
        let names = numericNames
        let summaries = try parallelMap(names.count) { (place) throws(TabularError) in try summary(of: names[place]) }
        return try Table(
            name: name, names: ["statistic"] + names,
            columns: [.text(Summary.names)] + summaries.map { .numbers($0.values) })
    }

    /// How often each value stands in a column, the most frequent first, of equally frequent ones that which stands first.
    ///
    /// - Returns: a table of two columns, the values and their `count`.
    public func valueCounts(of column: String) throws(TabularError) -> Table {
        let groups = try grouped(by: column)
        let order = groups.rows.indices.sorted {
            let counts = (groups.rows[$0].count, groups.rows[$1].count)
            return counts.0 == counts.1 ? groups.rows[$0][0] < groups.rows[$1][0] : counts.0 > counts.1
        }
        return try Table(
            name: name, names: [column, "count"],
            columns: [groups.keys.rows(at: order), .numbers(order.map { Double(groups.rows[$0].count) })])
    }
}
