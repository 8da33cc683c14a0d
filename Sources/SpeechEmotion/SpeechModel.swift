import Foundation
import Mien
import MienTraining

/// A trained network for emotions of speech, and what it was made with.
public struct SpeechModel {
    public let network: Module
    public let configuration: SpeechTraining.Configuration
    /// The file the weights come from.
    public let source: String

    public var labels: [String] { configuration.recipe.labels }

    /// The network in `path`: a file that a training wrote, or a run folder. Nil takes the weights that ship with Mien.
    ///
    /// - Throws: ``SpeechEmotionError`` or `SerializationError`, which name the file.
    public init(_ path: String?) throws {
        let file = try Self.file(path)
        let content = try Safetensors(contentsOf: file)
        guard let text = content.metadata["configuration"],
            let configuration = try? JSONDecoder().decode(SpeechTraining.Configuration.self, from: Data(text.utf8))
        else { throw SpeechEmotionError.unknownNetwork(file: file) }
        try configuration.validate()
        if let name = content.tensors.first(where: { !$0.value.scalars.allSatisfy(\.isFinite) })?.key {
            throw SpeechEmotionError.notFinite(file: file, name: name)
        }
        network = try withWeights(content.tensors, from: file) { configuration.recipe.makeNetwork() }
        self.configuration = configuration
        source = path ?? "the weights that ship with Mien"
    }

    /// The networks in `paths`, which answer together: the mean of their probabilities. None takes the weights that ship.
    ///
    /// - Throws: ``SpeechEmotionError/unlikeModels(first:other:)`` where they do not read the same features, or were not
    ///   trained with the same recordings held back.
    public init(ensemble paths: [String]) throws {
        guard paths.count > 1 else {
            self = try SpeechModel(paths.first)
            return
        }
        let members = try paths.map { try SpeechModel($0) }
        let first = members[0]
        if let other = members.first(where: { !$0.isLike(first) }) {
            throw SpeechEmotionError.unlikeModels(first: first.source, other: other.source)
        }
        network = EnsembleNetwork(members.map(\.network))
        configuration = first.configuration
        source = paths.joined(separator: ", ")
    }

    private static func file(_ path: String?) throws(SpeechEmotionError) -> String {
        if let path {
            guard let file = WeightsFile.of(path) else { throw .noModel(path) }
            return file
        }
        guard let file = WeightsFile.shipped("mien.safetensors", with: "SpeechEmotion") else { throw .noWeightsShipped }
        return file
    }

    /// Whether both read the same features, and hold the same recordings back.
    private func isLike(_ other: SpeechModel) -> Bool {
        let (mine, others) = (configuration, other.configuration)
        // The seed chooses what the paper's protocol holds back, and nothing of the others'.
        return mine.recipe.readsSpectrograms == others.recipe.readsSpectrograms
            && mine.recipe.normalization == others.recipe.normalization && mine.protocol == others.protocol
            && (mine.protocol != .paper || mine.recipe.seed == others.recipe.seed)
    }

    /// What stands beside the weights.
    static func metadata(of configuration: SpeechTraining.Configuration) throws -> [String: String] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let recipe = configuration.recipe
        // Where the data lay is nobody's business who gets the weights.
        var shared = configuration
        shared.data = nil
        return [
            "task": "speech", "recipe": recipe.name, "labels": recipe.labels.joined(separator: ","),
            "configuration": String(decoding: try encoder.encode(shared), as: UTF8.self),
        ]
    }
}
