import MienCharts
import Testing

@Suite("Heat maps")
struct HeatMapChartTests {
    private let names = ["a", "b", "c"]
    private let values = [[1, 0.5, -0.25], [0.5, 1, 0], [-0.25, 0, 1]]

    /// The cells by their tooltips, with the colour of the group in which they lie.
    private func cells(_ root: ParsedElement) -> [String: (square: ParsedElement, color: String)] {
        var cells: [String: (ParsedElement, String)] = [:]
        for group in root.all("g") {
            for square in group.all("rect") {
                if let title = square.title { cells[title] = (square, group.classes.first ?? "") }
            }
        }
        return cells
    }

    @Test("Rows from the top, columns from the left, a name beside and below each")
    func placement() throws {
        let chart = HeatMapChart(title: "Correlation", rows: names, columns: ["x", "y", "z"], values: values)
        let root = try parse(chart.svg())
        let cells = cells(root)
        #expect(cells.count == 9)
        for (row, name) in names.enumerated() {
            for (column, other) in ["x", "y", "z"].enumerated() {
                let value = values[row][column]
                let title = "\(name), \(other): \(NumberText.short(value))"
                let square = try #require(cells[title]).square
                let side = try square.number("width")
                #expect(try square.number("height") == side)
                let rowName = try #require(root.all("text").first { $0.text == name })
                let columnName = try #require(root.all("text").first { $0.text == other })
                #expect(try abs(rowName.number("y") - 12 * 0.35 - square.number("y") - side / 2) < 0.02)
                #expect(try abs(columnName.number("x") - square.number("x") - side / 2) < 0.02)
                #expect(try rowName.number("x") < square.number("x"))
                #expect(try columnName.number("y") > square.number("y") + side)
            }
        }
    }

    struct Shade: Sendable {
        var lowest: Double?
        var highest: Double?
        var centre = 0.0
        /// Of 1, 0.5, −0.25 and 0; negative below the centre.
        var strengths: [Double]
    }

    @Test(
        "Colours are as strong as the distance from the centre is to the farther limit: seaborn's rule",
        arguments: [
            Shade(lowest: -1, highest: 1, strengths: [1, 0.5, -0.25, 0]),
            Shade(strengths: [1, 0.5, -0.25, 0]),
            Shade(highest: 0.3, strengths: [1, 1, -0.25 / 0.3, 0]),
            Shade(lowest: -2, highest: 0.5, strengths: [0.25, 0.25, -0.125, 0]),
            Shade(lowest: 1, highest: -1, strengths: [1, 0.5, -0.25, 0]),
            Shade(lowest: .nan, highest: .infinity, strengths: [1, 0.5, -0.25, 0]),
            Shade(lowest: 0, highest: 1, centre: 0.5, strengths: [1, 0, -1, -1]),
            Shade(lowest: 0.5, highest: 0.5, centre: 0.5, strengths: [0, 0, 0, 0]),
        ])
    func shades(sample: Shade) throws {
        let chart = HeatMapChart(
            title: "x", rows: names, values: values, lowest: sample.lowest, highest: sample.highest,
            centre: sample.centre)
        let cells = cells(try parse(chart.svg()))
        for (title, strength) in zip(["a, a: 1", "a, b: 0.5", "a, c: −0.25", "b, c: 0"], sample.strengths) {
            let (square, color) = try #require(cells[title])
            #expect(abs(try square.number("fill-opacity") - 0.04 - 0.96 * abs(strength)) < 0.006, "\(title)")
            #expect(color == (strength < 0 ? "mien-fill-cell" : "mien-fill-oppositeCell"), "\(title)")
        }
    }

    @Test("Below the diagonal only: no first row, no last column, limits from what is shown")
    func triangle() throws {
        let chart = HeatMapChart(title: "x", rows: names, values: values, hidesUpperTriangle: true)
        let root = try parse(chart.svg())
        #expect(Set(cells(root).keys) == ["b, a: 0.5", "c, a: −0.25", "c, b: 0"])
        #expect(try #require(cells(root)["b, a: 0.5"]).square.number("fill-opacity") == 1)
        let shown = root.all("text").map(\.text).filter(names.contains)
        #expect(shown == ["b", "c", "a", "b"])
    }

    @Test("The bar has the limits, with a sign where numbers lie beyond")
    func bar() throws {
        func labels(_ lowest: Double?, _ highest: Double?) throws -> [String] {
            let chart = HeatMapChart(title: "x", rows: names, values: values, lowest: lowest, highest: highest)
            return try parse(chart.svg()).all("text", class: "mien-fill-muted").map(\.text)
        }
        #expect(try labels(-1, 1) == ["−1.00", "−0.50", "0.00", "0.50", "1.00"])
        #expect(try labels(-0.2, 0.3) == ["≤ −0.20", "0.00", "0.20", "≥ 0.30"])
        #expect(try labels(0.5, 0.5) == ["≤ 0.50"])
        let steps = try parse(HeatMapChart(title: "x", rows: names, values: values).svg()).all("g")
            .filter { $0.attributes["shape-rendering"] != nil }.flatMap { $0.all("rect") }
        let strengths = try steps.sorted { try $0.number("y") < $1.number("y") }.map { try $0.number("fill-opacity") }
        let turn = try #require(strengths.indices.min { strengths[$0] < strengths[$1] })
        #expect(strengths[..<turn] == ArraySlice(strengths[..<turn].sorted(by: >)), "paler down to the centre")
        #expect(strengths[turn...] == ArraySlice(strengths[turn...].sorted()), "stronger below it")
    }

