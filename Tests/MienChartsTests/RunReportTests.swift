import Foundation
import MienCharts
import Testing

@Suite("Run reports")
struct RunReportTests {
    private func report(_ name: String = "happy") -> RunReport {
        let loss = LineChart(
            title: "Loss \(name)", series: [.init(name, [2, 1]), .init("validation", [2, 1.5])], bestEpoch: 2)
        let matrix = ConfusionMatrixChart(labels: [name, "sad"], counts: [[3, 1], [0, 4]])
        let recall = BarChart(title: "Recall", labels: [name, "sad"], values: [0.75, 1], style: .percent)
        let table = RunReport.Table(
            title: name, header: ["", "recall", name], rows: [[name, "0.75", "4"], ["sad"]],
            footer: [["average", name]])
        return RunReport(
            title: name, subtitle: "of \(name)", highlights: [.init(name, "66.2%")], facts: [.init("data", name)],
            messages: [.init(.warning, name), .init(.note, "nothing")],
            sections: [
                .init("Training", [.chart(loss, caption: name)]),
                .init("Test", [.chart(matrix), .chart(recall), .table(table)]),
                .init(name, [.text(name), .preformatted("{\n  \"name\" : \"\(name)\"\n}")]), .init("Empty", []),
            ])
    }

    private let wideChart = HeatMapChart(title: "", rows: (0..<58).map { "feature \($0)" }, values: [])

    @Test("Any names give a well-formed page without a script or a foreign element", arguments: hostileNames)
    func wellFormed(name: String) throws {
        let root = try parse(report(name).html)
        #expect(root.name == "html")
        let known: Set<String> = [
            "html", "head", "meta", "title", "style", "body", "header", "main", "h1", "h2", "p", "strong", "dl", "div",
            "dt", "dd", "section", "figure", "figcaption", "svg", "desc", "g", "rect", "line", "circle", "path", "text",
            "table",
            "caption", "thead", "tbody", "tfoot", "tr", "th", "td", "pre",
        ]
        #expect(Set(root.all.map(\.name)).subtracting(known).isEmpty)
    }

    @Test("Names are shown as they are")
    func namesSurvive() throws {
        let name = "<script>alert(\"1\")</script> & '😀'"
        let root = try parse(report(name).html)
        #expect(root.all("h1").map(\.text) == [name])
        #expect(root.all("dt").map(\.text) == [name, "data"])
        #expect(root.all("dd").map(\.text) == ["66.2%", name])
        #expect(root.all("caption").map(\.text) == [name])
        #expect(root.all("pre").map(\.text) == ["{\n  \"name\" : \"\(name)\"\n}"])
        #expect(root.all("p").map(\.text) == ["of \(name)", " \(name)", " nothing", name])
        #expect(root.all("strong").map(\.text) == ["Warning", "Note"])
        #expect(root.all("figcaption").map(\.text) == [name])
    }

    @Test("Nothing is fetched from outside")
    func selfContained() throws {
        let html = report().html
        for needle in ["src=", "href", "url(", "@import", "<link", "<script", "javascript:", "srcset", "data:"] {
            #expect(!html.contains(needle), "\(needle)")
        }
        let addresses = html.split(separator: "http").count - 1
        #expect(addresses == 1, "only the name of the XHTML namespace")
    }

    @Test("Sections stand in order, empty ones are left out")
    func sections() throws {
        let root = try parse(report().html)
        #expect(root.all("h2").map(\.text) == ["Training", "Test", "happy"])
        let test = root.all("section")[1]
        #expect(test.all("figure").count == 2 && test.all("table").count == 1)
    }

    @Test("A chart is drawn for each width that its place may have, and once in view")
    func variants() throws {
        let root = try parse(report().html)
        let figures = root.all("figure")
        let drawn = figures.map { $0.all("div").map { $0.attributes["class"] ?? "" } }
        #expect(drawn == [["narrow", "medium", "broad"], ["narrow", "medium"], ["narrow", "medium"]])
        for figure in figures {
            let widths = try figure.all("svg").map { try $0.number("width") }
            #expect(widths == widths.sorted() && Set(widths).count == widths.count)
            #expect(Set(figure.all("svg").map(\.title)).count == 1)
        }
    }

