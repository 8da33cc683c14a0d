import Foundation

/// Spotify's search for tracks (Web API, `/v1/search`), by words that go with a feeling.
///
/// Spotify tells new applications nothing of how a track sounds (its audio features are closed since November 2024). So a track
/// gets the place in valence and arousal that was asked for, as an assumption.
public struct Spotify: RecommendationService {
    public static let name = "Spotify"
    public static let keys = ["MIEN_SPOTIFY_ID", "MIEN_SPOTIFY_SECRET"]

    private let identifier: String
    private let secret: String
    private let accounts: String
    private let service: String
    private let client: WebClient

    /// - Parameters:
    ///   - environment: where the keys are, and, for a server of one's own, `MIEN_SPOTIFY_URL`.
    ///   - patience: seconds to wait for each answer; 10 by default.
    /// - Throws: ``ServiceError/noKey(service:variables:)``.
    public init(
        _ environment: [String: String] = ProcessInfo.processInfo.environment, patience: Double = 10
    ) throws(ServiceError) {
        let keys = try Self.readKeys(environment)
        (identifier, secret) = (keys[0], keys[1])
        accounts = environment["MIEN_SPOTIFY_URL"] ?? "https://accounts.spotify.com"
        service = environment["MIEN_SPOTIFY_URL"] ?? "https://api.spotify.com"
        client = WebClient(service: Self.name, patience: patience)
    }

    public func items(for request: ServiceRequest) throws(ServiceError) -> [Item] {
        var query = "q=\(Self.words(for: request.affect).percentEncoded)&type=track&limit=\(request.count)"
        if let market = request.market { query += "&market=\(market.uppercased())" }
        let search = WebRequest(
            url: "\(service)/v1/search?\(query)", headers: ["Authorization: Bearer \(try token())"])
        let found = try Self.decoded(Found.self, client.answer(to: search, keys: Self.keys))
        return found.tracks.items.compactMap { $0?.item(request.affect) }
    }

    /// What the search is for: the words of the quadrant.
    package static func words(for affect: Affect) -> String {
        switch (affect.valence >= 0, affect.arousal >= 0) {
        case (true, true): "happy upbeat"
        case (true, false): "calm peaceful"
        case (false, true): "intense energetic"
        case (false, false): "sad slow"
        }
    }

    // MARK: - Answers

    /// A pass for an hour (the flow of client credentials).
    private func token() throws(ServiceError) -> String {
        struct Token: Decodable {
            let accessToken: String
        }
        let pair = Data("\(identifier):\(secret)".utf8).base64EncodedString()
        let request = WebRequest(
            url: "\(accounts)/api/token", headers: ["Authorization: Basic \(pair)"],
            body: "grant_type=client_credentials")
        let token = try Self.decoded(Token.self, client.answer(to: request, keys: Self.keys)).accessToken
        guard !token.isEmpty, token.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
            throw .nonsense(service: Self.name, reason: "a pass with blanks or control characters")
        }
        return token
    }

    private struct Found: Decodable {
        struct Tracks: Decodable {
            /// Spotify puts null for what the market does not have.
            let items: [Track?]
        }
        let tracks: Tracks
    }

    private struct Track: Decodable {
        struct Artist: Decodable {
            let name: String
        }
        struct Album: Decodable {
            let releaseDate: String?
        }
        let id: String
        let name: String
        let artists: [Artist]
        let album: Album?
        let durationMs: Double?
        let explicit: Bool?
        let popularity: Double?
        let externalUrls: [String: String]?

        func item(_ affect: Affect) -> Item {
            var item = Item(kind: .music, source: "spotify", sourceID: id, title: name.tidied)
            item.artists = artists.map(\.name.tidied)
            item.seconds = durationMs.flatMap { $0 > 0 ? $0 / 1000 : nil }
            item.isExplicit = explicit
            item.year = album?.releaseDate.flatMap { Int($0.prefix(4)) }
            item.location = externalUrls?["spotify"].flatMap { $0.hasPrefix("https://") ? $0.tidied : nil }
            item.popularity = popularity.flatMap { (0...100).contains($0) ? $0 / 100 : nil }
            item.affect = affect
            return item
        }
    }
}
