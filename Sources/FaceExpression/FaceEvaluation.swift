import FER2013
import Mien
import MienTraining

/// What a model is worth on images with known expressions.
public struct FaceEvaluation {
    public let model: String
    public let data: String
    public let split: String
    public let result: Evaluation
    /// What the reader should know before believing the numbers.
    public let remarks: [String]

    /// Measures `model`.
    ///
    /// - Parameters:
    ///   - model: its labels decide which images count.
    ///   - data: the images.
    ///   - split: `train`, `validation`, `test` or `all`; nil for test, else validation, else train.
    ///   - limit: the number of images drawn, above zero; nil for all.
    ///   - seed: of the drawn images.
    ///   - progress: where to show how far the work is.
    public init(
        of model: FaceModel, on data: FaceData, split: String? = nil, limit: Int? = nil, seed: UInt64 = 1,
        progress: any ProgressReporter = .silent
    ) throws {
        let (name, images) = try Self.images(split, of: data, labels: model.labels)
        result = try Self.measure(model, on: images.limited(to: limit, seed: seed), progress: progress)
        self.model = model.source
        self.data = data.splits.source
        self.split = name
        remarks = data.remarks
    }

    /// What `model` makes of `images`, which have its labels.
    package static func measure(
        _ model: FaceModel, on images: FER2013Images, progress: any ProgressReporter
    ) throws -> Evaluation {
        let trainer = Trainer(
            model.network, optimizer: SGD(), loss: .crossEntropy(), batchSize: 64, progress: progress)
        return try trainer.evaluate(PreparedFaces(images: images, augmentation: nil))
    }

    private static func images(
        _ split: String?, of data: FaceData, labels: [String]
    ) throws -> (String, FER2013Images) {
        let present = FER2013.Split.allCases.filter { data.splits[$0] != nil }
        if split == "all" {
            let parts = try present.map { try data.images($0, labels: labels) }
            return ("all", FER2013Images(joining: parts))
        }
        let preferred: [FER2013.Split] = [.test, .validation, .train]
        let chosen =
            split.flatMap(FER2013.Split.init(rawValue:)) ?? preferred.first { present.contains($0) } ?? .test
        return (chosen.rawValue, try data.images(chosen, labels: labels))
    }

    /// Writes the report as a page.
    public func writeReport(to path: String) throws { try FaceReport(of: self).write(to: path) }
}

extension FaceEvaluation: Encodable {
    private enum Key: String, CodingKey { case task, model, data, split, loss }

    /// The keys of ``ClassificationReport``, and `task`, `model`, `data`, `split`, `loss`.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode("face", forKey: .task)
        try container.encode(model, forKey: .model)
        try container.encode(data, forKey: .data)
        try container.encode(split, forKey: .split)
        try container.encode(result.loss, forKey: .loss)
        try result.report?.encode(to: encoder)
    }
}
