import MienTabular
import MienTraining

/// What learning from a table and answering for it cost, under the keys of `mien benchmark`.
struct TableCost: Encodable {
    let trainMilliseconds: Double?
    let inferenceMilliseconds: Double?
    let peakBytes: Int

    /// Learns the last column from the others, and answers for all rows.
    init(of classifier: some Classifier, _ file: String, steps: Int) throws {
        let table = try Table(contentsOf: file)
        let x = try table.matrix(columns: Array(table.names.dropLast()))
        let y = try table.matrix(columns: [table.names[table.names.count - 1]]).column(0).map { Int($0) }
        let model = try classifier.fit(x, y)
        let benchmark = FitBenchmark(
            file, rows: x.rowCount, columns: x.columnCount,
            fits: [("train", { _ = try classifier.fit(x, y) }), ("inference", { _ = try model.predict(x) })])
        let cost = try benchmark.run(steps: steps)
        trainMilliseconds = cost.fitMilliseconds["train"]
        inferenceMilliseconds = cost.fitMilliseconds["inference"]
        peakBytes = cost.peakBytes
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
