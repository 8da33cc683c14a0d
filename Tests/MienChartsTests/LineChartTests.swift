import MienCharts
import Testing

@Suite("Line charts")
struct LineChartTests {
    private let training = [1.9, 1.4, 1.1, 0.9, 0.8, 0.75]
    private let validation = [1.7, 1.5, 1.3, 1.1, 1.2, 1.3]

    /// What the axes' labels say about the drawing: from a place in it to the data.
    private struct Axes {
        var epoch: (Double) -> Double
        var value: (Double) -> Double

        init(_ root: ParsedElement) throws {
            let texts = root.all("text")
            let name = try #require(texts.first { $0.text == "epoch" })
            let marks = try texts.compactMap { text -> (x: Double, y: Double, value: Double, isEpoch: Bool)? in
                guard let value = Double(text.text.replacing("−", with: "-").replacing("%", with: "")) else {
                    return nil
                }
                let y = try text.number("y")
                return (try text.number("x"), y, value, try name.number("y") - y == 17)
            }
            let epochs = marks.filter(\.isEpoch)
            let values = marks.filter { !$0.isEpoch }
            let (first, last) = (try #require(epochs.first), try #require(epochs.last))
            let (low, high) = (try #require(values.first), try #require(values.last))
            epoch = { first.value + ($0 - first.x) / (last.x - first.x) * (last.value - first.value) }
            // A label's baseline lies 4 below its tick.
            value = { y in
                let share = (y + 4 - low.y) / (high.y - low.y)
                return low.value + share * (high.value - low.value)
            }
        }
    }

    private func curves(_ root: ParsedElement) throws -> [[(x: Double, y: Double)]] {
        try root.all("path").map { try $0.corners() }
    }

    @Test("The corners of a curve lie where the axes say its values are", arguments: [340.0, 520, 1056])
    func geometry(width: Double) throws {
        let chart = LineChart(title: "Loss", series: [.init("training", training), .init("validation", validation)])
        let root = try parse(chart.svg(width: width))
        let axes = try Axes(root)
        let curves = try curves(root)
        try #require(curves.count == 2)
        for (curve, values) in zip(curves, [training, validation]) {
            try #require(curve.count == values.count)
            for (index, corner) in curve.enumerated() {
                #expect(abs(axes.epoch(corner.x) - Double(index + 1)) < 0.01)
                #expect(abs(axes.value(corner.y) - values[index]) < 0.002)
            }
        }
        #expect(root.all("path", class: "mien-stroke-series1").count == 1)
        #expect(root.all("path", class: "mien-stroke-series2").count == 1)
    }

    @Test("On a logarithmic axis equal ratios are equal distances")
    func logarithmicGeometry() throws {
        let rates = [1e-2, 1e-3, 5e-4, 1e-5]
        let chart = LineChart(title: "Rate", series: [.init("rate", rates)], division: .logarithmic)
        let root = try parse(chart.svg())
        let ticks = root.all("text").filter { ["1e−5", "0.01"].contains($0.text) }
        try #require(ticks.map(\.text) == ["1e−5", "0.01"])
        let (low, high) = (try ticks[0].number("y"), try ticks[1].number("y"))
        let curve = try #require(try curves(root).first)
        for (corner, share) in zip(curve, [1, 2.0 / 3, 0.566323, 0]) {
            #expect(abs((corner.y + 4 - low) / (high - low) - share) < 0.001)
        }
    }

    @Test("Over sizes equal ratios are equal distances, and every size is a tick")
    func sizes() throws {
        let chart = LineChart(
            title: "Time", series: [.init("training", [3, 6, 24])], over: .sizes("batch", [1, 2, 8]),
            division: .logarithmic)
        let root = try parse(chart.svg())
        let name = try #require(root.all("text").first { $0.text == "batch" })
        let ticks = try root.all("text").filter { try name.number("y") - $0.number("y") == 17 }
        #expect(ticks.map(\.text) == ["1", "2", "8"])
        let curve = try #require(try curves(root).first)
        let (left, right) = (try ticks[0].number("x"), try ticks[2].number("x"))
        for ((corner, tick), share) in zip(zip(curve, ticks), [0, 1.0 / 3, 1]) {
            #expect(try abs(corner.x - tick.number("x")) < 0.01)
            #expect(abs((corner.x - left) / (right - left) - share) < 0.001)
        }
        #expect(
            root.all("desc").first?.text
                == "Curves over batch 1 to batch 8. training: lowest 3 at batch 1, highest 24 at batch 8, 24 at batch 8."
        )
        #expect(root.all("circle").compactMap(\.title).first == "training, batch 1: 3")
    }

    @Test("Values that are not finite leave gaps; a single value between them is a dot")
    func gaps() throws {
        let values = [1, 2, .nan, 3, .infinity, 2, 1.5, 1, -.infinity]
        let root = try parse(LineChart(title: "Loss", series: [.init("loss", values)]).svg())
        #expect(try curves(root).map(\.count) == [2, 3])
        #expect(root.all("circle", class: "mien-fill-series1").count == 1)
    }

