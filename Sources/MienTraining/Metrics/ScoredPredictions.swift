import Mien

/// What a network thinks of each class for each example, against the true classes: for measures that ask for more than the
/// most probable class.
///
/// ```swift
/// let scored = ScoredPredictions(probabilities: try trainer.predict(test).softmax(), labels: test.labels)
/// scored.topKAccuracy(3)
/// scored.areaUnderROC()
/// scored.expectedCalibrationError()
/// ```
public struct ScoredPredictions: Sendable {
    /// One row an example, one column a class.
    public let probabilities: [[Double]]
    public let labels: [Int]

    /// - Parameters:
    ///   - probabilities: `[count, classes]`. For ``topKAccuracy(_:)`` and ``areaUnderROC(average:)`` any scores will do.
    ///   - labels: the true class of each example, from 0.
    public init(probabilities: Tensor, labels: [Int]) {
        require(
            probabilities.rank == 2 && probabilities.shape[0] == labels.count,
            "ScoredPredictions: probabilities [\(labels.count), classes] are expected, "
                + "the shape is \(probabilities.shape)")
        let classes = probabilities.shape[1]
        require(
            labels.allSatisfy { (0..<classes).contains($0) },
            "ScoredPredictions: the classes are 0 ..< \(classes), found \(labels.max() ?? 0)")
        let scalars = probabilities.doubleScalars
        self.probabilities = labels.indices.map { Array(scalars[($0 * classes)..<(($0 + 1) * classes)]) }
        self.labels = labels
    }

    /// The number of classes.
    public var classes: Int { probabilities.first?.count ?? 0 }

    /// The share of examples whose class is among the `k` with the highest scores; of equal scores those of later classes
    /// come first, as in scikit-learn's `top_k_accuracy_score`. 0 of no examples.
    public func topKAccuracy(_ k: Int) -> Double {
        require(k > 0, "topKAccuracy: at least one class has to count, found \(k)")
        let hits = zip(probabilities, labels).count { row, label in
            let ahead = row.indices.count { row[$0] > row[label] || (row[$0] == row[label] && $0 > label) }
            return ahead < k
        }
        return labels.isEmpty ? 0 : Double(hits) / Double(labels.count)
    }

    /// How the areas of the classes become one.
    public enum Average: Sendable, CaseIterable {
        /// The plain mean.
        case macro
        /// By the number of examples of the class.
        case weighted
    }

    /// The mean over the classes of the area under the curve of hits against false alarms, each class against the rest:
    /// scikit-learn's `roc_auc_score` with `multi_class="ovr"`. NaN where a class has no examples.
    public func areaUnderROC(average: Average = .macro) -> Double {
        let areas = (0..<classes).map { place in
            MienTraining.areaUnderROC(
                scores: probabilities.map { $0[place] }, isPositive: labels.map { $0 == place })
        }
        let weights = (0..<classes).map { place in
            average == .macro ? 1 : Double(labels.count { $0 == place })
        }
        return zip(areas, weights).reduce(0) { $0 + $1.0 * $1.1 } / weights.reduce(0, +)
    }

    /// How far the probability of the most probable class is from the share of examples where it is right (Guo et al.
    /// 2017): the examples are put into bins by that probability, and the distances of the bins' means are averaged by
    /// their sizes. 0 of no examples.
    ///
    /// - Parameter bins: the number of bins of equal width; each includes its upper end.
    public func expectedCalibrationError(bins: Int = 15) -> Double {
        require(bins > 0, "expectedCalibrationError: at least one bin is needed, found \(bins)")
        var sums = [Double](repeating: 0, count: bins)
        for (row, label) in zip(probabilities, labels) {
            let best = row.indices.reduce(0) { row[$1] > row[$0] ? $1 : $0 }
            let bin = min(max(Int((row[best] * Double(bins)).rounded(.up)) - 1, 0), bins - 1)
            sums[bin] += (best == label ? 1 : 0) - row[best]
        }
        return labels.isEmpty ? 0 : sums.reduce(0) { $0 + abs($1) } / Double(labels.count)
    }
}

/// The area under the curve of hits against false alarms: how probable it is that a positive example has a higher score
/// than a negative one, where equal ones count half. Scikit-learn's `roc_auc_score`; NaN without examples of both kinds.
public func areaUnderROC(scores: [Double], isPositive: [Bool]) -> Double {
    require(
        scores.count == isPositive.count,
        "areaUnderROC: \(scores.count) scores stand against \(isPositive.count) truths")
    let order = scores.indices.sorted { scores[$0] < scores[$1] }
    var (negatives, positives, pairs) = (0, 0, 0.0)
    var start = 0
    while start < order.count {
        let end = order[start...].firstIndex { scores[$0] != scores[order[start]] } ?? order.count
        // NaN is equal to nothing, not even to itself: it must not hold up the walk.
        let next = max(end, start + 1)
        let hits = order[start..<next].count { isPositive[$0] }
        let misses = next - start - hits
        pairs += Double(hits) * (Double(negatives) + Double(misses) / 2)
        positives += hits
        negatives += misses
        start = next
    }
    if scores.contains(where: \.isNaN) { return .nan }
    return pairs / (Double(positives) * Double(negatives))
}
