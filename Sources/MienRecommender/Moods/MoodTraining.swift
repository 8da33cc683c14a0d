import Mien
import MienTabular
import MienTraining

/// Learns the moods of songs from a table that names them, such as `data_moods.csv`.
///
/// ```swift
/// let training = try MoodTraining(contentsOf: "data_moods.csv", input: .service)
/// for row in try training.comparison() { print(row.name, row.validation.mean, row.validation.deviation) }
/// try training.fit().write(to: "service.json")
/// ```
public struct MoodTraining: Sendable {
    public let input: MoodModel.Input
    /// `[songs, columns of the input]`
    public let features: Matrix
    /// The place of each song's mood in `Mood.allCases`.
    public let labels: [Int]

    /// - Parameters:
    ///   - path: a CSV file with a column `mood` and those of the input.
    ///   - input: which numbers the model is to look at.
    /// - Throws: ``RecommenderError``, which names the line of what is wrong.
    public init(contentsOf path: String, input: MoodModel.Input) throws(RecommenderError) {
        self.input = input
        do throws(TabularError) {
            let table = try Table(contentsOf: path)
            features = try table.matrix(columns: input.columns)
            let names = try table.labels("mood")
            labels = try names.enumerated().map { row, name throws(TabularError) in
                guard let mood = Mood(rawValue: name.lowercased()), let place = Mood.allCases.firstIndex(of: mood)
                else {
                    throw TabularError.newLabel(label: name, known: Mood.allCases.map(\.rawValue))
                }
                return place
            }
        } catch {
            throw .table(error)
        }
    }

    // MARK: - What was compared

    /// A way to learn, and what it is called.
    public struct Candidate: Sendable {
        public let name: String
        public let classifier: any Classifier
    }

    /// What was compared by cross-validation. Features are scaled inside each fold where a model looks at distances.
    public static let candidates: [Candidate] = [
        Candidate(name: "logistic-regression", classifier: scaled(LogisticRegression(maximumSteps: 1000))),
        Candidate(name: "svc-1", classifier: scaled(SupportVectorMachine())),
        Candidate(name: "svc-10", classifier: scaled(SupportVectorMachine(cost: 10))),
        Candidate(name: "knn-15", classifier: scaled(NearestNeighbors(neighbors: 15))),
        Candidate(name: "naive-bayes", classifier: GaussianNaiveBayes()),
        Candidate(name: "random-forest", classifier: forest),
        Candidate(name: "extra-trees", classifier: ExtraTrees(trees: 500)),
        Candidate(name: "xgboost", classifier: GradientBoosting()),
        Candidate(name: "boosting-shallow", classifier: shallow),
        Candidate(name: "neural", classifier: NeuralClassifier(hidden: [32], epochs: 60)),
        Candidate(name: "vote", classifier: vote),
        Candidate(name: "vote-forest", classifier: Voting([linear, radial, forest], kind: .soft)),
        Candidate(name: "vote-boosted", classifier: Voting([linear, radial, forest, shallow], kind: .soft)),
    ]

    private static let linear = scaled(LogisticRegression(maximumSteps: 1000))
    private static let radial = scaled(SupportVectorMachine(givesProbabilities: true))
    private static let vote = Voting(
        [radial, ExtraTrees(trees: 200, minimumLeaf: 3), shallow, GaussianNaiveBayes()], kind: .soft)
    private static let forest = RandomForest(trees: 500)
    private static let shallow = GradientBoosting(rounds: 100, learningRate: 0.1, maximumDepth: 3)

    private static func scaled<Last: Classifier>(_ classifier: Last) -> Pipeline<Last> {
        Pipeline([StandardScaler()], classifier: classifier)
    }

    /// The accuracy of each candidate over ten stratified folds, on scikit-learn's very folds (shuffled, `random_state` 0).
    public func comparison() throws(RecommenderError) -> [(name: String, validation: CrossValidation)] {
        var rows: [(name: String, validation: CrossValidation)] = []
        for candidate in Self.candidates { rows.append((candidate.name, try validated(candidate.classifier))) }
        return rows
    }

    package func validated(_ classifier: some Classifier) throws(RecommenderError) -> CrossValidation {
        do throws(TabularError) {
            return try crossValidate(classifier, features, labels, on: StratifiedKFold(parts: 10, seed: 0))
        } catch {
            throw .table(error)
        }
    }

    // MARK: - What was chosen

    /// The best candidate by ``comparison()`` on the published table that is small and quick enough to ship.
    package static func chosen(_ input: MoodModel.Input) -> any Classifier {
        switch input {
        case .service: vote
        case .heard: scaled(NearestNeighbors(neighbors: 15))
        }
    }

    /// Learns from all songs.
    public func fit() throws(RecommenderError) -> MoodModel {
        do throws(TabularError) {
            let model: any ClassifierModel = try Self.chosen(input).fit(features, labels)
            guard let model = model as? any ProbabilisticModel else {
                throw TabularError.otherModel(file: "the model", found: "\(type(of: model))", expected: "probabilities")
            }
            return MoodModel(model, input: input)
        } catch {
            throw .table(error)
        }
    }
}
