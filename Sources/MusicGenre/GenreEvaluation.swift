import MienTabular
import MienTraining

/// What a model is worth on clips with known genres.
public struct GenreEvaluation: Sendable {
    /// The parts that a result may be of.
    public enum Part: String, CaseIterable, Sendable {
        case train, test, all
    }

    public let model: String
    public let data: String
    /// Which division of the clips, and which part of it.
    public let `protocol`: GenreProtocol
    public let part: Part
    public let report: ClassificationReport
    /// What the reader should know before believing the numbers.
    public let remarks: [String]

    /// Measures `model`, by the division that it was trained with.
    ///
    /// - Parameters:
    ///   - part: nil for test, else all.
    ///   - limit: the number of clips drawn, above zero; nil for all.
    public init(of model: GenreModel, on data: GenreData, part: Part? = nil, limit: Int? = nil) throws {
        let configuration = model.configuration
        let division = try configuration.protocol.division(of: data)
        let part = part ?? (division.test.isEmpty ? .all : .test)
        let places =
            switch part {
            case .train: division.training
            case .test: division.test
            case .all: Array(0..<data.count)
            }
        guard !places.isEmpty else { throw MusicGenreError.noClips(part: part.rawValue, data: data.source) }
        report = try model.measured(on: data, places.limited(to: limit, seed: configuration.recipe.seed))
        (self.model, self.data, self.protocol, self.part) = (model.source, data.source, configuration.protocol, part)
        remarks = data.remarks + configuration.protocol.remarks
    }

    /// Writes the report as a page.
    public func writeReport(to path: String) throws { try GenreReport(of: self).write(to: path) }
}

extension GenreEvaluation: Encodable {
    private enum Key: String, CodingKey {
        case task, model, data, split, `protocol`
    }

    /// The keys of `ClassificationReport`, and `task`, `model`, `data`, `split`, `protocol`.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode("genre", forKey: .task)
        try container.encode(model, forKey: .model)
        try container.encode(data, forKey: .data)
        try container.encode(part.rawValue, forKey: .split)
        try container.encode(`protocol`.name, forKey: .protocol)
        try report.encode(to: encoder)
    }
}
