import MienCharts
import Testing

@Suite("Box charts")
struct BoxChartTests {
    struct Sample: Sendable {
        var values: [Double]
        var quartiles: [Double]
        var whiskers: [Double]
        var outliers: [Double] = []
    }

    @Test(
        "Quartiles, whiskers and outliers are matplotlib's",
        arguments: [
            Sample(values: [4, 1, 100, 3, 2], quartiles: [2, 3, 4], whiskers: [1, 4], outliers: [100]),
            Sample(values: [1, 2, 3, 4], quartiles: [1.75, 2.5, 3.25], whiskers: [1, 4]),
            // The fences, −1 and 7, belong to what is near.
            Sample(values: [-1, 2, 3, 4, 7], quartiles: [2, 3, 4], whiskers: [-1, 7]),
            Sample(values: [-1.01, 2, 3, 4, 7.01], quartiles: [2, 3, 4], whiskers: [2, 4], outliers: [-1.01, 7.01]),
            // The upper quartile lies between the values that are near and the one that is not.
            Sample(values: [0, 0, 0, 10], quartiles: [0, 0, 2.5], whiskers: [0, 2.5], outliers: [10]),
            Sample(values: [5], quartiles: [5, 5, 5], whiskers: [5, 5]),
            Sample(values: [2, 2, 2, 2, 3], quartiles: [2, 2, 2], whiskers: [2, 2], outliers: [3]),
            Sample(values: [.nan, 1, .infinity, 2, 3, 4], quartiles: [1.75, 2.5, 3.25], whiskers: [1, 4]),
        ])
    func summary(sample: Sample) throws {
        let box = try #require(BoxSummary(sample.values))
        #expect([box.lowerQuartile, box.median, box.upperQuartile] == sample.quartiles)
        #expect([box.lowerWhisker, box.upperWhisker] == sample.whiskers)
        #expect(box.outliers == sample.outliers)
        #expect(box.count == sample.values.count(where: \.isFinite))
    }

    @Test("Without a finite value there is no box")
    func nothing() {
        #expect(BoxSummary([]) == nil)
        #expect(BoxSummary([.nan, .infinity]) == nil)
    }

    @Test("Boxes, whiskers, medians and points lie where the axis says", arguments: [340.0, 520, 1056])
    func geometry(width: Double) throws {
        let chart = BoxChart(
            title: "Tempo", groups: [.init("blues", [10, 20, 30, 40, 60, 1000]), .init("rock", [500])], measure: "tempo"
        )
        let root = try parse(chart.svg(width: width))
        let axis = try HorizontalAxis(root)
        let groups = root.all("g")
        try #require(groups.count == 2)
        let body = try #require(groups[0].all("rect").first)
        let (left, size) = (try body.number("x"), try body.number("width"))
        #expect(abs(axis.value(left) - 22.5) < 0.1 * axis.unit)
        #expect(abs(axis.value(left + size) - 55) < 0.1 * axis.unit)
        let lines = groups[0].all("line")
        try #require(lines.count == 5)
        let ends = try lines.map { axis.value(try $0.number("x2")) }
        for (end, expected) in zip(ends, [10.0, 10, 60, 60, 35]) { #expect(abs(end - expected) < 0.1 * axis.unit) }
        let point = try #require(groups[0].all("circle").first)
        #expect(abs(axis.value(try point.number("cx")) - 1000) < 0.1 * axis.unit)
        #expect(groups[0].all("circle").count == 1)
        // A single value is its own median; there is nothing else to see of it.
        let middle = try #require(groups[1].all("line").last)
        #expect(abs(axis.value(try middle.number("x1")) - 500) < 0.1 * axis.unit)
    }

    @Test("Names stand level with their boxes, medians as numbers at the right")
    func rows() throws {
        let chart = BoxChart(title: "Tempo", values: [1, 5, 2, 7, 9], by: ["b", "a", "b", "a"])
        let root = try parse(chart.svg())
        #expect(chart.groups.map(\.name) == ["b", "a"])
        #expect(chart.groups.map(\.values) == [[1, 2], [5, 7]])
        for (group, median) in zip(root.all("g"), ["1.5", "6"]) {
            let body = try #require(group.all("rect").first)
            let middle = try body.number("y") + body.number("height") / 2
            let level = try root.all("text").filter { try abs($0.number("y") - 4 - middle) < 0.02 }
            #expect(level.map(\.text).contains(median))
            #expect(level.count == 2)
        }
        #expect(root.all("text").map(\.text).contains("median"))
    }

    @Test("A group without values has its row and says so; the drawing says all in words")
    func words() throws {
        let groups = [BoxChart.Group("a", [1, 2, 3, 4, 50]), .init("b", [.nan])]
        let root = try parse(BoxChart(title: "x", groups: groups).svg())
        #expect(
            root.all("g").map(\.title) == [
                "a: median 3, quartiles 2 and 4, whiskers from 1 to 4, 1 outlier among 5"
            ])
        #expect(root.all("text").map(\.text).contains("–"))
        #expect(
            root.all("desc").first?.text
                == "Boxes: a median 3, quartiles 2 and 4, whiskers from 1 to 4, 1 outlier among 5; b no finite value.")
        let empty = try parse(BoxChart(title: "x", groups: []).svg())
        #expect(empty.all("text").map(\.text).contains("no values"))
    }

    @Test("A hundred thousand outliers are no more points than there are places")
    func manyOutliers() throws {
        let values = (0..<500_000).map { $0.isMultiple(of: 5) ? 10 + Double($0) / 1000 : Double($0 % 2) }
        let root = try parse(BoxChart(title: "x", values: values, by: values.map { _ in "a" }).svg(width: 520))
        #expect((10...1040).contains(root.all("circle").count))
    }
}

/// A horizontal axis as its labels tell it.
struct HorizontalAxis {
    /// From a place in the drawing to the data.
    let value: (Double) -> Double
    /// What a pixel stands for.
    let unit: Double

    init(_ root: ParsedElement) throws {
        let texts = try root.all("text").filter { $0.attributes["text-anchor"] == "middle" }
            .compactMap { text -> (x: Double, y: Double, value: Double)? in
                guard let value = Double(text.text.replacing("−", with: "-").replacing(",", with: "")) else {
                    return nil
                }
                return (try text.number("x"), try text.number("y"), value)
            }
        let lowest = try #require(texts.map(\.y).max())
        let ticks = texts.filter { $0.y == lowest }
        let (first, last) = (try #require(ticks.first), try #require(ticks.last))
        try #require(last.x > first.x)
        let unit = (last.value - first.value) / (last.x - first.x)
        self.unit = unit
        value = { first.value + ($0 - first.x) * unit }
    }
}
