/// Loss and accuracy over the examples so far, each batch by the number of its examples, as in Keras.
struct RunningMeans: Equatable, Codable {
    private var lossSum = 0.0
    private var hits = 0.0
    private(set) var examples = 0
    private let countsHits: Bool
    /// Sums of what else was measured; nil in states of before there was such.
    private var measureSums: Logs?

    /// - Parameter countsHits: whether there is an accuracy.
    init(countsHits: Bool) { self.countsHits = countsHits }

    /// - Parameters:
    ///   - batch: what came of a batch.
    ///   - count: the number of its examples.
    mutating func add(_ batch: BatchResult, count: Int) {
        lossSum += batch.loss * Double(count)
        hits += batch.hits
        examples += count
        if batch.measures.isEmpty { return }
        measureSums = (measureSums ?? [:]).merging(batch.measures.mapValues { $0 * Double(count) }, uniquingKeysWith: +)
    }

    var loss: Double { examples == 0 ? 0 : lossSum / Double(examples) }

    /// The means under Keras's names, behind `prefix`.
    func logs(_ prefix: String = "") -> Logs {
        var logs = [prefix + "loss": loss]
        if countsHits { logs[prefix + "accuracy"] = examples == 0 ? 0 : hits / Double(examples) }
        for (name, sum) in measureSums ?? [:] { logs[prefix + name] = sum / Double(max(1, examples)) }
        return logs
    }
}
