import Mien
import MienTraining
import RAVDESS

/// What a model is worth on recordings with known emotions.
public struct SpeechEvaluation {
    public let model: String
    public let data: String
    /// Which division of the recordings, and which part of it.
    public let `protocol`: SpeechProtocol
    public let part: SpeechDivision.Part
    public let result: Evaluation
    /// Of the recordings of women, and of men, where there are any.
    public let bySex: [RAVDESS.Sex: Evaluation]
    /// What the reader should know before believing the numbers.
    public let remarks: [String]

    /// Measures `model`, by the division that it was trained with.
    ///
    /// - Parameters:
    ///   - part: nil for test, else all.
    ///   - limit: the number of recordings drawn, above zero; nil for all.
    ///   - progress: where to show how far the work is.
    public init(
        of model: SpeechModel, on data: SpeechData, part: SpeechDivision.Part? = nil, limit: Int? = nil,
        progress: any ProgressReporter = .silent
    ) throws {
        let (configuration, recipe) = (model.configuration, model.configuration.recipe)
        let division = try configuration.protocol.division(of: data, seed: recipe.seed)
        let part = part ?? (division.test.isEmpty ? .all : .test)
        let indices = division.indices(of: part, count: data.count).limited(to: limit, seed: recipe.seed)
        guard !indices.isEmpty else {
            throw SpeechEmotionError.noRecordings(part: part.rawValue, data: data.source)
        }
        let examples = try SpeechExamples(of: data, for: recipe, forTraining: false, progress: progress)
        let trainer = Trainer(
            model.network, optimizer: SGD(), loss: recipe.loss.makeLoss(), batchSize: recipe.batchSize)
        result = try trainer.evaluate(examples.measured(indices))
        var bySex: [RAVDESS.Sex: Evaluation] = [:]
        for sex in RAVDESS.Sex.allCases {
            let those = indices.filter { data.recordings[$0].sex == sex }
            if !those.isEmpty { bySex[sex] = try trainer.evaluate(examples.measured(those)) }
        }
        self.bySex = bySex
        (self.model, self.data, self.protocol, self.part) = (model.source, data.source, configuration.protocol, part)
        remarks = data.remarks + configuration.protocol.remarks
    }

    /// Writes the report as a page.
    public func writeReport(to path: String) throws { try SpeechReport(of: self).write(to: path) }
}

extension SpeechEvaluation: Encodable {
    private enum Key: String, CodingKey {
        case task, model, data, split, `protocol`, loss, unweightedRecall, bySex
    }

    private struct Group: Encodable {
        let samples: Int
        let accuracy: Double?
        let unweightedRecall: Double?
    }

    /// The keys of ``ClassificationReport``, and `task`, `model`, `data`, `split`, `protocol`, `loss`, `unweightedRecall`,
    /// `bySex`.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode("speech", forKey: .task)
        try container.encode(model, forKey: .model)
        try container.encode(data, forKey: .data)
        try container.encode(part.rawValue, forKey: .split)
        try container.encode(`protocol`.name, forKey: .protocol)
        try container.encode(result.loss, forKey: .loss)
        try container.encode(result.report?.macro.recall, forKey: .unweightedRecall)
        let groups = bySex.map { sex, evaluation in
            let report = evaluation.report
            return (
                sex.rawValue,
                Group(
                    samples: evaluation.samples, accuracy: report?.accuracy, unweightedRecall: report?.macro.recall)
            )
        }
        try container.encode(Dictionary(uniqueKeysWithValues: groups), forKey: .bySex)
        try result.report?.encode(to: encoder)
    }
}
