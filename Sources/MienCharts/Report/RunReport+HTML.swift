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
        let places = contents.map(\.place)
        let parts = contents.indices.map { index in
            contents[index].html(at: isAlone(at: index, among: places) ? .row : places[index])
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
    private func isAlone(at index: Int, among places: [RunReport.Place]) -> Bool {
        guard places[index].cells > 0 else { return false }
        let start = places[..<index].lastIndex { $0.cells == 0 }.map { $0 + 1 } ?? 0
        let end = places[index...].firstIndex { $0.cells == 0 } ?? places.count
        let cellsBefore = places[start..<index].reduce(0) { $0 + $1.cells }
        // The second always stands beside the first, however tall that is.
        return index == end - 1 && index != start + 1 && cellsBefore.isMultiple(of: 2)
    }
}

extension RunReport {
    /// Where a content stands in the grid of two columns.
    fileprivate enum Place {
        case column
        /// Beside two others: about as tall as wide.
        case tallColumn
        /// Both columns, for want of a neighbour.
        case row
        /// Both columns, since one is too narrow for it.
        case wideRow

        /// The cells of the grid that it takes from its neighbours.
        var cells: Int {
            switch self {
            case .column: 1
            case .tallColumn: 2
            case .row, .wideRow: 0
            }
        }

        /// The style sheet's names for it.
        var classes: String {
            switch self {
            case .column: ""
            case .tallColumn: " tall"
            case .row: " alone"
            case .wideRow: " alone whole"
            }
        }

        /// The charts' widths that it may have, as places in ``ReportStyle/chartWidths``.
        var widths: Range<Int> {
            switch self {
            case .column, .tallColumn: 0..<2
            case .row: 0..<3
            // What is too wide for a column is too wide for a phone: one drawing serves both.
            case .wideRow: 1..<3
            }
        }
    }
}

extension RunReport.Content {
    fileprivate var place: RunReport.Place {
        switch self {
        case .chart(let chart, _):
            let column = ReportStyle.chartWidths[1]
            let drawing = chart.drawing(width: column)
            return drawing.width > column ? .wideRow : drawing.height > 0.75 * drawing.width ? .tallColumn : .column
        // More columns are scrolled in half a page, and seldom looked at.
        case .table(let table): return table.header.count > 7 ? .wideRow : .column
        case .text, .preformatted: return .row
        }
    }

    fileprivate func html(at place: RunReport.Place) -> String {
        switch self {
        case .chart(let chart, let caption): RunReport.figure(chart, caption: caption, at: place)
        case .table(let table): table.html(isWide: place == .wideRow)
        case .text(let text): "<p class=\"wide\">\(escapedXML(text))</p>"
        case .preformatted(let text): "<pre class=\"card wide\" tabindex=\"0\">\(escapedXML(text))</pre>"
        }
    }
}

extension RunReport {
    /// A chart drawn once for each width it may get; the style sheet shows the one that fits, with its text in full
    /// size on a phone as on a desk.
    fileprivate static func figure(_ chart: any Chart, caption: String, at place: Place) -> String {
        let variants = place.widths.map { index in
            let width = ReportStyle.chartWidths[index]
            let drawing = chart.drawing(width: width)
            // A drawing that cannot be made as narrow as its place is scrolled, not shrunk.
            let style = drawing.width > width ? " style=\"width:\(coordinate(drawing.width))px\"" : ""
            return "<div class=\"\(ReportStyle.chartNames[index])\"\(style)>\(drawing.inlineSVG)</div>"
        }
        let below = caption.isEmpty ? "" : "<figcaption>\(escapedXML(caption))</figcaption>"
        return "<figure class=\"card\(place.classes)\">\(variants.joined())\(below)</figure>"
    }
}

extension RunReport.Table {
    fileprivate func html(isWide: Bool) -> String {
        let columns = (rows + footer + [header]).map(\.count).max() ?? 0
        let caption = title.isEmpty ? "" : "<caption>\(escapedXML(title))</caption>"
        let head = "<thead>\(row(header, columns, cell: "th", scope: "col"))</thead>"
        let body = "<tbody>\(rows.map { row($0, columns) }.joined(separator: "\n"))</tbody>"
        let foot = footer.isEmpty ? "" : "<tfoot>\(footer.map { row($0, columns) }.joined(separator: "\n"))</tfoot>"
        return
            "<div class=\"card table\(isWide ? " wide" : "")\" tabindex=\"0\"><table>\(caption)\(head)\(body)\(foot)</table></div>"
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
