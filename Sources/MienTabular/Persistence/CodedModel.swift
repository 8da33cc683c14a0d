/// A model of any kind within a file: its kind beside what it holds, so that it can be read without knowing its type.
///
/// Models that hold others, such as a pipeline's or a vote's, keep them in it.
package struct CodedModel: Codable, Sendable {
    package let model: any FittedModel
    private let path: [any CodingKey]

    private enum CodingKeys: CodingKey { case kind, model }

    package init(_ model: any FittedModel) { (self.model, path) = (model, []) }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let kind = try container.decode(String.self, forKey: .kind)
        guard let decode = ModelKinds(of: decoder)[kind] else {
            throw DecodingError.dataCorruptedError(
                forKey: .kind, in: container, debugDescription: "no kind of model is called \(kind.debugDescription)")
        }
        model = try decode(try container.superDecoder(forKey: .model))
        path = decoder.codingPath
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(type(of: model).kind, forKey: .kind)
        try container.encode(model, forKey: .model)
    }

    package var classifier: any ClassifierModel {
        get throws { try typed("a classifier") }
    }

    package var transformer: any TransformerModel {
        get throws { try typed("a transformer") }
    }

    /// The model as what is asked for.
    package func typed<Wanted>(_ what: String, as type: Wanted.Type = Wanted.self) throws -> Wanted {
        guard let model = model as? Wanted else {
            let found = Swift.type(of: self.model).kind.debugDescription
            throw DecodingError.dataCorrupted(
                .init(codingPath: path, debugDescription: "\(found) where \(what) is expected"))
        }
        return model
    }
}

extension DecodingError {
    /// What is thrown for numbers that do not belong together.
    package static func damaged(_ decoder: any Decoder, _ reason: String) -> DecodingError {
        .dataCorrupted(.init(codingPath: decoder.codingPath, debugDescription: reason))
    }
}
