import ArgumentParser

struct Datasets: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "The data sets that Mien knows.",
        subcommands: [DatasetsList.self, DatasetsCheck.self, DatasetsMake.self])
}
