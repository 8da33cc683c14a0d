import MienCharts
import Testing

@Suite("Confusion matrix charts")
struct ConfusionMatrixChartTests {
    private let chart = ConfusionMatrixChart(
        labels: ["angry", "happy", "sad"], counts: [[6, 3, 1], [0, 1500, 0], [2, 2, 0]])

    /// The cells' groups in rows, as placed in the drawing.
    private func cells(_ root: ParsedElement, classes: Int) throws -> [[ParsedElement]] {
        let groups = root.all("g")
        try #require(groups.count == classes * classes)
        return (0..<classes).map { Array(groups[($0 * classes)..<(($0 + 1) * classes)]) }
    }

    @Test("Rows are true classes from the top, columns predicted ones from the left")
    func placement() throws {
        let root = try parse(chart.svg())
        let cells = try cells(root, classes: 3)
        let names = root.all("text").filter { chart.labels.contains($0.text) }
        let rowNames = names.filter { $0.attributes["text-anchor"] == "end" }
        let columnNames = names.filter { $0.attributes["text-anchor"] == "middle" }
        try #require(rowNames.map(\.text) == chart.labels && columnNames.map(\.text) == chart.labels)
        for row in 0..<3 {
            for column in 0..<3 {
                let square = try #require(cells[row][column].children.first { $0.name == "rect" })
                let side = try square.number("width")
                #expect(try square.number("height") == side)
                // A name stands beside the middle of its row, or below the middle of its column.
                #expect(try abs(rowNames[row].number("y") - 4 - square.number("y") - side / 2) < 0.02)
                #expect(try abs(columnNames[column].number("x") - square.number("x") - side / 2) < 0.02)
                #expect(
                    cells[row][column].title?.hasPrefix(
                        "true \(chart.labels[row]), predicted \(chart.labels[column]): ") == true)
            }
        }
    }

    @Test("A cell holds its count and its share of the row, and is shaded by the share")
    func content() throws {
        let root = try parse(chart.svg())
        let cells = try cells(root, classes: 3)
        let texts = cells.map { $0.map { $0.all("text").map(\.text) } }
        #expect(
            texts == [
                [["6", "60%"], ["3", "30%"], ["1", "10%"]], [["0"], ["1500", "100%"], ["0"]],
                [["2", "50%"], ["2", "50%"], ["0"]],
            ])
        let shades = try cells.map { try $0.map { try #require($0.all("rect").first).number("fill-opacity") } }
        #expect(shades == [[0.62, 0.33, 0.14], [0.04, 1, 0.04], [0.52, 0.52, 0.04]])
        #expect(cells[1][1].title == "true happy, predicted happy: 1,500 (100.0%)")
        #expect(root.all("text").map(\.text).contains("1,514 samples, 99.5% correct"))
    }

    @Test("The description names each class's most frequent mistake")
    func words() throws {
        let description = try #require(try parse(chart.svg()).all("desc").first).text
        #expect(
            description.hasSuffix(
                "angry: 60.0% right, most often taken for happy. happy: 100.0% right. sad: 0.0% right, most often taken for angry."
            ))
    }

    @Test("A class without samples has empty cells without shares")
    func emptyRow() throws {
        let root = try parse(ConfusionMatrixChart(labels: ["yes", "no"], counts: [[5, 5], [0, 0]]).svg())
        let cells = try cells(root, classes: 2)
        #expect(cells[1].map { $0.all("text").map(\.text) } == [["0"], ["0"]])
        #expect(cells[1].map(\.title) == ["true no, predicted yes: 0", "true no, predicted no: 0"])
    }

    @Test("Ragged and negative counts count as nothing; missing names are numbers")
    func ragged() throws {
        let root = try parse(ConfusionMatrixChart(labels: ["a"], counts: [[1, -2, 3], [4]]).svg())
        let cells = try cells(root, classes: 3)
        #expect(
            cells.map { $0.map { $0.all("text").first?.text } } == [
                ["1", "0", "3"], ["4", "0", "0"], ["0", "0", "0"],
            ])
        #expect(cells[2][1].title == "true 3, predicted 2: 0")
    }

    @Test("Sums that no integer holds", arguments: [2, 20])
    func overflow(classes: Int) throws {
        let counts = Array(repeating: Array(repeating: Int.max, count: classes), count: classes)
        let root = try parse(ConfusionMatrixChart(labels: [], counts: counts).svg())
        let share = NumberText.percent(1 / Double(classes))
        #expect(try cells(root, classes: classes)[0][1].title?.hasSuffix("(\(share))") == true)
    }

    @Test("Cells never get too small for their counts: the drawing gets wider", arguments: [2, 7, 20])
    func minimumSize(classes: Int) throws {
        let counts = Array(repeating: Array(repeating: 12_345, count: classes), count: classes)
        let names = (0..<classes).map { "class \($0)" }
        let root = try parse(ConfusionMatrixChart(labels: names, counts: counts).svg(width: 340))
        for cell in root.all("g") {
            let side = try #require(cell.all("rect").first).number("width")
            let count = try #require(cell.all("text").first)
            try #require(count.text == "12345")
            #expect(try count.number("font-size") >= 8)
            #expect(try count.number("font-size") * 0.62 * 5 <= side)
        }
        #expect(try (root.number("width") > 340) == (classes == 20))
    }

    @Test("Names too long for their columns are turned")
    func turnedNames() throws {
        let names = ["neutral expression", "happy"]
        let root = try parse(ConfusionMatrixChart(labels: names, counts: [[1, 0], [0, 1]]).svg())
        let turned = root.all("text").filter { $0.attributes["transform"]?.hasPrefix("rotate(-45 ") == true }
        #expect(turned.map(\.text) == names)
    }
}
