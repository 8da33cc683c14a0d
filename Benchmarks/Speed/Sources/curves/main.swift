import Foundation
import MienCharts

// Draws curves of what grows with a size:
//
//     curves FOLDER < charts.json

/// One drawing: values of one kind, each for all sizes.
struct Curves: Decodable {
    struct Series: Decodable {
        let name: String
        let values: [Double]
    }

    let file, title, size: String
    let sizes: [Double]
    let series: [Series]

    var chart: LineChart {
        LineChart(
            title: title, series: series.map { LineChart.Series($0.name, $0.values) }, over: .sizes(size, sizes),
            division: .logarithmic)
    }
}

guard CommandLine.arguments.count == 2 else {
    FileHandle.standardError.write(Data("curves: the folder to draw to is expected\n".utf8))
    exit(64)
}
let input = FileHandle.standardInput.readDataToEndOfFile()
for curves in try JSONDecoder().decode([Curves].self, from: input) {
    try curves.chart.write(to: "\(CommandLine.arguments[1])/\(curves.file)")
}
