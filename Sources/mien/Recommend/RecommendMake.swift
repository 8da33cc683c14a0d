import ArgumentParser
import MienRecommender

struct RecommendMake: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "make", abstract: "Make a list for how someone feels. What `mien recommend` does by itself.",
        discussion: """
            A face and a voice are weighed alike, and one that is unsure gives way. `match` stays with the mood; `repair` begins \
            where it is and leads, along the list, to where one would rather be.
            """)

    @OptionGroup var feeling: FeelingOptions
    @OptionGroup var wishes: WishOptions
    @OptionGroup var services: ServiceOptions
    @OptionGroup var catalogue: CatalogueOption

    @Option(
        help: ArgumentHelp(
            "A table or folder to import first; what is there already is updated.", valueName: "path"))
    var library: [String] = []

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("The same request with the same seed gives the same list.", valueName: "number"))
    var seed: UInt64 = 0

    @Option(help: ArgumentHelp("Write the list for a player: .m3u8 or .xspf.", valueName: "file"))
    var playlist: String?

    @Option(help: ArgumentHelp("Keep the list under this name.", valueName: "name"))
    var save: String?

    @OptionGroup var output: JSONOption

    func run() throws {
        try output.check()
        if let playlist { try checkWritable(playlist) }
        let state = try feeling.felt()
        var request = wishes.request(for: state)
        request.seed = seed
        let importers = try services.importers(for: request)
        let catalogue = try catalogue.open(
            makingNew: !library.isEmpty || !importers.isEmpty || wishes.kind == .activity)
        for path in library {
            for fault in try catalogue.importAll(at: path).faults { printError("\(fault)") }
        }
        for importer in importers { _ = try catalogue.import(importer) }
        if wishes.kind == .activity, try catalogue.count(of: .activity) == 0 {
            _ = try catalogue.import(ActivityImporter())
        }
        let scorer = request.kind == .film ? try catalogue.ratingsScorer() : nil
        let list = try Recommender(catalogue, request.kind).recommend(request, scorer: scorer)
        if let playlist { try Playlist(name: save ?? "Mien", list).write(to: playlist) }
        if let save { try catalogue.save(list.items.map { ($0.entry.id, $0.reason) }, as: save) }
        try catalogue.note(list.items.map(\.entry.id))
        try output.write(Document(request, list), text: text(request, list))
    }

    private func text(_ request: Request, _ list: RecommendedList) -> String {
        let emotions = request.state.emotions.shares.prefix(3).map { emotion, share in
            "\(emotion) \(Int((share * 100).rounded())) %"
        }
        let heading = "\(emotions.joined(separator: ", ")): \(request.state.affect.words); \(request.policy.rawValue)"
        let width = String(list.items.map(\.entry.id).max() ?? 0).count
        let lines = list.items.map { item in
            let number = String(item.entry.id)
            let blanks = String(repeating: " ", count: width - number.count)
            return "\(blanks)\(number)  \(item.entry.item.name) (\(item.reason))"
        }
        return ([heading] + lines).joined(separator: "\n")
    }

    /// The list as JSON.
    private struct Document: Encodable {
        struct Place: Encodable {
            let id: Int64
            let title: String
            let artists: [String]
            let reason: String
            let score: Double
            let location: String?
            let affect: Affect?
        }
        let kind: String
        let policy: String
        let emotions: [String: Double]
        let affect: Affect
        let moodDistance: Double
        let diversity: Double
        let items: [Place]

        init(_ request: Request, _ list: RecommendedList) {
            (kind, policy, affect) = (request.kind.rawValue, request.policy.rawValue, request.state.affect)
            emotions = Dictionary(uniqueKeysWithValues: request.state.emotions.shares.map { ($0.emotion, $0.share) })
            (moodDistance, diversity) = (list.measures.moodDistance, list.measures.diversity)
            items = list.items.map { item in
                Place(
                    id: item.entry.id, title: item.entry.item.title, artists: item.entry.item.artists,
                    reason: item.reason, score: item.score, location: item.entry.item.location,
                    affect: item.entry.item.affect)
            }
        }
    }
}
