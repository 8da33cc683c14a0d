extension RunReport {
    /// The report as an HTML document, well-formed as XML too.
    public var html: String {
        """
        <!DOCTYPE html>
        <html lang="en" xmlns="http://www.w3.org/1999/xhtml">
        <head>
        <meta charset="utf-8"/>
        <meta name="viewport" content="width=device-width, initial-scale=1"/>
        <meta name="color-scheme" content="light dark"/>
        <title>\(escapedXML(singleLine(title)))</title>
        <style>\(ReportStyle.sheet)</style>
        </head>
        <body>
        <header>
        \(heading)
        </header>
        <main>
        \(sections.filter { !$0.contents.isEmpty }.map(\.html).joined(separator: "\n"))
        </main>
        </body>
        </html>

        """
    }

    private var heading: String {
        var parts = ["<h1>\(escapedXML(title))</h1>"]
        if !subtitle.isEmpty { parts.append("<p class=\"subtitle\">\(escapedXML(subtitle))</p>") }
        parts += messages.map { message in
            "<p class=\"message \(message.kind)\"><strong>\(message.kind.rawValue)</strong> \(escapedXML(message.text))</p>"
        }
        if !highlights.isEmpty { parts.append(list(of: highlights, styled: "highlights")) }
        if !facts.isEmpty { parts.append(list(of: facts, styled: "facts")) }
        return parts.joined(separator: "\n")
    }

    private func list(of facts: [Fact], styled style: String) -> String {
        let items = facts.map { fact in
            "<div><dt>\(escapedXML(fact.name))</dt><dd>\(escapedXML(fact.value))</dd></div>"
        }
        return "<dl class=\"\(style)\">\(items.joined(separator: "\n"))</dl>"
    }
}

extension RunReport.Section {
    fileprivate var html: String {
        let parts = contents.enumerated().map { index, content in
            content.html(isAlone: isAlone(at: index))
        }
        return """
            <section>
            <h2>\(escapedXML(title))</h2>
            <div class="grid">
            \(parts.joined(separator: "\n"))
            </div>
            </section>
            """
    }

    /// Whether a chart has both columns of the grid: the last of a run of charts and tables, where the two columns
    /// before it are equally full.
    private func isAlone(at index: Int) -> Bool {
        let start = contents[..<index].lastIndex { $0.cells == nil }.map { $0 + 1 } ?? 0
        let end = contents[index...].firstIndex { $0.cells == nil } ?? contents.count
        let cellsBefore = contents[start..<index].reduce(0) { $0 + ($1.cells ?? 0) }
        // The second always stands beside the first, however tall that is.
        return index == end - 1 && index != start + 1 && cellsBefore.isMultiple(of: 2)
    }
}

extension RunReport.Content {
    /// The cells of the grid that the content takes; `nil` for a row of its own.
    fileprivate var cells: Int? {
        switch self {
        case .chart(let chart): RunReport.isTall(chart) ? 2 : 1
        case .table: 1
        case .text, .preformatted: nil
        }
    }

    fileprivate func html(isAlone: Bool) -> String {
        switch self {
        case .chart(let chart): RunReport.figure(chart, isAlone: isAlone)
        case .table(let table): table.html
        case .text(let text): "<p class=\"wide\">\(escapedXML(text))</p>"
        case .preformatted(let text): "<pre class=\"card wide\" tabindex=\"0\">\(escapedXML(text))</pre>"
        }
    }
}

extension RunReport {
    /// A chart drawn once for each width it may get; the style sheet shows the one that fits, with its text in full
    /// size on a phone as on a desk.
    fileprivate static func figure(_ chart: any Chart, isAlone: Bool) -> String {
        let widths = ReportStyle.chartWidths.prefix(isAlone ? 3 : 2)
        let drawings = widths.map { chart.drawing(width: $0) }
        let classes = isAlone ? " alone" : isTall(chart) ? " tall" : ""
        let variants = zip(zip(ReportStyle.chartNames, widths), drawings).map { place, drawing in
            // A drawing that cannot be made as narrow as its place is scrolled, not shrunk.
            let width = drawing.width > place.1 ? " style=\"width:\(coordinate(drawing.width))px\"" : ""
            return "<div class=\"\(place.0)\"\(width)>\(drawing.inlineSVG)</div>"
        }
        return "<figure class=\"card\(classes)\">\(variants.joined())</figure>"
    }

    /// Whether a chart is about as tall as it is wide, so that two others find room beside it.
    fileprivate static func isTall(_ chart: any Chart) -> Bool {
        let drawing = chart.drawing(width: ReportStyle.chartWidths[1])
        return drawing.height > 0.75 * drawing.width
    }
}

extension RunReport.Table {
    fileprivate var html: String {
        let columns = (rows + footer + [header]).map(\.count).max() ?? 0
        let caption = title.isEmpty ? "" : "<caption>\(escapedXML(title))</caption>"
        let head = "<thead>\(row(header, columns, cell: "th", scope: "col"))</thead>"
        let body = "<tbody>\(rows.map { row($0, columns) }.joined(separator: "\n"))</tbody>"
        let foot = footer.isEmpty ? "" : "<tfoot>\(footer.map { row($0, columns) }.joined(separator: "\n"))</tfoot>"
        return "<div class=\"card table\" tabindex=\"0\"><table>\(caption)\(head)\(body)\(foot)</table></div>"
    }

    /// A row filled up with empty cells; its first cell names it.
    private func row(_ texts: [String], _ columns: Int, cell: String = "td", scope: String = "row") -> String {
        let padded = texts + Array(repeating: "", count: columns - texts.count)
        let cells = padded.enumerated().map { index, text in
            index == 0
                ? "<th scope=\"\(scope)\">\(escapedXML(text))</th>"
                : "<\(cell)\(cell == "th" ? " scope=\"col\"" : "")>\(escapedXML(text))</\(cell)>"
        }
        return "<tr>\(cells.joined())</tr>"
    }
}
