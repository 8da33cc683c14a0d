import MienCharts
import Testing

@Suite("Bar charts")
struct BarChartTests {
    /// The bars by their tooltips; the first rectangle is the drawing's ground.
    private func bars(_ root: ParsedElement) -> [ParsedElement] {
        root.all("rect", class: "mien-fill-series1")
    }

    /// The place of a tick on the horizontal axis.
    private func tick(_ label: String, _ root: ParsedElement) throws -> Double {
        let text = root.all("text").last { $0.text == label && $0.attributes["text-anchor"] == "middle" }
        return try #require(text, "no tick \(label)").number("x")
    }

    @Test("Bars reach from zero to their values", arguments: [340.0, 520, 1056])
    func geometry(width: Double) throws {
        let values = [0.525, 1, 0, 0.879]
        let chart = BarChart(title: "Recall", labels: ["a", "b", "c", "d"], values: values, style: .percent)
        let root = try parse(chart.svg(width: width))
        let zero = try tick("0%", root)
        let one = try tick("100%", root)
        let bars = bars(root)
        #expect(bars.map(\.title) == ["a: 52.5%", "b: 100.0%", "d: 87.9%"])
        for (bar, value) in zip(bars, [0.525, 1, 0.879]) {
            #expect(abs(try bar.number("x") - zero) < 0.02)
            #expect(abs(try bar.number("width") - value * (one - zero)) < 0.02)
        }
        let numbers = root.all("text").filter { $0.text.hasSuffix("%") && $0.attributes["text-anchor"] == "end" }
        #expect(numbers.map(\.text) == ["52.5%", "100.0%", "0.0%", "87.9%"])
    }

    @Test("A negative bar ends at zero")
    func negative() throws {
        let root = try parse(BarChart(title: "Difference", labels: ["a", "b"], values: [-2, 4]).svg())
        let zero = try tick("0", root)
        let bars = bars(root)
        try #require(bars.count == 2)
        #expect(try abs(bars[0].number("x") + bars[0].number("width") - zero) < 0.02)
        #expect(try abs(bars[1].number("x") - zero) < 0.02)
        #expect(try abs(bars[1].number("width") - 2 * bars[0].number("width")) < 0.03)
    }

    @Test("Bars, names and values of a row are level, and the rows in order")
    func rows() throws {
        let names = ["a", "b", "c"]
        let root = try parse(BarChart(title: "Recall", labels: names, values: [1, 2, 3]).svg())
        let rows = try names.map { name in
            try #require(root.all("text").first { $0.text == name }).number("y")
        }
        #expect(rows == rows.sorted() && Set(rows).count == 3)
        for (bar, row) in zip(bars(root), rows) {
            #expect(try abs(bar.number("y") + bar.number("height") / 2 + 4 - row) < 0.02)
        }
    }

    @Test("Values that are not finite have no bar and say so; missing names are numbers")
    func odd() throws {
        let chart = BarChart(
            title: "F1", labels: ["a", "b"], values: [.nan, .infinity, 0.5, -.infinity], style: .percent)
        let root = try parse(chart.svg())
        #expect(bars(root).map(\.title) == ["3: 50.0%"])
        let texts = root.all("text").map(\.text)
        for expected in ["–", "∞", "−∞", "3", "4"] { #expect(texts.contains(expected)) }
    }

    @Test("The reference line stands at its value")
    func reference() throws {
        let chart = BarChart(
            title: "Recall", labels: ["a"], values: [0.25], style: .percent, reference: .init("accuracy", 0.75))
        let root = try parse(chart.svg())
        let line = try #require(root.all("line", class: "mien-stroke-series2").first)
        let zero = try tick("0%", root)
        let one = try tick("100%", root)
        #expect(abs(try line.number("x1") - zero - 0.75 * (one - zero)) < 0.02)
        #expect(root.all("text").map(\.text).contains("accuracy 75.0%"))
        #expect(root.all("desc").first?.text == "Bars: a 25.0%. accuracy: 75.0%.")
    }

    @Test("Names are counted, the most frequent first, then in order")
    func counting() throws {
        let chart = BarChart(title: "Genres", countsOf: ["pop", "jazz", "rock", "jazz", "rock", "blues"])
        #expect(chart.labels == ["jazz", "rock", "pop", "blues"] && chart.values == [2, 2, 1, 1])
        let root = try parse(chart.svg())
        let ticks = root.all("text").filter { $0.attributes["text-anchor"] == "middle" }.map(\.text)
        #expect(ticks == ["0", "1", "2", "count"], "no half examples")
        #expect(BarChart(title: "", countsOf: []).labels.isEmpty)
    }

    @Test("The largest first, equal ones in order, what is no number last")
    func order() {
        let chart = BarChart(title: "", labels: ["a", "b", "c", "d", "e"], values: [1, .nan, 3, 1, .infinity])
        #expect(chart.largestFirst().labels == ["e", "c", "a", "d", "b"])
        #expect(chart.largestFirst(2).labels == ["e", "c"] && chart.largestFirst(2).values == [.infinity, 3])
        #expect(chart.largestFirst(-1).labels.isEmpty)
    }

    @Test("What is measured stands below the axis")
    func measure() throws {
        let chart = BarChart(title: "Importance", labels: ["tempo"], values: [3], measure: "mean gain")
        let root = try parse(chart.svg())
        let name = try #require(root.all("text").first { $0.text == "mean gain" })
        #expect(try name.number("y") - root.all("text").first { $0.text == "0" }!.number("y") == 18)
        #expect(try name.number("y") < root.number("height") - 8)
    }

    @Test("Long names that would look alike keep their ends, the others their beginnings")
    func alike() throws {
        func names(_ labels: [String]) throws -> [String] {
            let root = try parse(BarChart(title: "", labels: labels, values: labels.map { _ in 1 }).svg(width: 340))
            return root.all("text").filter { $0.title != nil }.map(\.text)
        }
        let long = "spectral_bandwidth_of_a_recording"
        let alike = try names(["\(long)_mean", "\(long)_variance"])
        #expect(Set(alike).count == 2 && alike[0].hasPrefix("spec") && alike[0].hasSuffix("mean"))
        #expect(try names(["\(long)_mean", "tempo"])[0].hasSuffix("…"))
    }
}
