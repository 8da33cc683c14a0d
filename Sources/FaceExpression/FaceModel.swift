import FER2013
import Foundation
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
        let file = try path.map(Self.weightsFile) ?? Self.shippedFile()
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

    /// The best model of a run folder, or the file itself.
    private static func weightsFile(_ path: String) throws -> String {
        let file = Files.isFolder(path) ? "\(path)/model.safetensors" : path
        guard Files.exists(file) else { throw FaceExpressionError.noModel(path) }
        return file
    }

    /// Not looked for by `Bundle.module`, which ends the program where its resources are not installed with it.
    private static func shippedFile() throws -> String {
        let program = Bundle.main.executableURL?.deletingLastPathComponent().path ?? "."
        let bundles = ["resources", "bundle"].map { "\(program)/Mien_FaceExpression.\($0)" }
        let places = bundles.map { "\($0)/Weights/reference.safetensors" }
        guard let file = places.first(where: Files.exists) else { throw FaceExpressionError.noWeightsShipped }
        return file
    }
}
