import Mien

/// What can be wrong with a request to train, measure or use a network for facial expressions.
public enum FaceExpressionError: Failure, Equatable {
    case unknownRecipe(String)
    case missingSplit(String, data: String, present: [String])
    case notANumber(option: String, found: Int)
    case noModel(String)
    case noWeightsShipped
    case unknownNetwork(file: String)

    public var kind: FailureKind {
        switch self {
        case .unknownRecipe, .missingSplit, .notANumber: .usage
        case .noModel, .noWeightsShipped: .notFound
        case .unknownNetwork: .badData
        }
    }

    public var description: String {
        switch self {
        case .unknownRecipe(let name):
            "There is no recipe \(name); the recipes are \(FaceRecipe.names.joined(separator: ", "))."
        case .missingSplit(let split, let data, let present):
            "\(data): there is no \(split) split, only \(present.joined(separator: ", ")). Choose one with --split."
        case .notANumber(let option, let found): "\(option): a number above zero is expected, found \(found)."
        case .noModel(let path):
            "\(path): neither a file of weights nor a run folder with model.safetensors. Give what `mien face train` wrote."
        case .noWeightsShipped: "No weights ship with this build. Train some with `mien face train` and give --model."
        case .unknownNetwork(let file):
            "\(file): the file does not say which expressions its network tells apart. Give one that `mien face train` wrote."
        }
    }
}
