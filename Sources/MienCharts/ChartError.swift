import Mien

/// What can go wrong with a chart or a report: only writing it.
public enum ChartError: Failure, Equatable {
    /// The file could not be written; `reason` is the operating system's.
    case cannotWrite(file: String, reason: String)

    public var kind: FailureKind { .cannotWrite }

    public var description: String {
        switch self {
        case .cannotWrite(let file, let reason):
            "\(file): cannot be written: \(reason). Nothing was changed; make room or choose another folder."
        }
    }
}

/// Writes `text` to `path` as a whole or not at all.
func writeWhole(_ text: String, to path: String) throws(ChartError) {
    do {
        try AtomicFile.write(text, to: path)
    } catch {
        throw ChartError.cannotWrite(file: path, reason: error.reason)
    }
}
