/// Several classifiers that learn from the same examples and then vote; scikit-learn's `VotingClassifier`.
///
/// ```swift
/// let model = try Voting([RandomForest(), GradientBoostedTrees()], kind: .soft).fit(x, y)
/// ```
public struct Voting: Classifier {
    public enum Kind: String, Sendable, Codable {
        /// Each has a vote for one class; of classes with equally many votes the lowest wins.
        case hard
        /// Their probabilities are averaged.
        case soft
    }

    public var classifiers: [any Classifier]
    /// Hard by default.
    public var kind: Kind
    /// How much each one's vote counts; by default all alike.
    public var weights: [Double]?

    public init(_ classifiers: [any Classifier], kind: Kind = .hard, weights: [Double]? = nil) {
        (self.classifiers, self.kind, self.weights) = (classifiers, kind, weights)
    }

    /// One classifier learns after the other, each on all cores.
    public func fit(_ x: Matrix, _ y: [Int]) throws(TabularError) -> VotingModel {
        let owner = "Voting"
        try check(owner, "the number of classifiers", classifiers.count, "above 0") { $0 > 0 }
        if let weights {
            try check(owner, "weights", weights, "a finite number from 0 for each of them, one above 0 at least,") {
                $0.count == classifiers.count && $0.allSatisfy { $0 >= 0 && $0.isFinite } && $0.contains { $0 > 0 }
            }
        }
        let examples = try Examples(x, y, allowsMissing: true)
        var models: [any ClassifierModel] = []
        for classifier in classifiers {
            let model = try fit(classifier, x, y)
            if kind == .soft {
                try check(owner, "a soft voter", type(of: model).kind, "a model with probabilities") { _ in
                    model is any ProbabilisticModel
                }
            }
            models.append(model)
        }
        return VotingModel(
            classes: examples.classes, featureCount: x.columnCount, models: models, voting: kind,
            weights: weights ?? models.map { _ in 1 })
    }

    private func fit(
        _ classifier: some Classifier, _ x: Matrix, _ y: [Int]
    ) throws(TabularError) -> any ClassifierModel {
        try classifier.fit(x, y)
    }
}

/// The models of ``Voting``.
public struct VotingModel: ProbabilisticModel {
    public static let kind = "voting"

    public let classes: [Int]
    public let featureCount: Int
    /// Those that vote, in the order of the classifiers.
    public let models: [any ClassifierModel]
    public let voting: Voting.Kind
    public let weights: [Double]

    init(
        classes: [Int], featureCount: Int, models: [any ClassifierModel], voting: Voting.Kind, weights: [Double]
    ) {
        (self.classes, self.featureCount, self.models) = (classes, featureCount, models)
        (self.voting, self.weights) = (voting, weights)
    }

    public func predict(_ x: Matrix) throws(TabularError) -> [Int] {
        let shares = voting == .soft ? try predictProbabilities(x) : try votes(x)
        return shares.likeliestColumns.map { classes[$0] }
    }

    /// The mean of the models' probabilities.
    ///
    /// - Throws: ``TabularError/badParameter(owner:name:found:expected:)`` where hard votes were asked for, which have none.
    public func predictProbabilities(_ x: Matrix) throws(TabularError) -> Matrix {
        guard voting == .soft else {
            throw .badParameter(
                owner: "Voting", name: "kind", found: "hard",
                expected: "soft in learning, since probabilities are asked for,")
        }
        var sums = [Double](repeating: 0, count: x.rowCount * classes.count)
        for (model, weight) in zip(models, weights) {
            guard let model = model as? any ProbabilisticModel else { continue }
            let shares = try model.predictProbabilities(x)
            for place in sums.indices { sums[place] += weight * shares.values[place] }
        }
        let total = weights.reduce(0, +)
        return Matrix(rowCount: x.rowCount, columnCount: classes.count, values: sums.map { $0 / total })
    }

    /// The weights of the votes for each class.
    private func votes(_ x: Matrix) throws(TabularError) -> Matrix {
        var votes = Matrix(rowCount: x.rowCount, columnCount: classes.count)
        for (model, weight) in zip(models, weights) {
            for (row, label) in try model.predict(x).enumerated() {
                if let place = classes.firstIndex(of: label) { votes[row, place] += weight }
            }
        }
        return votes
    }
}

extension VotingModel {
    private enum CodingKeys: String, CodingKey {
        case voting, weights, models
    }

    public init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        voting = try values.decode(Voting.Kind.self, forKey: .voting)
        weights = try values.decode([Double].self, forKey: .weights)
        models = try values.decode([CodedModel].self, forKey: .models).map { try $0.classifier }
        let first = models.first
        classes = first?.classes ?? []
        featureCount = first?.featureCount ?? 0
        try decoder.check(areClasses(classes), "models of at least two classes")
        try decoder.check(
            models.allSatisfy { [classes, featureCount] in $0.classes == classes && $0.featureCount == featureCount },
            "models of the same classes and features")
        try decoder.check(
            voting == .hard || models.allSatisfy { $0 is any ProbabilisticModel }, "models with probabilities")
        try decoder.check(
            weights.count == models.count && weights.allSatisfy { $0 >= 0 && $0.isFinite }
                && weights.contains { $0 > 0 },
            "a weight from zero for each model")
    }

    public func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: CodingKeys.self)
        try values.encode(voting, forKey: .voting)
        try values.encode(weights, forKey: .weights)
        try values.encode(models.map { CodedModel($0) }, forKey: .models)
    }
}
