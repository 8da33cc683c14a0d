import Mien
import MienTabular
import MienTraining

/// What work on a table costs, under the keys of `mien benchmark`.
struct TableCost: Encodable {
    var millisecondsPerFile: Double?
    var trainMilliseconds: Double?
    var inferenceMilliseconds: Double?
    let peakBytes: Int

    init(reading file: String, steps: Int) throws {
        millisecondsPerFile = try medianMilliseconds(steps) { _ = try Table(contentsOf: file) }
        peakBytes = peakMemory()
    }

    /// Learns the last column from the others, and answers for all rows.
    init(of classifier: some Classifier, _ file: String, steps: Int) throws {
        let table = try Table(contentsOf: file)
        let x = try table.matrix(columns: Array(table.names.dropLast()))
        let y = try table.matrix(columns: [table.names[table.names.count - 1]]).column(0).map { Int($0) }
        trainMilliseconds = try medianMilliseconds(steps) { _ = try classifier.fit(x, y) }
        let model = try classifier.fit(x, y)
        inferenceMilliseconds = try medianMilliseconds(steps) { _ = try model.predict(x) }
        peakBytes = peakMemory()
    }
}

/// That of paper 004: 27 candidates in three parts.
func paperSearch() -> GridSearch<GradientBoosting> {
    let grid = ParameterGrid(
        ParameterValues("learningRate", [0.2, 0.3, 0.4]), ParameterValues("maximumDepth", [3, 4, 5]),
        ParameterValues("rounds", [50, 100, 150])
    ) { rate, depth, rounds in
        GradientBoosting(rounds: rounds, learningRate: rate, maximumDepth: depth)
    }
    return GridSearch(grid, on: StratifiedKFold(parts: 3))
}
