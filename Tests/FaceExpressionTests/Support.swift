import FER2013
import FaceExpression
import Foundation
import Mien
import MienTestSupport

/// Writes drawn faces into `folder`, 7 of each expression in `train` times `count`, and as said in the other splits.
func writeFaces(to folder: String, train: Int = 35, validation: Int = 7, test: Int = 7) throws {
    try FER2013Splits.synthetic(train: train, validation: validation, test: test, seed: 5).write(toFolder: folder)
}

/// Writes a model with its first weights as a training would, and gives its path.
func writeModel(
    to folder: String, labels: [String] = FaceRecipe.reference.labels, seed: UInt64 = 1,
    precision: Safetensors.Precision = .full
) throws -> String {
    var recipe = FaceRecipe.reference
    (recipe.labels, recipe.seed) = (labels, seed)
    let path = "\(folder)/model.safetensors"
    var weights = recipe.makeNetwork().stateDictionary()
    // Which begins with zeros: all faces would look alike.
    weights["head.5.weight"] = randomTensor([labels.count, 256], seed: seed) * 0.1
    try Safetensors(
        weights,
        metadata: ["labels": labels.joined(separator: ","), "seed": "\(seed)"]
    ).write(to: path, precision: precision)
    return path
}

/// A recipe that is done in a moment.
func quickRecipe(_ recipe: FaceRecipe = .reference) -> FaceRecipe {
    var recipe = recipe
    (recipe.epochs, recipe.batchSize) = (1, 8)
    return recipe
}

/// Where the real data lie, if they are there.
let realFaces: String? = {
    let package = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(path: "../..")
    let root = ProcessInfo.processInfo.environment["MIEN_DATA"] ?? package.appending(path: "../shared/data").path
    let folder = URL(fileURLWithPath: root).appending(path: "fer2013").standardizedFileURL.path
    return FileManager.default.fileExists(atPath: "\(folder)/train") ? folder : nil
}()
