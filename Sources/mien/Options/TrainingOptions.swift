import ArgumentParser

/// The options of `train`, the same for every task.
struct TrainingOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp("The data: a folder or a table. Without it synthetic data are made.", valueName: "path"))
    var data: String?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("How often all examples are seen. (default: the recipe's)", valueName: "number"),
        transform: number())
    var epochs: Int?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "The number of examples in a step; SGD's learning rate changes in proportion. (default: the recipe's)",
            valueName: "number"),
        transform: number())
    var batchSize: Int?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            """
            Decides weights, order, augmentation and dropout: the same seed gives the same bits. (default: the recipe's)
            """, valueName: "number"))
    var seed: UInt64?

    @Option(help: ArgumentHelp("A new folder for the run. (default: runs/TASK-RECIPE-N)", valueName: "folder"))
    var out: String?

    @Option(
        help: ArgumentHelp(
            "Go on with the run in this folder, to its end, with its own configuration.", valueName: "folder"))
    var resume: String?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "Take only this many examples to train on, and to validate on, drawn with the seed.", valueName: "number"),
        transform: number())
    var limit: Int?

    func validate() throws {
        let isNewRun = data != nil || epochs != nil || batchSize != nil || seed != nil || out != nil || limit != nil
        if resume != nil && isNewRun { throw Self.resumeWithOthers }
    }

    static let resumeWithOthers = ValidationError(
        "--resume goes on with the run's own configuration; give no other option with it.")
}
