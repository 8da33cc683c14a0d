/// How much a confusion counts by the distance of its classes, where they have an order.
public enum KappaWeighting: Sendable, CaseIterable {
    /// All confusions alike.
    case none
    /// In proportion to the distance.
    case linear
    /// In proportion to its square.
    case quadratic
}

extension ConfusionMatrix {
    /// Cohen's kappa: how much more truths and predictions agree than by chance. 1 is always, 0 as much as by chance.
    ///
    /// `κ = 1 − Σ w · observed / Σ w · expected`; scikit-learn's `cohen_kappa_score`. NaN where chance alone agrees always,
    /// such as with one class.
    ///
    /// - Parameter weighting: how much a confusion counts.
    public func cohensKappa(weighting: KappaWeighting = .none) -> Double {
        let total = Double(total)
        var (observed, expected) = (0.0, 0.0)
        for truth in counts.indices {
            for prediction in counts.indices where truth != prediction {
                let distance = Double(abs(truth - prediction))
                let weight =
                    switch weighting {
                    case .none: 1.0
                    case .linear: distance
                    case .quadratic: distance * distance
                    }
                observed += weight * Double(counts[truth][prediction])
                expected += weight * Double(support(of: truth)) * Double(predicted(as: prediction)) / total
            }
        }
        return 1 - observed / expected
    }
}
