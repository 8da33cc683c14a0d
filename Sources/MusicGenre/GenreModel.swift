import FoundationEssentials
import GTZAN
import Mien
import MienTabular
import MienTraining

/// A classifier of genres that has learnt, and what it was made with.
public struct GenreModel: Sendable {
    /// Reads the 58 numbers of a clip, whatever it makes of them.
    public let classifier: any ClassifierModel
    public let configuration: GenreTraining.Configuration
    /// The file it comes from, or what it is.
    public let source: String

    public var labels: [String] { GTZAN.Genre.allCases.map(\.name) }

    static let fileName = "model.json"

    /// Learns.
    ///
    /// - Parameters:
    ///   - configuration: the recipe, and what is seen of the clips.
    ///   - data: all clips: the paper's principal components are theirs.
    ///   - places: the clips to learn from.
    init(learning configuration: GenreTraining.Configuration, from data: GenreData, training places: [Int]) throws {
        let (recipe, division) = (configuration.recipe, configuration.protocol)
        let first = try division.firstStage(data.features)
        let labels = places.map { data.labels[$0] }
        var stages: [any TransformerModel] = [first]
        var x = try first.transform(data.features.rows(at: places))
        for transformer in recipe.transformers(for: division, columns: division.columnNames) {
            let stage: any TransformerModel = try transformer.fit(x)
            x = try stage.transform(x)
            stages.append(stage)
        }
        let model: any ClassifierModel = try recipe.classifier.make(seed: recipe.seed).fit(x, labels)
        classifier = model.behind(stages)
        (self.configuration, source) = (configuration, "the model that was just learnt")
    }

    // MARK: - Files

    private static let key = "configuration"

    /// The model in `path`: a file that a training wrote, or a run folder. Nil takes the model that ships with Mien.
    ///
    /// - Throws: ``MusicGenreError`` or `TabularError`, which name the file.
    public init(_ path: String?) throws {
        let file = try Self.file(path)
        let content = try ModelFile(file)
        guard content.features == GTZAN.featureNames, content.labels == GTZAN.Genre.allCases.map(\.name),
            let text = content.metadata[Self.key],
            let configuration = try? JSONDecoder().decode(GenreTraining.Configuration.self, from: Data(text.utf8))
        else { throw MusicGenreError.unknownModel(file: file) }
        classifier = try content.classifier
        self.configuration = configuration
        source = path ?? "the model that ships with Mien"
    }

    private static func file(_ path: String?) throws(MusicGenreError) -> String {
        if let path {
            guard let file = WeightsFile.of(path, named: fileName) else { throw .noModel(path) }
            return file
        }
        guard let file = WeightsFile.shipped("mien.json", with: "MusicGenre") else { throw .noModelShipped }
        return file
    }

    func write(to path: String) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        // Where the data lay is nobody's business who gets the model.
        var shared = configuration
        shared.data = nil
        let text = String(decoding: try encoder.encode(shared), as: UTF8.self)
        try ModelFile(classifier, features: GTZAN.featureNames, labels: labels, metadata: [Self.key: text])
            .write(to: path)
    }

    // MARK: - Answers

    /// The share of each genre, `[examples, genres]`, in the order of ``labels``; nil where the classifier gives none.
    ///
    /// - Parameter features: `[examples, 58]`.
    public func probabilities(of features: Matrix) throws(TabularError) -> Matrix? {
        guard let classifier = classifier as? any ProbabilisticModel, configuration.recipe.givesProbabilities else {
            return nil
        }
        let known = try classifier.predictProbabilities(features)
        var all = Matrix(rowCount: known.rowCount, columnCount: labels.count)
        for row in 0..<known.rowCount {
            for (column, label) in classifier.classes.enumerated() { all[row, label] = known[row, column] }
        }
        return all
    }

    /// The genre of each example, as a number.
    public func predict(_ features: Matrix) throws(TabularError) -> [Int] { try classifier.predict(features) }

    func measured(on data: GenreData, _ places: [Int]) throws(TabularError) -> ClassificationReport {
        let predictions = try predict(data.features.rows(at: places))
        return ClassificationReport(
            ConfusionMatrix(classNames: labels, truths: places.map { data.labels[$0] }, predictions: predictions))
    }
}
