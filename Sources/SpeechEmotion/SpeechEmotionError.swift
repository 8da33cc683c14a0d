import Mien

/// What can be wrong with a request for a network for emotions of speech.
public enum SpeechEmotionError: Failure, Equatable {
    // MARK: Recipes
    case unknownRecipe(String)
    case otherLabels(source: String, found: [String])
    case outOfRange(field: String, found: Int, expected: ClosedRange<Int>)
    /// A recipe's field that is out of its range.
    case badField(String, expected: String)

    // MARK: Divisions
    case unknownFold(Int)
    /// Test actors, or all of another part, are missing.
    case incompleteFold(Int, data: String, missing: [Int])
    /// A part of a division that a result is asked of holds no recording.
    case noRecordings(part: String, data: String)

    // MARK: Models
    /// A file of weights that does not say what they are of.
    case unknownNetwork(file: String)
    case noModel(String)
    case noWeightsShipped
    /// Networks that cannot answer together.
    case unlikeModels(first: String, other: String)
    case notFinite(file: String, name: String)

    public var kind: FailureKind {
        switch self {
        case .unknownRecipe, .unknownFold, .unlikeModels: .usage
        case .otherLabels, .outOfRange, .badField, .incompleteFold, .noRecordings, .unknownNetwork, .notFinite: .badData
        case .noModel, .noWeightsShipped: .notFound
        }
    }

    public var description: String {
        switch self {
        case .unknownRecipe(let name):
            "There is no recipe \(name); the recipes are \(SpeechRecipe.names.joined(separator: ", "))."
        case .otherLabels(let source, let found):
            "\(source) tells apart \(found.joined(separator: ", ")), where RAVDESS's eight emotions in alphabetical order "
                + "are expected. Train it anew."
        case .outOfRange(let field, let found, let expected):
            "The recipe's \(field) is \(found), where \(expected.lowerBound) to \(expected.upperBound) is expected."
        case .badField(let field, let expected):
            "The recipe's \(field) is out of its range, where \(expected) is expected. Correct it."
        case .unknownFold(let number):
            "There is no fold \(number); the folds are 1 to 5."
        case .incompleteFold(let number, let data, let missing):
            "Fold \(number) cannot be measured with \(data): "
                + (missing.isEmpty
                    ? "there is nobody to learn from or to validate with."
                    : "its test actors \(missing.map(String.init).joined(separator: ", ")) are missing.")
                + " Name another fold, or add the recordings."
        case .noRecordings(let part, let data):
            "\(data) has no recordings for \(part). Name another part, or another division."
        case .unknownNetwork(let file):
            "\(file) does not say which network its weights are of. Give a file that `mien speech train` wrote."
        case .noModel(let path):
            "\(path) holds no model.safetensors. Give a run folder or a file of weights."
        case .noWeightsShipped:
            "No weights lie beside this program. Train some with `mien speech train`, and give the run folder as --model."
        case .unlikeModels(let first, let other):
            "\(first) and \(other) cannot answer together: they read other features, or other recordings were held back "
                + "from them. Give networks of one recipe and one protocol."
        case .notFinite(let file, let name):
            "\(file): \(name) holds values that are not finite. Train the network anew, or give another file."
        }
    }
}
