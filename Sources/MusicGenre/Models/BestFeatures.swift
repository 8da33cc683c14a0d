import MienTabular

/// Learns from those features alone that a search over boosted trees finds the most important: by the mean gain of their splits,
/// XGBoost's `feature_importances_`.
struct BestFeatures: Classifier {
    let count: Int
    let search: GridSearch<GradientBoosting>
    let learner: GradientBoosting

    func fit(_ x: Matrix, _ y: [Int]) throws(TabularError) -> PipelineModel<GradientBoostingModel> {
        let columns = try search.fit(x, y).mostImportant(count)
        let stage = try ColumnGroups([.pass(columns)]).fit(x)
        return PipelineModel(transformers: [stage], classifier: try learner.fit(stage.transform(x), y))
    }
}

extension GradientBoostingModel {
    /// The places of the most important features, the most important first.
    func mostImportant(_ count: Int) -> [Int] {
        let importances = featureImportances
        return Array(importances.indices.sorted { importances[$0] > importances[$1] }.prefix(count))
    }
}
