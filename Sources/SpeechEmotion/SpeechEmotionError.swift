import Mien

/// What can be wrong with a request for a network for emotions of speech.
public enum SpeechEmotionError: Failure, Equatable {
    case unknownRecipe(String)

    public var kind: FailureKind {
        switch self {
        case .unknownRecipe: .usage
        }
    }

    public var description: String {
        switch self {
        case .unknownRecipe(let name):
            "There is no recipe \(name); the recipes are \(SpeechRecipe.names.joined(separator: ", "))."
        }
    }
}
