import Mien

/// What can go wrong with a service in the web. No message tells a key.
public enum ServiceError: Failure, Equatable {
    /// There is no key for the service.
    case noKey(service: String, variables: [String])
    /// What fetches web pages is not there.
    case noProgram(String)
    /// No answer came, or not in time.
    case noAnswer(service: String, reason: String)
    case refusedKey(service: String, variables: [String])
    case tooManyRequests(service: String)
    case failed(service: String, status: Int)
    /// The answer is not what the service promises.
    case nonsense(service: String, reason: String)
    case badRequest(name: String, found: String, expected: String)

    public var kind: FailureKind {
        switch self {
        case .noKey, .noProgram, .noAnswer, .refusedKey, .tooManyRequests, .failed: .notFound
        case .nonsense: .badData
        case .badRequest: .usage
        }
    }

    public var description: String {
        switch self {
        case .noKey(let service, let variables):
            "\(service) wants a key. Set \(variables.joined(separator: " and ")) to yours, or do without the service."
        case .noProgram(let program):
            "The program \(program), which fetches web pages, was not found. Install it (apt-get install \(program))."
        case .noAnswer(let service, let reason):
            "\(service) did not answer: \(reason). Try again later, or do without it: all else works offline."
        case .refusedKey(let service, let variables):
            "\(service) refused the key. Check \(variables.joined(separator: " and "))."
        case .tooManyRequests(let service):
            "\(service) says that it was asked too often. Wait a minute, and try again."
        case .failed(let service, let status):
            "\(service) failed with status \(status). Try again later, or do without it: all else works offline."
        case .nonsense(let service, let reason):
            "\(service) answered what it should not: \(reason). It may have changed; look for a newer Mien."
        case .badRequest(let name, let found, let expected):
            "\(name) is \(found), where \(expected) is expected."
        }
    }
}
