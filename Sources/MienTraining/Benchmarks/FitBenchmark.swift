import Mien

/// Learning that is timed: several ways to learn from one table.
public struct FitBenchmark: Sendable {
    /// One way: its name for the result, and what is timed.
    public typealias Fit = (name: String, body: @Sendable () throws -> Void)

    public let name: String
    private let rows: Int
    private let columns: Int
    private let fits: [Fit]

    /// - Parameters:
    ///   - rows: of the table.
    ///   - columns: of the table.
    public init(_ name: String, rows: Int, columns: Int, fits: [Fit]) {
        (self.name, self.rows, self.columns, self.fits) = (name, rows, columns, fits)
    }

    /// - Parameter steps: how often each is timed, after once that is not counted; the median counts.
    public func run(steps: Int) throws -> FitCost {
        let times = try fits.map { fit in (fit.name, try medianMilliseconds(steps, fit.body)) }
        return FitCost(
            name: name, rows: rows, columns: columns, threads: Runtime.threads,
            fitMilliseconds: Dictionary(times) { first, _ in first }, peakBytes: peakMemory())
    }
}

/// What learning from a table costs.
public struct FitCost: Codable, Sendable, Equatable {
    public let name: String
    public let rows: Int
    public let columns: Int
    public let threads: Int
    /// Of each way to learn, the median.
    public let fitMilliseconds: [String: Double]
    /// The most memory that the process has held.
    public let peakBytes: Int
}
