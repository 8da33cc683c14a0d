/// What a classifier took for what: a row for each true class, a column for each predicted one.
///
/// A cell holds the number of samples and their share of the row, and is shaded by that share, so that rare classes are
/// as readable as frequent ones. Meant for 2 to 20 classes; where the width asked for is too small for the numbers, the
/// drawing is wider.
public struct ConfusionMatrixChart: Chart {
    public var title: String
    /// The classes' names; a row or column without one is numbered from 1.
    public var labels: [String]
    /// Samples by true class (row) and predicted class (column). Missing and negative counts are drawn as 0.
    public var counts: [[Int]]

    public init(title: String = "Confusion matrix", labels: [String], counts: [[Int]]) {
        self.title = title
        self.labels = labels
        self.counts = counts
    }

    public func drawing(width: Double) -> Drawing {
        let layout = ConfusionMatrixLayout(self, width: Measure.bounded(width))
        return Drawing(
            width: layout.width, height: layout.height, title: title, summary: summary, elements: layout.elements)
    }
}

// MARK: - The numbers

extension ConfusionMatrixChart {
    var classCount: Int {
        max(labels.count, counts.count, counts.map(\.count).max() ?? 0)
    }

    func label(_ index: Int) -> String {
        index < labels.count ? labels[index] : String(index + 1)
    }

    func count(_ row: Int, _ column: Int) -> Int {
        row < counts.count && column < counts[row].count ? max(0, counts[row][column]) : 0
    }

    /// The share of the true class `row` that was predicted as `column`; `nil` where there are no such samples.
    func share(_ row: Int, _ column: Int) -> Double? {
        let total = rowTotal(row)
        return total > 0 ? Double(count(row, column)) / total : nil
    }

    /// In double precision, where no sum overflows.
    func rowTotal(_ row: Int) -> Double {
        row < counts.count ? counts[row].reduce(0) { $0 + Double(max(0, $1)) } : 0
    }

    /// The size of the sample and what was right.
    var subtitle: String {
        let total = (0..<classCount).reduce(0) { $0 + rowTotal($1) }
        guard total > 0 else { return "no samples" }
        let right = (0..<classCount).reduce(0) { $0 + Double(count($1, $1)) }
        let samples = total < 1e15 ? NumberText.grouped(Int(total)) : NumberText.short(total)
        return "\(samples) \(total == 1 ? "sample" : "samples"), \(NumberText.percent(right / total)) correct"
    }

    /// The matrix in words: each class's share of right predictions and its most frequent mistake.
    var summary: String {
        let rows = (0..<classCount).map { row in
            guard let right = share(row, row) else { return "\(label(row)): no samples." }
            let mistake = (0..<classCount).filter { $0 != row && count(row, $0) > 0 }
                .max { count(row, $0) < count(row, $1) }
            let taken = mistake.map { ", most often taken for \(label($0))" } ?? ""
            return "\(label(row)): \(NumberText.percent(right)) right\(taken)."
        }
        return (["Confusion matrix, rows true, columns predicted; \(subtitle)."] + rows).joined(separator: " ")
    }
}
