/// An error that says what was expected, what was found, where, and what to do; every error that Mien throws is one.
public protocol Failure: Error, CustomStringConvertible {
    /// What sort of mistake it is, for programs that answer it, such as a command line by its exit status.
    var kind: FailureKind { get }
}

/// The sorts of mistakes.
public enum FailureKind: Sendable {
    /// An option or a request that makes no sense.
    case usage
    /// Data that cannot be read as what they should be.
    case badData
    /// A file or folder that is not there.
    case notFound
    /// A file that cannot be written.
    case cannotWrite
    /// The user ended it.
    case interrupted
    /// Mien's own mistake.
    case fault
}
