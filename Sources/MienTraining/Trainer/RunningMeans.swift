/// Loss and accuracy over the examples so far, each batch by the number of its examples, as in Keras.
struct RunningMeans: Equatable, Codable {
    private var lossSum = 0.0
    private var hits = 0
    private(set) var examples = 0
    private let countsHits: Bool

    /// - Parameter countsHits: whether there is an accuracy.
    init(countsHits: Bool) { self.countsHits = countsHits }

    /// - Parameters:
    ///   - loss: the mean over the batch.
    ///   - hits: how many examples of the batch were recognised.
    ///   - count: how many there are.
    mutating func add(loss: Double, hits: Int, count: Int) {
        lossSum += loss * Double(count)
        self.hits += hits
        examples += count
    }

    var loss: Double { examples == 0 ? 0 : lossSum / Double(examples) }

    /// The means under Keras's names, behind `prefix`.
    func logs(_ prefix: String = "") -> Logs {
        var logs = [prefix + "loss": loss]
        if countsHits { logs[prefix + "accuracy"] = examples == 0 ? 0 : Double(hits) / Double(examples) }
        return logs
    }
}
