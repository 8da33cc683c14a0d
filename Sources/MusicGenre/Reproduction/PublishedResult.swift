/// What the notebook of paper 004 prints or says: F1 of its best single classifier and of its vote, which it calls accuracy too.
enum PublishedResult {
    static let accuracies = ["xgboost-grid": 0.75, "vote": 0.78]
}
