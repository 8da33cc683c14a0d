import Dispatch
import Synchronization

/// Something that items can be read from: a table, a folder, a data set.
///
/// ```swift
/// let outcome = try catalogue.import(EmotionFolderImporter("bollywood"))
/// for fault in outcome.faults { print(fault) }
/// ```
public protocol ItemImporter {
    /// Hands all items to `sink`, some at a time, and tells it of what cannot be read.
    ///
    /// - Throws: where nothing at all can be read. What was handed over before stays.
    func read(into sink: inout ImportSink) throws(RecommenderError)
}

extension Catalogue {
    /// Adds what an importer reads. Items that are there are updated, never doubled, so that an import that was killed can be run
    /// again: what it had handed over is there.
    ///
    /// - Parameter report: is called after each change with what has become of the items so far; does nothing by default.
    public func `import`(
        _ importer: some ItemImporter, report: @escaping (ImportOutcome) -> Void = { _ in }
    ) throws(RecommenderError) -> ImportOutcome {
        var sink = ImportSink(catalogue: self, report: report)
        do throws(RecommenderError) {
            try importer.read(into: &sink)
            try sink.flush()
        } catch {
            // What was handed over before is there when this returns; of two errors the first counts.
            try? sink.finishChange()
            throw error
        }
        return sink.outcome
    }
}

/// Where an importer puts what it reads.
public struct ImportSink {
    /// How many items are one change. A change costs a wait for the disk; what is lost by a kill is one of them.
    static let changeSize = 4_000

    public private(set) var outcome = ImportOutcome()

    private let catalogue: Catalogue
    private let report: (ImportOutcome) -> Void
    private var waiting: [Item] = []
    /// What is being written while the next items are read.
    private var change: Change?

    fileprivate init(catalogue: Catalogue, report: @escaping (ImportOutcome) -> Void) {
        (self.catalogue, self.report) = (catalogue, report)
    }

    /// Takes items; they are written when there are enough of them.
    public mutating func add(_ items: [Item]) throws(RecommenderError) {
        waiting += items
        if waiting.count >= Self.changeSize { try beginChange() }
    }

    /// Tells of something that was left out.
    public mutating func skip(_ file: String, line: Int? = nil, _ reason: String) {
        outcome.skipped += 1
        if outcome.faults.count < ImportOutcome.faultLimit {
            outcome.faults.append(ImportOutcome.Fault(file: file, line: line, reason: reason))
        }
    }

    /// Tells of items that have not changed since they were read last.
    public mutating func keep(_ count: Int) { outcome.kept += count }

    /// By their names, what tells whether the items of a source have changed.
    public func stamps(of source: String) throws(RecommenderError) -> [String: String] {
        try catalogue.stamps(of: source)
    }

    /// Writes what waits, and returns when it is there: for importers that take long for each item.
    public mutating func flush() throws(RecommenderError) {
        try beginChange()
        try finishChange()
    }

    private mutating func beginChange() throws(RecommenderError) {
        try finishChange()
        if waiting.isEmpty { return }
        change = Change(ItemRows(waiting), catalogue)
        waiting.removeAll(keepingCapacity: true)
    }

    fileprivate mutating func finishChange() throws(RecommenderError) {
        guard let change else { return }
        self.change = nil
        let added = try change.wait()
        outcome.added += added
        outcome.updated += change.count - added
        report(outcome)
    }

    /// One change of the database, on another thread.
    private final class Change: Sendable {
        let count: Int
        private let group = DispatchGroup()
        private let result = Mutex<Result<Int, RecommenderError>>(.success(0))

        init(_ rows: ItemRows, _ catalogue: Catalogue) {
            count = rows.count
            DispatchQueue.global().async(group: group) {
                let outcome = Result { () throws(RecommenderError) in try catalogue.store(rows) }
                self.result.withLock { $0 = outcome }
            }
        }

        func wait() throws(RecommenderError) -> Int {
            group.wait()
            return try result.withLock { $0 }.get()
        }
    }
}

/// What became of the items of an import.
public struct ImportOutcome: Sendable, Equatable {
    /// Something that was left out.
    public struct Fault: Sendable, Equatable, CustomStringConvertible {
        public let file: String
        public let line: Int?
        public let reason: String

        public var description: String { "\(file)\(line.map { ":\($0)" } ?? ""): \(reason). It was skipped." }
    }

    /// Items that are new, those that were there or came twice, and those that were not read again.
    public internal(set) var added = 0
    public internal(set) var updated = 0
    public internal(set) var kept = 0
    /// How many could not be read.
    public internal(set) var skipped = 0
    /// Why; of the first hundred.
    public internal(set) var faults: [Fault] = []

    static let faultLimit = 100
}
