import ArgumentParser
import MusicGenre

struct GenreExplore: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explore", abstract: "Look at a table of features as paper 004 does, and check what it says of it."
    )

    @Option(
        help: ArgumentHelp(
            "The data: a table of features, or a folder of music by genre. Without it music is made.",
            valueName: "path"))
    var data: String?

    @OptionGroup var output: JSONOption

    @OptionGroup var page: ReportOption

    func run() throws {
        try output.check()
        try page.check()
        let data = try GenreData(data, seed: 1, progress: .terminal)
        for remark in data.remarks { printError(remark) }
        let exploration = try GenreExploration(of: data)
        try page.write(exploration.writeReport)
        let text = try exploration.text()
        try output.write(exploration.observations, text: text)
    }
}
