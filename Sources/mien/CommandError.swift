import Mien

/// What can be wrong outside of what the library does: with places for results, and with the environment.
enum CommandError: Failure {
    case cannotWrite(String, reason: String)
    case badEnvironment(variable: String, found: String, expected: String)

    var kind: FailureKind {
        switch self {
        case .cannotWrite: .cannotWrite
        case .badEnvironment: .usage
        }
    }

    var description: String {
        switch self {
        case .cannotWrite(let place, let reason):
            "\(place) cannot be written: \(reason). Make room, or choose another place."
        case .badEnvironment(let variable, let found, let expected):
            "\(variable) is \(found) in the environment, where \(expected) is expected. Correct it or unset it."
        }
    }
}
