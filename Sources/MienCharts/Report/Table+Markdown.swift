extension RunReport.Table {
    /// The table as Markdown, its title above it.
    public var markdown: String {
        func line(_ cells: [String]) -> String { "| \(cells.joined(separator: " | ")) |" }
        let rule = "|" + String(repeating: "---|", count: header.count)
        let lines = [line(header), rule] + (rows + footer).map(line)
        return (title.isEmpty ? "" : "\(title):\n\n") + lines.joined(separator: "\n") + "\n"
    }
}
