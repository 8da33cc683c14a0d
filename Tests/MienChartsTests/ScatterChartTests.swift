import MienCharts
import Testing

@Suite("Scatter charts")
struct ScatterChartTests {
    /// The groups' paths.
    private func groups(_ root: ParsedElement) -> [ParsedElement] { root.all("path").filter { $0.title != nil } }

    @Test("Markers lie where the axes say their points are", arguments: [340.0, 520, 1056])
    func geometry(width: Double) throws {
        let points: [(x: Double, y: Double)] = [(0, 0), (3, -2), (7.5, 4), (10, 1)]
        let chart = ScatterChart(
            title: "Components", groups: [.init("a", x: points.map(\.x), y: points.map(\.y))], xName: "first",
            yName: "second")
        let root = try parse(chart.svg(width: width))
        let axis = try HorizontalAxis(root)
        let heights = try root.all("text").filter { $0.attributes["text-anchor"] == "end" }.map { text in
            (try #require(Double(text.text.replacing("−", with: "-"))), try text.number("y") - 4)
        }
        let (low, high) = (try #require(heights.first), try #require(heights.last))
        let path = try #require(groups(root).first)
        // A disc has twelve corners; its middle is their mean.
        let corners = try path.corners()
        try #require(corners.count == 12 * points.count)
        for (index, point) in points.enumerated() {
            let disc = corners[index * 12..<(index + 1) * 12]
            let (x, y) = (disc.reduce(0) { $0 + $1.x } / 12, disc.reduce(0) { $0 + $1.y } / 12)
            #expect(abs(axis.value(x) - point.x) < 0.1 * axis.unit)
            let share = (y - low.1) / (high.1 - low.1)
            #expect(abs(low.0 + share * (high.0 - low.0) - point.y) < 0.01)
        }
        #expect(root.all("text").map(\.text).contains("first"))
        let turned = root.all("text").filter { $0.attributes["transform"]?.hasPrefix("rotate(-90 ") == true }
        #expect(turned.map(\.text) == ["second"])
    }

    @Test("Ten groups have ten colours and ten shapes; the legend shows each")
    func markers() throws {
        let groups = (0..<10).map { ScatterChart.Group("group \($0)", x: [0, 1], y: [0, 1]) }
        let root = try parse(ScatterChart(title: "x", groups: groups).svg())
        let paths = root.all("path")
        try #require(paths.count == 20)
        #expect(Set(paths.prefix(10).map { $0.classes[0] }).count == 10)
        // A marker as seen from its first corner.
        let shapes = try paths.prefix(10).map { path in
            let corners = try path.corners()
            return corners.map { "\(Int(($0.x - corners[0].x) * 5)) \(Int(($0.y - corners[0].y) * 5))" }.joined()
        }
        #expect(Set(shapes).count == 10)
        for (sample, group) in zip(paths.prefix(10), paths.suffix(10)) { #expect(sample.classes == group.classes) }
        #expect(root.all("text").map(\.text).filter { $0.hasPrefix("group") } == groups.map(\.name))
    }

    @Test("No point is nearer to the frame's edge than the legend's names are to the plot")
    func legendIsAbove() throws {
        let groups = (0..<30).map { ScatterChart.Group("a long name of group \($0)", x: [0, 1], y: [0, 1]) }
        let root = try parse(ScatterChart(title: "x", groups: groups).svg(width: 340))
        let names = try root.all("text").filter { $0.text.hasPrefix("a long") }.map { try $0.number("y") }
        let drawn = try self.groups(root).flatMap { try $0.corners().map(\.y) }
        #expect(try #require(names.max()) < #require(drawn.min()))
    }

    @Test("Points by name; those without a place, or in the place of another, are not drawn")
    func byName() throws {
        let chart = ScatterChart(
            title: "x", x: [1, 2, .nan, 4, 1, 6], y: [1, 2, 3, .infinity, 1], by: ["b", "a", "a", "b", "b", "a"])
        #expect(chart.groups.map(\.name) == ["b", "a"])
        let root = try parse(chart.svg())
        #expect(groups(root).map(\.title) == ["b: 2", "a: 1"])
        // A disc, and a square.
        #expect(try groups(root).map { try $0.corners().count } == [12, 4])
        #expect(
            root.all("desc").first?.text == "Points of y over x. b: 2 points around 1, 1; a: one point around 2, 2.")
    }

    @Test("Without points the drawing says so")
    func empty() throws {
        for groups in [[], [ScatterChart.Group("a", x: [.nan], y: [1])]] {
            let root = try parse(ScatterChart(title: "x", groups: groups).svg())
            #expect(root.all("text").map(\.text).contains("no points"))
        }
    }
}
