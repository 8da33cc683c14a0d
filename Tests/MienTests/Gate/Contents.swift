/// What the gate's tables hold. It stands apart from them because a suite's traits cannot refer to the suite itself.
enum Contents {
    static let layers: String = "\(Layers.covered.count) layers in \(Layers.rows.count) rows"
    static let operations: String = "operations in \(Operations.rows.count) rows"
    static let crossEntropy: String = "cross entropy in \(Losses.rows.count) rows"
    static let losses: String = "other losses in \(LossFunctions.rows.count) rows"
    static let optimizers: String = "\(Optimizers.covered.count) optimizers in \(Optimizers.rows.count) rows"
}