    @Test("The best epoch is marked at the last series' value, and named", arguments: [1, 4, 6])
    func bestEpoch(epoch: Int) throws {
        let series: [LineChart.Series] = [.init("training", training), .init("validation", validation)]
        let chart = LineChart(title: "Loss", series: series, bestEpoch: epoch)
        let root = try parse(chart.svg())
        let axes = try Axes(root)
        let rings = root.all("circle", class: "mien-stroke-series2")
        try #require(rings.count == 1)
        #expect(abs(axes.epoch(try rings[0].number("cx")) - Double(epoch)) < 0.01)
        #expect(abs(axes.value(try rings[0].number("cy")) - validation[epoch - 1]) < 0.002)
        let line = try #require(root.all("line", class: "mien-stroke-muted").first)
        #expect(line.attributes["x1"] == rings[0].attributes["cx"] && line.attributes["x2"] == line.attributes["x1"])
        #expect(root.all("text").map(\.text).contains("best epoch \(epoch): \(validation[epoch - 1])"))
    }

    @Test("A best epoch out of reach is not marked", arguments: [Int.min, 0, 7, .max])
    func bestEpochOutOfReach(epoch: Int) throws {
        let chart = LineChart(title: "Loss", series: [.init("loss", training)], bestEpoch: epoch)
        let root = try parse(chart.svg())
        #expect(root.all("line", class: "mien-stroke-muted").isEmpty)
        #expect(root.all("text").allSatisfy { !$0.text.hasPrefix("best") })
    }

    @Test("A best epoch without a value has a line, but no ring")
    func bestEpochWithoutValue() throws {
        let chart = LineChart(title: "Loss", series: [.init("loss", [1, .nan, 2])], bestEpoch: 2)
        let root = try parse(chart.svg())
        #expect(root.all("line", class: "mien-stroke-muted").count == 1)
        #expect(root.all("circle", class: "mien-stroke-series1").isEmpty)
        #expect(root.all("text").map(\.text).contains("best epoch 2"))
    }

    @Test("Curves differ in colour and dashes as the legend says; a single one needs no legend")
    func legend() throws {
        let series = (0..<4).map { LineChart.Series("series \($0)", [Double($0), 1]) }
        let root = try parse(LineChart(title: "Loss", series: series).svg())
        #expect(root.all("text").map(\.text).filter { $0.hasPrefix("series") } == series.map(\.name))
        let paths = root.all("path")
        let samples = root.all("line").filter { $0.attributes["stroke-width"] == "2" }
        #expect(samples.map(\.classes) == paths.map(\.classes) && Set(paths.map(\.classes)).count == 4)
        let dashes = paths.map { $0.attributes["stroke-dasharray"] }
        #expect(samples.map { $0.attributes["stroke-dasharray"] } == dashes && Set(dashes).count == 4)

        let single = try parse(LineChart(title: "Loss", series: [series[0]]).svg())
        #expect(!single.all("text").map(\.text).contains("series 0"))
    }

    @Test(
        "Without anything to draw the chart says so",
        arguments: [
            ([], "no values yet"), ([[]], "no values yet"), ([[.nan, .infinity]], "no values to draw"),
        ] as [([[Double]], String)])
    func nothing(values: [[Double]], notice: String) throws {
        let chart = LineChart(title: "Loss", series: values.map { .init("loss", $0) }, bestEpoch: 1)
        let root = try parse(chart.svg())
        #expect(root.all("text").map(\.text).contains(notice))
        #expect(root.all("path").isEmpty && root.all("circle").isEmpty)
    }

    @Test("One epoch is a dot for each series")
    func oneEpoch() throws {
        let chart = LineChart(title: "Loss", series: [.init("training", [1.2]), .init("validation", [1.4])])
        let root = try parse(chart.svg())
        #expect(root.all("circle", class: "mien-fill-series1").count == 1)
        #expect(root.all("circle", class: "mien-fill-series2").count == 1)
        #expect(root.all("path").isEmpty)
    }

    @Test("The description tells lowest, highest and last values; tooltips every one")
    func words() throws {
        let chart = LineChart(
            title: "Accuracy", series: [.init("validation", [0.25, .nan, 0.75, 0.5])], style: .percent, bestEpoch: 3)
        let root = try parse(chart.svg())
        #expect(
            root.all("desc").first?.text
                == "Curves over 4 epochs. validation: lowest 25.0% at epoch 1, highest 75.0% at epoch 3, 50.0% at epoch 4. "
                + "Best epoch: 3.")
        #expect(
            root.all("circle").compactMap(\.title) == [
                "validation, epoch 1: 25.0%", "validation, epoch 3: 75.0%", "validation, epoch 4: 50.0%",
            ])
    }
}
