import FER2013
import Mien

/// What can be wrong with a request to train, measure or use a network for facial expressions.
public enum FaceExpressionError: Failure, Equatable {
    case unknownRecipe(String)
    /// A recipe's or a run's number that is out of its range.
    case outOfRange(field: String, found: Int, expected: ClosedRange<Int>)
    /// A recipe's labels, or those that a file of weights states, which are no expressions in alphabetical order.
    case otherLabels(source: String, found: [String])
    case missingSplit(String, data: String, present: [String])
    /// No image of the split shows any of the expressions that are asked for.
    case noImages(split: String, data: String, labels: [String])
    case noModel(String)
    case noWeightsShipped
    /// A file of weights that does not state its labels.
    case unknownNetwork(file: String)
    /// A weight that is infinite or no number.
    case notFinite(file: String, name: String)

    public var kind: FailureKind {
        switch self {
        case .unknownRecipe, .missingSplit: .usage
        case .noModel, .noWeightsShipped: .notFound
        case .outOfRange, .otherLabels, .noImages, .unknownNetwork, .notFinite: .badData
        }
    }

    public var description: String {
        switch self {
        case .unknownRecipe(let name):
            "There is no recipe \(name); the recipes are \(FaceRecipe.names.joined(separator: ", "))."
        case .outOfRange(let field, let found, let range):
            "\(field) is \(found), where a number from \(range.lowerBound) to \(range.upperBound) is expected. Correct it."
        case .otherLabels(let source, let found):
            "\(source) tells apart \(found.isEmpty ? "nothing" : found.joined(separator: ", ")), where some of "
                + "\(FER2013.Expression.allCases.map(\.name).joined(separator: ", ")) are expected, in this order. "
                + "Give what `mien face train` wrote."
        case .missingSplit(let split, let data, let present):
            "\(data) has no \(split) images, only \(present.joined(separator: ", ")). "
                + "Choose a split that is there, or other data."
        case .noImages(let split, let data, let labels):
            "\(data) has no \(split) image of \(labels.joined(separator: ", ")), where at least one is expected. "
                + "Give other data or another recipe."
        case .noModel(let path):
            "\(path): neither a file of weights nor a run folder with model.safetensors. Give what `mien face train` wrote."
        case .noWeightsShipped:
            "No weights lie beside this program. Train some with `mien face train`, and give the run folder as --model."
        case .unknownNetwork(let file):
            "\(file) does not state which expressions its network tells apart. Give what `mien face train` wrote."
        case .notFinite(let file, let name):
            "\(file): \(name) holds a value that is no finite number; the training has diverged. Give other weights."
        }
    }
}