    @Test("Numbers stand in cells with room, in the ink that the cell asks for")
    func numbers() throws {
        let few = try parse(HeatMapChart(title: "x", rows: names, values: values).svg())
        #expect(few.all("text", class: "mien-fill-strongCellInk").map(\.text) == ["1.00", "1.00", "1.00"])
        let weak = few.all("text", class: "mien-fill-weakCellInk").map(\.text)
        #expect(weak == ["0.50", "−0.25", "0.50", "0.00", "−0.25", "0.00"])
        let many = (0..<30).map { row in (0..<30).map { Double($0 - row) / 30 } }
        let root = try parse(HeatMapChart(title: "x", rows: [], values: many).svg())
        #expect(root.all("text", class: "mien-fill-weakCellInk").isEmpty)
        #expect(cells(root).count == 900)
    }

    @Test(
        "Numbers have the digits of the largest",
        arguments: [
            (12.34, NumberStyle.number, "12.3"), (1234.5, .number, "1235"), (0.0123, .number, "0.012"),
            (2e7, .number, "2e7"), (0.7262, .percent, "72.6%"), (1234, .count, "1,234"),
        ])
    func digits(value: Double, style: NumberStyle, text: String) throws {
        let root = try parse(HeatMapChart(title: "x", rows: ["a"], values: [[value]], style: style).svg())
        #expect(root.all("text", class: "mien-fill-strongCellInk").map(\.text) == [text])
    }

    @Test("A cell without a number is struck through, and does not count")
    func holes() throws {
        let chart = HeatMapChart(title: "x", rows: names, values: [[1, .nan, .infinity], [-1, 1]])
        let root = try parse(chart.svg())
        let empty = root.all("rect", class: "mien-fill-grid")
        #expect(empty.map(\.title) == ["a, b: –", "a, c: ∞", "b, c: –", "c, a: –", "c, b: –", "c, c: –"])
        let strokes = try #require(root.all("path").first).corners()
        #expect(strokes.count == 12)
        #expect(try strokes[1].x == empty[0].number("x") + empty[0].number("width"))
        #expect(try strokes[1].y == empty[0].number("y"))
        #expect(root.all("text", class: "mien-fill-strongCellInk").map(\.text) == ["1.00", "−1.00", "1.00"])
    }

    @Test(
        "Names of 58 features are readable and do not touch, if need be in a wider drawing", arguments: [340.0, 1056])
    func manyNames(width: Double) throws {
        let names = (0..<58).map { "spectral_feature_\($0)" }
        let chart = HeatMapChart(title: "x", rows: names, values: names.map { _ in names.map { _ in 0.5 } })
        let root = try parse(chart.svg(width: width))
        #expect(try (root.number("width") > width) == (width == 340))
        let texts = root.all("text").filter { $0.title != nil }
        try #require(texts.count == 116)
        for side in [texts[..<58], texts[58...]] {
            let places = try side.map { try $0.number(side.startIndex == 0 ? "y" : "x") }
            for (place, next) in zip(places, places.dropFirst()) {
                #expect(next - place >= 9.99)
                #expect(try next - place >= side[side.startIndex].number("font-size"))
            }
        }
        #expect(try texts.allSatisfy { try $0.number("font-size") >= 8 })
        #expect(texts[58].attributes["transform"]?.hasPrefix("rotate(-90 ") == true)
    }

    @Test("Long names that would look alike keep their ends")
    func alike() throws {
        let names = ["mean", "variance"].map { "spectral_bandwidth_of_all_the_frames_of_a_recording_\($0)" }
        let root = try parse(HeatMapChart(title: "x", rows: names, values: [[1, 0], [0, 1]]).svg(width: 340))
        let shown = root.all("text").filter { $0.title != nil }.map(\.text)
        #expect(Set(shown).count == 2 && shown[0].hasPrefix("spec") && shown[0].hasSuffix("mean"))
    }

    @Test("The description names what is farthest from the centre, each pair once")
    func words() throws {
        let root = try parse(HeatMapChart(title: "x", rows: names, values: values).svg())
        #expect(
            root.all("desc").first?.text == "A heat map of 3 rows and 3 columns, from −0.25 to 1. "
                + "Farthest from 0: b and a 0.5; c and a −0.25; c and b 0.")
    }
}
