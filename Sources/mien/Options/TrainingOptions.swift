import ArgumentParser

/// The options of `train`, the same for every task.
struct TrainingOptions: ParsableArguments {
    @Option(help: "The data: a folder or a table. Without it synthetic data are made.")
    var data: String?

    @Option(help: "How often all examples are seen.")
    var epochs: Int?

    @Option(help: "The number of examples in a step.")
    var batchSize: Int?

    @Option(help: "Decides weights, order, augmentation and dropout: the same seed gives the same bits.")
    var seed: UInt64?

    @Option(help: "A new folder for the run. (default: runs/TASK-RECIPE-N)")
    var out: String?

    @Option(help: "Go on with the run in this folder, to its end, with its own configuration.")
    var resume: String?

    @Option(help: "Take only this many training examples, drawn with the seed.")
    var limit: Int?

    func validate() throws {
        let others = [data, epochs.map(String.init), batchSize.map(String.init), seed.map(String.init), out]
        if resume != nil && (others.contains { $0 != nil } || limit != nil) {
            throw ValidationError("--resume goes on with the run's own configuration; give no other option with it.")
        }
    }
}
