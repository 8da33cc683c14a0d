import MienCharts
import Testing

@Suite("Scales")
struct ScaleTests {
    struct Sample: Sendable {
        var values: [Double]
        var count = 5
        var style = NumberStyle.number
        var labels: [String]
    }

    @Test(
        "Linear ticks stand at round numbers",
        arguments: [
            Sample(values: [0.61, 1.87], labels: ["0.5", "1.0", "1.5", "2.0"]),
            Sample(values: [0, 1], labels: ["0", "0.2", "0.4", "0.6", "0.8", "1.0"]),
            Sample(values: [0, 1], style: .percent, labels: ["0%", "20%", "40%", "60%", "80%", "100%"]),
            Sample(values: [0.641, 0.652], style: .percent, labels: ["64.0%", "64.5%", "65.0%", "65.5%"]),
            Sample(values: [-3, 7], labels: ["−4", "−2", "0", "2", "4", "6", "8"]),
            Sample(values: [0, 0.001], labels: ["0", "0.0002", "0.0004", "0.0006", "0.0008", "0.0010"]),
            Sample(values: [1e-7, 3e-7], labels: ["1e−7", "1.5e−7", "2e−7", "2.5e−7", "3e−7"]),
            Sample(values: [0, 3e9], labels: ["0", "1e9", "2e9", "3e9"]),
            Sample(values: [2, 2, 2], count: 4, labels: ["1.8", "1.9", "2.0", "2.1", "2.2"]),
            Sample(values: [], labels: ["0", "0.2", "0.4", "0.6", "0.8", "1.0"]),
            Sample(values: [0, 0, .nan], labels: ["0", "0.2", "0.4", "0.6", "0.8", "1.0"]),
            Sample(values: [.nan, 10, .infinity, 20], count: 2, labels: ["10", "15", "20"]),
            Sample(values: [0, 2], style: .count, labels: ["0", "1", "2"]),
            Sample(values: [0, 2500], style: .count, labels: ["0", "500", "1,000", "1,500", "2,000", "2,500"]),
            Sample(values: [0, 3e9], style: .count, labels: ["0", "1e9", "2e9", "3e9"]),
        ])
    func linearTicks(sample: Sample) {
        let scale = Scale.linear(covering: sample.values, count: sample.count, style: sample.style)
        #expect(scale.ticks.map(\.label) == sample.labels)
        #expect(scale.ticks.first?.value == scale.lower && scale.ticks.last?.value == scale.upper)
    }

