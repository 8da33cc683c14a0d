import Mien
import MienKernels

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// What boosting makes small: the cross-entropy, of the logistic function for two classes, of softmax for more.
struct BoostingObjective: Sendable {
    let classCount: Int

    /// The number of margins of an example, and of trees of a round.
    var groupCount: Int { classCount == 2 ? 1 : classCount }

    /// What all examples begin with, as XGBoost 3 estimates it: the log odds of the second class, or the logarithms of the
    /// classes' shares about their mean.
    func baseMargins(_ codes: [Int]) -> [Float] {
        var counts = [Int](repeating: 0, count: classCount)
        for code in codes { counts[code] += 1 }
        let shares = counts.map { Float($0) / Float(codes.count) }
        if classCount == 2 { return [-logf(1 / shares[1] - 1)] }
        let logarithms = shares.map { logf($0 + 1e-6) }
        let mean = logarithms.reduce(0) { $0 + $1 / Float(classCount) }
        return logarithms.map { $0 - mean }
    }

    /// The derivatives for all examples; margins and derivatives lie class after class.
    func gradients(
        _ margins: UnsafePointer<Float>, _ codes: UnsafePointer<Int32>, count: Int,
        into gradients: UnsafeMutablePointer<GradientPair>
    ) {
        parallelBlocks(count, of: 1024) { rows in
            if classCount == 2 {
                logisticGradients(margins, labels: codes, rows: rows, into: gradients)
            } else {
                withUnsafeTemporaryAllocation(of: Float.self, capacity: classCount) { spare in
                    guard let spare = spare.baseAddress else { return }
                    softmaxGradients(
                        margins, labels: codes, rows: rows, classes: classCount, stride: count, into: gradients,
                        spare: spare)
                }
            }
        }
    }

    /// The probabilities of an example's classes.
    func probabilities(_ margins: some RandomAccessCollection<Float>) -> [Float] {
        guard let greatest = margins.max() else { return [] }
        if classCount == 2 {
            let p = logistic(greatest)
            return [1 - p, p]
        }
        let powers = margins.map { expf($0 - greatest) }
        let total = Float(powers.reduce(0.0) { $0 + Double($1) })
        return powers.map { $0 / total }
    }

    /// How far the probabilities are from the truth, on the average of the examples.
    ///
    /// - Parameter margins: those of example `row` are `margins(row)`.
    func value(_ metric: BoostingMetric, _ codes: [Int], _ margins: (Int) -> [Float]) -> Double {
        let blockSize = 1024
        let sums = parallelMap((codes.count + blockSize - 1) / blockSize) { block in
            let rows = block * blockSize..<min(codes.count, (block + 1) * blockSize)
            return rows.reduce(0.0) { $0 + loss(metric, codes[$1], probabilities(margins($1))) }
        }
        return sums.reduce(0, +) / Double(codes.count)
    }

    private func loss(_ metric: BoostingMetric, _ code: Int, _ probabilities: [Float]) -> Double {
        switch metric {
        case .logLoss: -log(Double(min(max(probabilities[code], 1e-16), 1)))
        case .error: probabilities.firstIndex(of: probabilities.max() ?? 0) == code ? 0 : 1
        }
    }
}
