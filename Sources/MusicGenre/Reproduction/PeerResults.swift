/// What scikit-learn 1.9 and XGBoost 3.2 reach by the same protocols on the same rows: the means of the accuracies that
/// `Utilities/peers_004.py` prints.
enum PeerResults {
    /// Nil for what the peers do not have.
    static func accuracy(of system: String, by division: String) -> Double? { accuracies[division]?[system] }

    private static let accuracies: [String: [String: Double]] = [
        "paper": [
            "random-forest": 0.7405, "svc": 0.2550, "decision-tree": 0.5680, "xgboost": 0.7550, "sgd": 0.1820,
            "naive-bayes": 0.3800, "knn": 0.2300, "xgboost-grid": 0.7600, "xgboost-top15": 0.7250, "vote": 0.7625,
        ],
        "random-10": [
            "random-forest": 0.8020, "svc": 0.7420, "decision-tree": 0.5940, "xgboost": 0.7950, "sgd": 0.6570,
            "naive-bayes": 0.5300, "knn": 0.6890, "vote": 0.8200,
        ],
        "honest": [
            "random-forest": 0.4563, "svc": 0.4673, "decision-tree": 0.3427, "xgboost": 0.4958, "sgd": 0.4883,
            "naive-bayes": 0.3734, "knn": 0.4451, "xgboost-grid": 0.5021, "xgboost-top15": 0.4726, "vote": 0.4971,
        ],
    ]
}