    @Test(
        "An axis around values ends a little beyond them, with ticks between",
        arguments: [
            Sample(values: [-10.2, 13], labels: ["−10", "−5", "0", "5", "10"]),
            Sample(values: [0, 1], labels: ["0", "0.2", "0.4", "0.6", "0.8", "1.0"]),
            Sample(values: [0.1, 0.3, 0.9], count: 6, labels: ["0.2", "0.4", "0.6", "0.8"]),
            // A single tick would not say what a distance is worth.
            Sample(values: [0.6, 1.4], count: 1, labels: ["0", "1", "2"]),
        ])
    func ticksAround(sample: Sample) throws {
        let scale = Scale.linear(around: sample.values, count: sample.count)
        #expect(scale.ticks.map(\.label) == sample.labels)
        let (low, high) = (try #require(sample.values.min()), try #require(sample.values.max()))
        #expect(scale.lower < low && scale.upper > high)
    }

    @Test(
        "Logarithmic ticks stand at powers of ten, or finer",
        arguments: [
            Sample(values: [1e-3, 1e-5], labels: ["1e−5", "0.0001", "0.001"]),
            Sample(values: [Double(Float(1e-3)), Double(Float(1e-5))], labels: ["1e−5", "0.0001", "0.001"]),
            Sample(values: [1e-3], labels: ["0.0005", "0.001", "0.002"]),
            Sample(values: [3, 40], labels: ["2", "5", "10", "20", "50"]),
            Sample(values: [0, -1, .nan], labels: ["0.1", "0.2", "0.5", "1"]),
        ])
    func logarithmicTicks(sample: Sample) {
        #expect(Scale.logarithmic(covering: sample.values, count: sample.count).ticks.map(\.label) == sample.labels)
    }

    @Test(
        "Epochs are whole numbers",
        arguments: [
            (0, ["1"]), (1, ["1"]), (2, ["1", "2"]), (7, ["1", "2", "3", "4", "5", "6", "7"]),
            (20, ["1", "5", "10", "15", "20"]), (30, ["1", "5", "10", "15", "20", "25", "30"]),
            (1000, ["1", "200", "400", "600", "800", "1000"]),
        ])
    func epochs(count: Int, labels: [String]) {
        #expect(Scale.epochs(count, count: 6).ticks.map(\.label) == labels)
    }

    @Test("Any values: the scale covers them, ticks ascend evenly and are few", arguments: oddValues)
    func invariants(values: [Double]) throws {
        for count in [1, 2, 5, 10] {
            for scale in [
                Scale.linear(covering: values, count: count), .linear(covering: values, count: count, style: .percent),
                .logarithmic(covering: values, count: count),
            ] {
                #expect(scale.lower < scale.upper && scale.lower.isFinite && scale.upper.isFinite)
                #expect((2...(3 * count + 4)).contains(scale.ticks.count))
                let positions = try scale.ticks.map { try #require(scale.position($0.value)) }
                #expect(positions == positions.sorted() && Set(positions).count == positions.count)
                #expect(positions.first == 0 && positions.last == 1)
                #expect(Set(scale.ticks.map(\.label)).count == scale.ticks.count, "\(scale.ticks)")
                for position in values.compactMap(scale.position) { #expect((0...1).contains(position)) }
            }
        }
    }

    @Test("Any values: an axis around them covers them and has ticks within it", arguments: oddValues)
    func invariantsAround(values: [Double]) throws {
        for count in [1, 2, 5, 10] {
            let scale = Scale.linear(around: values, count: count)
            #expect(scale.lower < scale.upper && scale.lower.isFinite && scale.upper.isFinite)
            #expect((2...(3 * count + 4)).contains(scale.ticks.count))
            for tick in scale.ticks { #expect((scale.lower...scale.upper).contains(tick.value)) }
            for value in values where value.isFinite && abs(value) < 1e300 {
                #expect((scale.lower...scale.upper).contains(value))
            }
        }
    }

    @Test("Positions are shares of the axis")
    func positions() throws {
        let linear = Scale.linear(covering: [0, 10], count: 5)
        #expect(linear.position(2.5) == 0.25)
        #expect(linear.position(.nan) == nil && linear.position(.infinity) == nil)
        let logarithmic = Scale.logarithmic(covering: [1, 100], count: 2)
        #expect(try abs(#require(logarithmic.position(10)) - 0.5) < 1e-12)
        #expect(logarithmic.position(0) == nil && logarithmic.position(-1) == nil)
    }
}

@Suite("Numbers as text")
struct NumberTextTests {
    @Test(
        "Fixed",
        arguments: [
            (0.6622, 2, "0.66"), (0.005, 2, "0.01"), (-0.001, 2, "0.00"), (-1.25, 1, "−1.3"), (12, 0, "12"),
            (9.999, 2, "10.00"), (0.07, 3, "0.070"), (1e18, 2, "1e18"), (.nan, 2, "–"), (-.infinity, 2, "−∞"),
        ])
    func fixed(value: Double, digits: Int, expected: String) {
        #expect(NumberText.fixed(value, digits: digits) == expected)
    }

    @Test(
        "Short",
        arguments: [
            (0, "0"), (0.66218, "0.6622"), (0.5, "0.5"), (12.3456, "12.35"), (1234.5, "1235"), (123_456, "123456"),
            (1.5e-5, "1.5e−5"), (0.0001, "0.0001"), (-2e6, "−2e6"), (9.999e6, "1e7"), (1e308, "1e308"),
            (.leastNonzeroMagnitude, "0"),
            (.infinity, "∞"),
        ])
    func short(value: Double, expected: String) {
        #expect(NumberText.short(value) == expected)
    }

    @Test("Percent, grouped, compact")
    func counts() {
        #expect(NumberText.percent(0.66216) == "66.2%")
        #expect(NumberText.percent(1, digits: 0) == "100%")
        #expect(NumberText.percent(1e308) == "1e302%")
        #expect(
            [0, 999, 1000, 28709, -1_234_567, .min].map(NumberText.grouped) == [
                "0", "999", "1,000", "28,709", "−1,234,567", "−9,223,372,036,854,775,808",
            ])
        #expect(
            [0, 99_999, 100_000, 999_499, 999_500, 1_249_999, 9_960_000, .max].map(NumberText.compact) == [
                "0", "99999", "100k", "999k", "1M", "1.2M", "10M", "9.2e18",
            ])
    }
}
