import ArgumentParser
import MienRecommender

/// Services in the web that are asked too; none by default.
struct ServiceOptions: ParsableArguments {
    enum Service: String, CaseIterable {
        case spotify, places
    }

    @Option(
        help: ArgumentHelp(
            """
            Ask a service in the web, too: spotify for music (keys in MIEN_SPOTIFY_ID and MIEN_SPOTIFY_SECRET), places for \
            activities (Google's; key in MIEN_PLACES_KEY). Without it nothing leaves this machine.
            """, valueName: "name"), transform: choice())
    var ask: Service?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("Where to look for places: 48.21,16.37.", valueName: "latitude,longitude"))
    var near: String?

    @Option(help: ArgumentHelp("The country whose music is asked for, such as IN.", valueName: "letters"))
    var market: String?

    /// What the services found, to be put into the catalogue.
    func importers(for request: Request) throws -> [ServiceImporter] {
        guard let ask else { return [] }
        let kind: ItemKind = ask == .spotify ? .music : .activity
        guard request.kind == kind else {
            throw ValidationError("--ask \(ask.rawValue) goes with --kind \(kind.rawValue).")
        }
        if ask == .places && near == nil {
            throw ValidationError("--ask places wants to know where: --near 48.21,16.37")
        }
        let start = request.state.affect
        let asked = try ServiceRequest(
            affect: request.policy == .repair ? RepairGoal.standard(from: start) : start, market: market,
            place: near.map(Self.place))
        let service: any RecommendationService =
            switch ask {
            case .spotify: try Spotify()
            case .places: try GooglePlaces()
            }
        return [try ServiceImporter(asking: service, for: asked)]
    }

    private static func place(_ text: String) throws -> ServiceRequest.Place {
        let numbers = text.split(separator: ",", omittingEmptySubsequences: false).map { Double($0) }
        guard numbers.count == 2, let latitude = numbers[0], let longitude = numbers[1] else {
            throw ValidationError("--near: a latitude and a longitude are expected, such as 48.21,16.37.")
        }
        return try ServiceRequest.Place(latitude: latitude, longitude: longitude)
    }
}
