import ArgumentParser
import FoundationEssentials
import MienRecommender

struct RecommendSearch: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "search", abstract: "Find items of the catalogue, with their numbers.")

    @OptionGroup var catalogue: CatalogueOption

    @Argument(help: ArgumentHelp("A part of a title or of an artist's name.", valueName: "text"))
    var text: String

    func run() throws {
        let entries = try catalogue.open().entries(named: text)
        try printOutput(
            entries.isEmpty ? "Nothing holds \(text.debugDescription)." : entries.map(\.line).joined(separator: "\n"))
    }
}

struct RecommendList: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Show the names of the lists that were kept, or one of them.")

    @OptionGroup var catalogue: CatalogueOption

    @Option(help: ArgumentHelp("Write the list for a player: .m3u8 or .xspf.", valueName: "file"))
    var playlist: String?

    @Flag(help: "Remove the list.")
    var remove = false

    @Argument(help: ArgumentHelp("The list's name.", valueName: "name"))
    var name: String?

    func validate() throws {
        if name == nil && (playlist != nil || remove) { throw ValidationError("Name the list.") }
    }

    func run() throws {
        let catalogue = try catalogue.open()
        guard let name else {
            let names = try catalogue.listNames()
            return try printOutput(names.isEmpty ? "No list was kept." : names.joined(separator: "\n"))
        }
        let list = try catalogue.list(name)
        if let playlist {
            let songs = list.items.map { Playlist.Song($0.entry.item, reason: $0.reason) }
            try Playlist(name: name, songs).write(to: playlist)
        }
        if remove { try catalogue.removeList(name) }
        try printOutput(list.items.map { "\($0.entry.line) (\($0.reason))" }.joined(separator: "\n"))
    }
}

struct RecommendFeedback: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "feedback", abstract: "Tell what you think of items: later lists heed it.")

    @OptionGroup var catalogue: CatalogueOption

    @Argument(help: ArgumentHelp("like, play or skip.", valueName: "reaction"), transform: choice())
    var reaction: Reaction

    @Argument(help: ArgumentHelp("The items' numbers, as lists show them.", valueName: "number"))
    var items: [Int64]

    func run() throws {
        let catalogue = try catalogue.open()
        // All are looked up first, so that nothing is kept where one is wrong.
        for entry in try catalogue.entries(items) {
            try catalogue.add(Feedback(item: entry.id, reaction))
            try printOutput("\(reaction.rawValue): \(entry.item.name)")
        }
    }
}

struct RecommendHistory: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "history", abstract: "Show what was recommended, if that is kept; by default it is not.")

    @OptionGroup var catalogue: CatalogueOption

    @Flag(inversion: .prefixedNo, help: "From now on keep what is recommended, or keep it no longer.")
    var keep: Bool?

    func run() throws {
        let catalogue = try catalogue.open()
        if let keep { try catalogue.setKeepsHistory(keep) }
        let history = try catalogue.history()
        let names = try catalogue.entries(history.map(\.item))
        var lines = zip(history, names).map { "\($0.time.formatted(.iso8601))  \($1.line)" }
        let isKept = try catalogue.keepsHistory()
        if lines.isEmpty { lines = [isKept ? "Nothing yet." : "Nothing: history is not kept (--keep)."] }
        try printOutput(lines.joined(separator: "\n"))
    }
}

struct RecommendForget: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "forget", abstract: "Erase history and feedback for good. Kept lists stay.")

    @OptionGroup var catalogue: CatalogueOption

    func run() throws {
        try catalogue.open().forget()
        try printOutput("History and feedback are erased.")
    }
}

extension Catalogue.Entry {
    /// `12  Prince – 1999`
    fileprivate var line: String { "\(id)  \(item.name)" }
}
