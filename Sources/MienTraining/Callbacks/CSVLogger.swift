import Mien

/// Writes one line an epoch into a CSV file, as Keras's `CSVLogger`, byte by byte.
///
/// The columns are `epoch`, from 0, and the names of the first epoch's logs by the alphabet. Where there is no validation
/// in the first epoch, a `val_` column is kept for each of them. What an epoch has not is `NA`. Lines end in CR LF.
///
/// A resumed training goes on after the last line that its checkpoint knows of.
public final class CSVLogger: Callback {
    public let path: String
    public let separator: String
    public let appends: Bool

    /// What a checkpoint holds of it.
    private struct Memory: Codable {
        var columns: [String]?
        /// The size in bytes of the part of the file that is to stay.
        var length = 0
    }

    private var memory = Memory()

    /// - Parameters:
    ///   - path: the file. Its folder has to be there.
    ///   - separator: what stands between two columns.
    ///   - appends: whether to write behind what the file holds, and a header only into an empty file, instead of
    ///     emptying it.
    public init(path: String, separator: String = ",", appends: Bool = false) {
        self.path = path
        self.separator = separator
        self.appends = appends
    }

    public override func onTrainingBegin(trainer: Trainer) throws {
        if trainer.isResuming { return }
        memory = Memory(length: appends ? Files.size(of: path) ?? 0 : 0)
        if !appends { try Files.store([], at: path) }
    }

    public override func onEpochEnd(_ epoch: Int, logs: inout Logs, trainer: Trainer) throws {
        let columns = memory.columns ?? Self.columns(of: logs)
        let header = memory.length == 0 ? line(["epoch"] + columns) : ""
        let values = columns.map { name in logs[name]?.plain ?? "NA" }
        let text = header + line(["\(epoch)"] + values)
        try Files.append(Array(text.utf8), to: path, at: memory.length)
        memory = Memory(columns: columns, length: memory.length + text.utf8.count)
    }

    private static func columns(of logs: Logs) -> [String] {
        let names = logs.keys.sorted()
        let hasValidation = names.contains { $0.hasPrefix("val_") }
        return hasValidation ? names : names + names.map { "val_\($0)" }
    }

    private func line(_ fields: [String]) -> String {
        fields.map(quoted).joined(separator: separator) + "\r\n"
    }

    /// In quotation marks where it has to be, as Python's `csv` does.
    private func quoted(_ field: String) -> String {
        let special: [Unicode.Scalar] = ["\"", "\r", "\n"]
        let isPlain = !field.contains(separator) && !field.unicodeScalars.contains { special.contains($0) }
        if isPlain { return field }
        let doubled = field.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"")
        return "\"\(doubled)\""
    }

    // MARK: - State

    public override func encodeState(to encoder: any Encoder) throws { try memory.encode(to: encoder) }
    public override func decodeState(from decoder: any Decoder) throws { memory = try Memory(from: decoder) }
}
