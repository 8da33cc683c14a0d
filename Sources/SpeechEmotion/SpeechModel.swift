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

    /// The network in `path`: a file that a training wrote, or a run folder.
    ///
    /// - Throws: ``SpeechEmotionError`` or `SerializationError`, which name the file.
    public init(_ path: String) throws {
        let file = Files.isFolder(path) ? "\(path)/model.safetensors" : path
        guard Files.exists(file) else { throw SpeechEmotionError.noModel(path) }
        let content = try Safetensors(contentsOf: file)
        guard let text = content.metadata["configuration"],
            let configuration = try? JSONDecoder().decode(SpeechTraining.Configuration.self, from: Data(text.utf8))
        else { throw SpeechEmotionError.unknownNetwork(file: file) }
        try configuration.validate()
        if let name = content.tensors.first(where: { !$0.value.scalars.allSatisfy(\.isFinite) })?.key {
            throw SpeechEmotionError.notFinite(file: file, name: name)
        }
        network = try withWeights(content.tensors, from: file) { configuration.recipe.makeNetwork() }
        (self.configuration, source) = (configuration, path)
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
