import FoundationEssentials
import Mien
import MienTraining

/// A model in a file, and what its numbers are called.
///
/// ```swift
/// try ModelFile(model, features: columns, labels: encoder.labels).write(to: "genre.json")
///
/// let file = try ModelFile("genre.json")
/// let model = try file.classifier
/// let genres = try model.predict(x).map { file.labels[$0] }
/// ```
///
/// The file is JSON: `{"format": "mien-tabular", "version": 1, "kind": …, "model": …}`. Whatever stands in it, reading
/// it runs no code of its own and ends with a model whose numbers were checked, or with an error.
public struct ModelFile: Sendable {
    public let model: any FittedModel
    /// What the features are called, in their order; empty where nobody said.
    public let features: [String]
    /// What the classes are called: the label of class `c` is `labels[c]`; empty where nobody said.
    public let labels: [String]
    /// Anything else that is worth knowing.
    public let metadata: [String: String]
    /// What messages call it.
    private let path: String

    /// - Throws: ``TabularError/badParameter(owner:name:found:expected:)`` where there is not one name a feature, or a
    ///   class without a label.
    public init(
        _ model: any FittedModel, features: [String] = [], labels: [String] = [], metadata: [String: String] = [:]
    ) throws(TabularError) {
        (self.model, self.features, self.labels, self.metadata) = (model, features, labels, metadata)
        path = "The model"
        if let (name, found, expected) = misfit {
            throw .badParameter(owner: "ModelFile", name: name, found: found, expected: expected)
        }
    }

    // MARK: - Writing

    private static let format = "mien-tabular"
    private static let version = 1

    /// Writes a file that appears whole or not at all.
    public func write(to path: String) throws(TabularError) {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let bytes: Data
        do {
            bytes = try encoder.encode(Contents(file: self))
        } catch {
            throw .unwritable(file: path, reason: "the model cannot be put into words (\(error))")
        }
        do throws(AtomicFile.Failure) {
            try AtomicFile.write(Array(bytes), to: path)
        } catch {
            throw .unwritable(file: path, reason: error.reason)
        }
    }

    // MARK: - Reading

    private static let largest = 1 << 30

    /// - Parameters:
    ///   - path: a file that ``write(to:)`` wrote.
    ///   - kinds: the kinds of models that it may hold.
    public init(_ path: String, kinds: ModelKinds = .standard) throws(TabularError) {
        let bytes = try Self.bytes(of: path)
        let decoder = JSONDecoder()
        decoder.userInfo = kinds.userInfo
        let contents: Contents
        do {
            contents = try decoder.decode(Contents.self, from: Data(bytes))
        } catch let newer as NewerVersion {
            throw .newerModel(file: path, version: newer.version, known: Self.version)
        } catch {
            throw .notAModel(file: path, reason: String(describe(error).prefix(400)))
        }
        self = contents.file(path)
        if let (name, found, expected) = misfit {
            throw .notAModel(file: path, reason: "\(name) are \(found) where \(expected) are expected")
        }
    }

    private static func bytes(of path: String) throws(TabularError) -> [UInt8] {
        do throws(SerializationError) {
            let file = try InputFile(path)
            guard file.byteCount <= largest else {
                throw .cannotRead(file: path, reason: "\(file.byteCount) bytes, more than any model has")
            }
            let bytes = try file.read(at: 0, count: file.byteCount)
            guard bytes.isEmpty else { return bytes }
        } catch {
            switch error {
            case .missingFile: throw .missingFile(file: path)
            case .cannotRead(_, let reason): throw .unreadable(file: path, reason: reason)
            default: throw .unreadable(file: path, reason: error.description)
            }
        }
        throw .notAModel(file: path, reason: "it is empty")
    }

    /// The model, if it is of this type.
    ///
    /// - Throws: ``TabularError/otherModel(file:found:expected:)``.
    public func model<Model: FittedModel>(as type: Model.Type) throws(TabularError) -> Model {
        guard let model = model as? Model else { throw other(than: type.kind.debugDescription) }
        return model
    }

    /// The model, if it is a classifier's.
    public var classifier: any ClassifierModel {
        get throws(TabularError) {
            guard let model = model as? any ClassifierModel else { throw other(than: "a classifier") }
            return model
        }
    }

    private func other(than expected: String) -> TabularError {
        .otherModel(file: path, found: type(of: model).kind, expected: expected)
    }

    /// What does not go with the model.
    private var misfit: (name: String, found: String, expected: String)? {
        if !features.isEmpty && features.count != model.featureCount {
            return ("features", "\(features.count) names", "\(model.featureCount), one for each feature,")
        }
        guard let classifier = model as? any ClassifierModel, !labels.isEmpty,
            let stranger = classifier.classes.first(where: { !labels.indices.contains($0) })
        else { return nil }
        return ("labels", "\(labels.count) names", "one for each class, \(stranger) too,")
    }
}

// MARK: - What stands in it

extension ModelFile {
    private struct NewerVersion: Error {
        let version: Int
    }

    private struct Contents: Codable {
        private enum CodingKeys: CodingKey { case format, version, features, labels, metadata }

        private let coded: CodedModel
        private let features: [String]
        private let labels: [String]
        private let metadata: [String: String]

        init(file: ModelFile) {
            coded = CodedModel(file.model)
            (features, labels, metadata) = (file.features, file.labels, file.metadata)
        }

        func file(_ path: String) -> ModelFile {
            ModelFile(model: coded.model, features: features, labels: labels, metadata: metadata, path: path)
        }

        init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: CodingKeys.self)
            let format = try container.decode(String.self, forKey: .format)
            let version = try container.decode(Int.self, forKey: .version)
            guard format == ModelFile.format, version > 0 else {
                throw DecodingError.damaged(decoder, "its format is \(format.debugDescription), version \(version)")
            }
            guard version <= ModelFile.version else { throw NewerVersion(version: version) }
            coded = try CodedModel(from: decoder)
            features = try container.decodeIfPresent([String].self, forKey: .features) ?? []
            labels = try container.decodeIfPresent([String].self, forKey: .labels) ?? []
            metadata = try container.decodeIfPresent([String: String].self, forKey: .metadata) ?? [:]
        }

        func encode(to encoder: any Encoder) throws {
            try coded.encode(to: encoder)
            var container = encoder.container(keyedBy: CodingKeys.self)
            try container.encode(ModelFile.format, forKey: .format)
            try container.encode(ModelFile.version, forKey: .version)
            if !features.isEmpty { try container.encode(features, forKey: .features) }
            if !labels.isEmpty { try container.encode(labels, forKey: .labels) }
            if !metadata.isEmpty { try container.encode(metadata, forKey: .metadata) }
        }
    }

    private init(
        model: any FittedModel, features: [String], labels: [String], metadata: [String: String], path: String
    ) {
        (self.model, self.features, self.labels) = (model, features, labels)
        (self.metadata, self.path) = (metadata, path)
    }
}
