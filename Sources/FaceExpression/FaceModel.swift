import FER2013
import Mien
import MienTraining

/// A trained network for facial expressions and the names of its outputs.
public struct FaceModel {
    public let network: ExpressionNetwork
    public let labels: [String]
    /// The file the weights come from, or that they ship with Mien.
    public let source: String
    /// The seed of its training, which chose the validation images where the data had none; nil if the file does not
    /// state it.
    public let seed: UInt64?

    /// The network in `path`: a file that a training wrote, or a run folder. Nil takes the weights that ship with Mien.
    ///
    /// - Throws: ``FaceExpressionError`` or `SerializationError`, which name the file.
    public init(_ path: String?) throws {
        let file = try Self.file(path)
        let content = try Safetensors(contentsOf: file)
        guard let labels = content.metadata["labels"]?.split(separator: ",").map(String.init) else {
            throw FaceExpressionError.unknownNetwork(file: file)
        }
        guard FaceRecipe.areExpressions(labels) else {
            throw FaceExpressionError.otherLabels(source: file, found: labels)
        }
        if let name = content.tensors.first(where: { !$0.value.scalars.allSatisfy(\.isFinite) })?.key {
            throw FaceExpressionError.notFinite(file: file, name: name)
        }
        network = try withWeights(content.tensors, from: file) { ExpressionNetwork(classes: labels.count) }
        self.labels = labels
        source = path ?? "the weights that ship with Mien"
        seed = content.metadata["seed"].flatMap(UInt64.init)
    }

    private static func file(_ path: String?) throws(FaceExpressionError) -> String {
        if let path {
            guard let file = WeightsFile.of(path) else { throw .noModel(path) }
            return file
        }
        guard let file = WeightsFile.shipped("reference.safetensors", with: "FaceExpression") else {
            throw .noWeightsShipped
        }
        return file
    }
}
