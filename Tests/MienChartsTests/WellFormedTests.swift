import Foundation
import MienCharts
import Testing

@Suite("SVG documents")
struct WellFormedTests {
    @Test("Any input gives a well-formed, accessible drawing that fits its frame", arguments: oddCharts.indices)
    func wellFormed(index: Int) throws {
        for width in [340, 640, 1056, 0, -1, .nan, .infinity] as [Double] {
            let chart = oddCharts[index]
            let root = try parse(chart.svg(width: width))
            #expect(root.name == "svg")
            #expect(root.attributes["role"] == "img")
            #expect(root.children.first?.name == "title")
            #expect(try #require(root.children.first { $0.name == "desc" }).text.isEmpty == false)
            #expect(root.all("script").isEmpty)
            try checkFrame(root)
        }
    }

    /// Every number is finite, and nothing but text, whose width only the reader's font knows, leaves the frame.
    private func checkFrame(_ root: ParsedElement) throws {
        let width = try root.number("width")
        let height = try root.number("height")
        #expect(root.attributes["viewBox"] == "0 0 \(root.attributes["width"]!) \(root.attributes["height"]!)")
        #expect(width >= 240 && height >= 60)
        for element in root.all {
            let attributes = element.attributes
            for name in ["x", "cx", "x1", "x2"] where attributes[name] != nil {
                #expect((0...width).contains(try element.number(name)), "\(element.name) \(attributes)")
            }
            for name in ["y", "cy", "y1", "y2"] where attributes[name] != nil {
                #expect((0...height).contains(try element.number(name)), "\(element.name) \(attributes)")
            }
            if element.name == "rect" {
                #expect(try element.number("x") + element.number("width") <= width + 0.01)
                #expect(try element.number("y") + element.number("height") <= height + 0.01)
            }
            if element.name == "path" {
                for corner in try element.corners() {
                    #expect((0...width).contains(corner.x) && (0...height).contains(corner.y))
                }
            }
        }
    }

    @Test("Names come back from a parser as they were; what XML cannot hold is replaced")
    func namesSurvive() throws {
        let name = "<b>\"a\" & 'b'</b> ]]> 😀 日本 \u{0}\u{1F}\u{FFFE} \u{202E}"
        let chart = BarChart(title: name, labels: [name], values: [0.5], style: .percent)
        let root = try parse(chart.svg())
        let expected = "<b>\"a\" & 'b'</b> ]]> 😀 日本 \u{FFFD}\u{FFFD}\u{FFFD} \u{202E}"
        #expect(root.title == expected)
        #expect(root.all("rect").compactMap(\.title) == ["\(expected): 50.0%"])
        #expect(root.all("b").isEmpty)
    }

    @Test(
        "Escaping",
        arguments: [
            ("<a href=\"x\">&'", "&lt;a href=&quot;x&quot;&gt;&amp;&#39;"), ("tab\tand\nline", "tab\tand\nline"),
            ("a\r\nb", "a\r\nb"), ("\u{0}\u{B}\u{7F}\u{9F}", "\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}"),
        ])
    func escaping(text: String, expected: String) {
        #expect(escapedXML(text) == expected)
    }

    @Test("Long names are cut, and whole in the tooltip")
    func longNames() throws {
        let name = String(repeating: "anticipation ", count: 20)
        let root = try parse(BarChart(title: "Recall", labels: [name], values: [1]).svg(width: 340))
        let label = try #require(root.all("text").first { $0.title == name })
        #expect(label.text.hasPrefix("anticip") && label.text.hasSuffix("…") && label.text.count < 30)
    }

    @Test("Every colour stands as an attribute too, for programs without CSS variables", arguments: oddCharts.indices)
    func fallbackColors(index: Int) throws {
        let root = try parse(oddCharts[index].svg())
        var painted = 0
        for element in root.all {
            for word in element.classes {
                let parts = word.split(separator: "-")
                try #require(parts.count == 3 && parts[0] == "mien")
                let paint = try #require(Paint(rawValue: String(parts[2])))
                #expect(element.attributes[String(parts[1])] == paint.light)
                painted += 1
            }
        }
        #expect(painted > 1)
    }

    @Test("The style sheet has every colour in both themes, dark on screens only")
    func themes() throws {
        let root = try parse(LineChart(title: "Loss", series: []).svg())
        let style = try #require(root.all("style").first).text
        let parts = style.components(separatedBy: "@media screen and (prefers-color-scheme:dark){")
        try #require(parts.count == 2)
        for paint in Paint.allCases {
            #expect(parts[0].contains("--mien-\(paint.rawValue):\(paint.light)"))
            #expect(parts[1].contains("--mien-\(paint.rawValue):\(paint.dark)"))
        }
    }
}
