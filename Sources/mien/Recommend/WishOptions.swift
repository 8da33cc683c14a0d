import ArgumentParser
import MienRecommender

/// What is wanted of a list.
struct WishOptions: ParsableArguments {
    @Option(help: ArgumentHelp("music, film or activity.", valueName: "name"), transform: choice())
    var kind = ItemKind.music

    @Option(help: ArgumentHelp("match or repair.", valueName: "name"), transform: choice())
    var policy = Request.Policy.match

    @Option(
        name: [.customShort("n"), .long], parsing: .unconditional,
        help: ArgumentHelp("How many.", valueName: "number"), transform: number(in: 1...1_000))
    var count = 20

    @Option(help: ArgumentHelp("Only of this language; several are let through.", valueName: "name"))
    var language: [String] = []

    @Option(help: ArgumentHelp("Only by this artist; several are let through.", valueName: "name"))
    var artist: [String] = []

    @Option(help: ArgumentHelp("Only of this genre; several are let through.", valueName: "name"))
    var genre: [String] = []

    @Option(help: ArgumentHelp("Rather by this artist, of this genre or language.", valueName: "name"))
    var prefer: [String] = []

    @Option(
        parsing: .unconditional, help: ArgumentHelp("Of at most so many minutes.", valueName: "minutes"))
    var longest: Double?

    @Flag(help: "Rather what is popular now; of films by the latest ratings.")
    var popular = false

    @Flag(help: "Nothing that is flagged for explicit words.")
    var clean = false

    func validate() throws {
        if let longest, !(longest > 0) { throw ValidationError("--longest: a number above 0 is expected.") }
    }

    func request(for state: State) -> Request {
        var request = Request(kind, for: state, policy: policy, count: count)
        request.filter.languages = Set(language)
        request.filter.artists = Set(artist)
        request.filter.genres = Set(genre)
        request.filter.length = longest.map { 0...(60 * $0) }
        request.filter.allowsExplicit = !clean
        // As much as the mood.
        if popular { request.weights.popularity = request.weights.mood }
        request.preferences.languages = Set(prefer)
        request.preferences.artists = Set(prefer)
        request.preferences.genres = Set(prefer)
        return request
    }
}
