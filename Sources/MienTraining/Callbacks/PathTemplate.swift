/// A path with names in braces, which are replaced by values as Python's `str.format` does.
///
/// Integers take `{epoch}`, `{epoch:d}`, `{epoch:3d}` and `{epoch:03d}`; other values take `{val_loss}`, `{val_loss:.2f}`,
/// `{val_loss:8.2f}` and `{val_loss:08.2f}`.
struct PathTemplate {
    private let template: String

    init(_ template: String) { self.template = template }

    func path(counts: [String: Int], logs: Logs) throws -> String {
        var result = ""
        var rest = template[...]
        while let opening = rest.firstIndex(of: "{") {
            result += rest[..<opening]
            rest = rest[opening...].dropFirst()
            guard let closing = rest.firstIndex(of: "}") else { throw error(for: String(rest), counts, logs) }
            let placeholder = String(rest[..<closing])
            rest = rest[closing...].dropFirst()
            let parts = placeholder.split(separator: ":", maxSplits: 1).map(String.init)
            let format = Format(parts.count > 1 ? parts[1] : "")
            let name = parts.first ?? ""
            if let count = counts[name], let format, format.decimals == nil {
                result += format.padded("\(count)")
            } else if let value = logs[name] ?? counts[name].map(Double.init), let format, !format.isForIntegers {
                result += format.padded(format.decimals.map { value.fixed($0) } ?? value.plain)
            } else {
                throw error(for: placeholder, counts, logs)
            }
        }
        return result + rest
    }

    private func error(for placeholder: String, _ counts: [String: Int], _ logs: Logs) -> TrainingError {
        .badPlaceholder(path: template, placeholder: placeholder, names: counts.keys.sorted() + logs.orderedNames)
    }

    /// What stands behind the colon: `[0][width][.decimals](d|f)`.
    private struct Format {
        var isZeroPadded = false
        var width = 0
        var decimals: Int?
        var isForIntegers = false

        /// Nil if the text is no such format.
        init?(_ text: String) {
            guard let kind = text.last else { return }
            guard kind == "d" || kind == "f" else { return nil }
            isForIntegers = kind == "d"
            let parts = text.dropLast().split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
            guard let width = parts[0].isEmpty ? 0 : Int(parts[0]), (0...100).contains(width) else { return nil }
            self.width = width
            isZeroPadded = parts[0].hasPrefix("0")
            if isForIntegers {
                guard parts.count == 1 else { return nil }
                return
            }
            guard let decimals = parts.count > 1 ? Int(parts[1]) : 6, (0...20).contains(decimals) else { return nil }
            self.decimals = decimals
        }

        func padded(_ text: String) -> String {
            guard isZeroPadded, width > text.count else { return text.leftPadded(to: width) }
            let digits = text.hasPrefix("-") ? text.dropFirst() : text[...]
            return (text.hasPrefix("-") ? "-" : "") + String(repeating: "0", count: width - text.count) + digits
        }
    }
}
