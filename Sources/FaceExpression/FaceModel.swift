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

    /// The network in `path`: a file that a training wrote, or a run folder. Nil takes the weights that ship with Mien.
    public init(_ path: String?) throws {
        let file = try path.map(Self.weightsFile) ?? Self.shippedFile()
        let content = try Safetensors(contentsOf: file)
        guard let labels = content.metadata["labels"]?.split(separator: ",").map(String.init), !labels.isEmpty else {
            throw FaceExpressionError.unknownNetwork(file: file)
        }
        network = ExpressionNetwork(classes: labels.count)
        try network.load(content.tensors, from: file)
        self.labels = labels
        source = path ?? "the weights that ship with Mien"
    }

    /// The best model of a run folder, or the file itself.
    private static func weightsFile(_ path: String) throws -> String {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
            throw FaceExpressionError.noModel(path)
        }
        if !isFolder.boolValue { return path }
        let best = "\(path)/model.safetensors"
        guard FileManager.default.fileExists(atPath: best) else { throw FaceExpressionError.noModel(path) }
        return best
    }

    private static func shippedFile() throws -> String {
        guard let path = Bundle.module.path(forResource: "reference", ofType: "safetensors", inDirectory: "Weights")
        else {
            throw FaceExpressionError.noWeightsShipped
        }
        return path
    }
}