    @Test(
        "A last chart without a neighbour has the whole row",
        arguments: [
            ("c", "A"), ("cc", "--"), ("ccc", "--A"), ("T", "A"), ("Tc", "t-"), ("Tcc", "t--"), ("Tccc", "t--A"),
            ("TT", "tt"), ("cpc", "ApA"), ("ccpccc", "--p--A"),
            ("W", "W"), ("cWc", "AWA"), ("ccWTcc", "--Wt--"),
        ])
    func layout(contents: String, expected: String) throws {
        let parts = contents.map { letter -> RunReport.Content in
            switch letter {
            case "c": .chart(LineChart(title: "Loss", series: []))
            case "W": .chart(wideChart)
            case "T": .chart(ConfusionMatrixChart(labels: Array(repeating: "class", count: 7), counts: []))
            default: .preformatted("{}")
            }
        }
        let root = try parse(RunReport(title: "", sections: [.init("", parts)]).html)
        let grid = try #require(root.all("div").first { $0.classes == ["grid"] })
        let drawn = grid.children.map { child in
            child.name == "pre"
                ? "p"
                : child.classes.contains("whole")
                    ? "W" : child.classes.contains("alone") ? "A" : child.classes.contains("tall") ? "t" : "-"
        }
        #expect(drawn.joined() == expected)
    }

    @Test("A chart too wide for a column is drawn for a column, where it is scrolled, and for the page")
    func wide() throws {
        let chart = wideChart
        let page = try parse(RunReport(title: "", sections: [.init("", [.chart(chart)])]).html)
        let figure = try #require(page.all("figure").first)
        #expect(figure.children.map { $0.attributes["class"] } == ["medium", "broad"])
        let drawing = try #require(figure.children[0].all("svg").first)
        #expect(try drawing.number("width") > 520)
        #expect(figure.children[0].attributes["style"] == drawing.attributes["width"].map { "width:\($0)px" })
    }

    @Test("Rows of a table are filled up; the first column names them")
    func table() throws {
        let table = try #require(try parse(report().html).all("table").first)
        let rows = table.all("tr").map { $0.children.map { "\($0.name) \($0.text)" } }
        #expect(
            rows == [
                ["th ", "th recall", "th happy"], ["th happy", "td 0.75", "td 4"], ["th sad", "td ", "td "],
                ["th average", "td happy", "td "],
            ])
        let ragged = RunReport.Table(header: ["a"], rows: [["1", "2", "3"], []])
        let page = try parse(RunReport(title: "", sections: [.init("", [.table(ragged)])]).html)
        #expect(page.all("tr").map(\.children.count) == [3, 3, 3])
        // Of eight columns on a table has the page's width.
        for columns in [7, 8] {
            let broad = RunReport.Table(header: (1...columns).map { "\($0)" }, rows: [])
            let page = try parse(RunReport(title: "", sections: [.init("", [.table(broad)])]).html)
            let card = try #require(page.all("div").first { $0.classes.contains("table") })
            #expect(card.classes.contains("wide") == (columns == 8))
        }
    }

    @Test("A report of nothing is a page")
    func empty() throws {
        let root = try parse(RunReport(title: "").html)
        #expect(root.all("section").isEmpty && root.all("h1").count == 1)
    }
}

@Suite("Writing")
struct WritingTests {
    private func withFolder(_ body: (URL) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "mien-charts-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try body(folder)
    }

    @Test("A file is replaced as a whole and nothing else is left")
    func replaces() throws {
        try withFolder { folder in
            let path = folder.appending(path: "report.html").path
            try String(repeating: "old ", count: 100_000).write(toFile: path, atomically: false, encoding: .utf8)
            let report = RunReport(title: "new")
            try report.write(to: path)
            #expect(try String(contentsOfFile: path, encoding: .utf8) == report.html)
            let chart = BarChart(title: "Recall", labels: ["a"], values: [1])
            try chart.write(to: folder.appending(path: "chart.svg").path, width: 300)
            #expect(
                try String(contentsOf: folder.appending(path: "chart.svg"), encoding: .utf8) == chart.svg(width: 300))
            #expect(
                try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() == [
                    "chart.svg", "report.html",
                ])
        }
    }

    @Test("A folder that is not there, and a folder in the file's place, are errors that say what to do")
    func errors() throws {
        try withFolder { folder in
            let missing = folder.appending(path: "missing/report.html").path
            let error = #expect(throws: ChartError.self) { try RunReport(title: "x").write(to: missing) }
            #expect(error == .cannotWrite(file: missing, reason: "No such file or directory"))
            #expect(
                error?.description
                    == "\(missing): cannot be written: No such file or directory. "
                    + "Nothing was changed; make room or choose another folder.")
            #expect(throws: ChartError.cannotWrite(file: folder.path, reason: "Is a directory")) {
                try RunReport(title: "x").write(to: folder.path)
            }
            let left = try FileManager.default.contentsOfDirectory(atPath: folder.path)
            #expect(left.isEmpty)
        }
    }
}
