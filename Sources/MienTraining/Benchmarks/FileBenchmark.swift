import Mien

/// Work on files that is timed, such as the features of recordings.
public struct FileBenchmark: Sendable {
    public let name: String
    private let work: @Sendable (String) throws -> Void
    private let makeFiles: @Sendable (String) throws -> [String]

    /// - Parameters:
    ///   - name: for the result.
    ///   - makeFiles: writes files to work on into a folder, where the user names none.
    ///   - work: what is timed.
    public init(
        _ name: String, makeFiles: @escaping @Sendable (_ folder: String) throws -> [String],
        work: @escaping @Sendable (_ file: String) throws -> Void
    ) {
        (self.name, self.makeFiles, self.work) = (name, makeFiles, work)
    }

    /// Times the work on each file, one after the other.
    ///
    /// - Parameters:
    ///   - files: made ones if there are none.
    ///   - steps: how often each is timed, after once that is not counted; the median counts.
    public func run(files: [String], steps: Int) throws -> FileCost {
        if files.isEmpty {
            return try Files.withTemporaryFolder { try run(files: makeFiles($0), steps: steps) }
        }
        let times = try files.map { file in try medianMilliseconds(steps) { try work(file) } }
        return FileCost(
            name: name, files: files.count, threads: Runtime.threads,
            millisecondsPerFile: times.reduce(0, +) / Double(times.count), peakBytes: peakMemory())
    }
}

/// What work on files costs.
public struct FileCost: Codable, Sendable, Equatable {
    public let name: String
    /// Their number.
    public let files: Int
    public let threads: Int
    /// The mean over the files of each one's median.
    public let millisecondsPerFile: Double
    /// The most memory that the process has held.
    public let peakBytes: Int
}
