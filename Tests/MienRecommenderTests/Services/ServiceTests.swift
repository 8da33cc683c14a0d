import Foundation
import MienRecommender
import MienTestSupport
import Testing

/// Services in the web, by answers that were recorded in their form and are served on the loopback.
@Suite("Services in the web")
struct ServiceTests {
    private static let calm = Affect(valence: 0.5, arousal: -0.5)
    private let tracks = ["/api/token": "spotify_token.json", "/v1/search": "spotify_search.json"]

    private func spotify(_ server: LoopbackServer, patience: Double = 10) throws -> Spotify {
        let environment = [
            "MIEN_SPOTIFY_ID": "me", "MIEN_SPOTIFY_SECRET": "of \"mine\"", "MIEN_SPOTIFY_URL": server.address,
        ]
        return try Spotify(environment, patience: patience)
    }

    private func places(_ server: LoopbackServer) throws -> GooglePlaces {
        try GooglePlaces(["MIEN_PLACES_KEY": "secret-key", "MIEN_PLACES_URL": server.address])
    }

    @Test func tracksAreFound() throws {
        let server = try LoopbackServer(tracks)
        let items = try spotify(server).items(for: ServiceRequest(affect: Self.calm, count: 3, market: "in"))
        #expect(items.map(\.sourceID) == ["1made0track", "2made0track"])
        #expect(items[0].title == "A Quiet \"Song\" of two lines" && items[0].artists == ["Made Artist", "Another"])
        #expect(items[0].seconds == 215.093 && items[0].year == 2019 && items[0].popularity == 0.63)
        #expect(items[0].isExplicit == false && items[0].affect == Self.calm)
        #expect(items[0].location == "https://open.spotify.com/track/1made0track")
        #expect(items[1].location == nil && items[1].popularity == nil && items[1].seconds == nil)

        let requests = try server.requests()
        #expect(requests.map(\.path) == ["/api/token", "/v1/search?q=calm%20peaceful&type=track&limit=3&market=IN"])
        let pair = Data("me:of \"mine\"".utf8).base64EncodedString()
        #expect(requests[0].headers["Authorization"] == "Basic \(pair)")
        #expect(requests[0].body == "grant_type=client_credentials")
        #expect(requests[1].headers["Authorization"] == "Bearer pass-of-an-hour" && requests[1].body.isEmpty)
    }

    @Test func placesAreFound() throws {
        let server = try LoopbackServer(["/v1/places:searchNearby": "places.json"])
        let place = try ServiceRequest.Place(latitude: 48.2, longitude: 16.37)
        let items = try places(server).items(for: ServiceRequest(affect: Self.calm, count: 5, place: place))
        #expect(items.map(\.title) == ["Made Park", "Bücherei"] && items[0].genres.first == "park")
        #expect(items.allSatisfy { $0.kind == .activity } && abs((items[0].popularity ?? 0) - 0.92) < 1e-9)
        let request = try #require(try server.requests().first)
        #expect(request.headers["X-Goog-Api-Key"] == "secret-key")
        let body = try #require(try JSONSerialization.jsonObject(with: Data(request.body.utf8)) as? [String: Any])
        #expect(body["maxResultCount"] as? Int == 5 && (body["includedTypes"] as? [String])?.contains("park") == true)
    }

    @Test func wordsOfAllQuadrantsDiffer() {
        let corners = [(1.0, 1.0), (1, -1), (-1, 1), (-1, -1)].map { Affect(valence: $0, arousal: $1) }
        #expect(Set(corners.map(Spotify.words)).count == 4 && Set(corners.map(GooglePlaces.types)).count == 4)
        #expect("a&b=c d/é".percentEncoded == "a%26b%3Dc%20d%2F%C3%A9")
    }

    // MARK: - What goes wrong

    @Test(
        "refusals are told",
        arguments: [
            (401, ServiceError.refusedKey(service: "Spotify", variables: Spotify.keys)),
            (429, .tooManyRequests(service: "Spotify")), (500, .failed(service: "Spotify", status: 500)),
            (302, .failed(service: "Spotify", status: 302)),
        ])
    func refusals(_ status: Int, _ error: ServiceError) throws {
        let server = try LoopbackServer(tracks, status: status)
        #expect(throws: error) { try spotify(server).items(for: ServiceRequest(affect: Self.calm)) }
    }

    @Test func slowServersAreLeftWaiting() throws {
        let server = try LoopbackServer(tracks, delay: 20)
        let start = ContinuousClock.now
        #expect(throws: ServiceError.noAnswer(service: "Spotify", reason: "it took too long")) {
            try spotify(server, patience: 0.3).items(for: ServiceRequest(affect: Self.calm))
        }
        #expect(ContinuousClock.now - start < .seconds(10))
    }

    @Test(
        "nonsense is told",
        arguments: [
            "<html>", "", "{}", "[1, 2]", "{\"access_token\": 7}", "{\"access_token\": \"a\\r\\nHost: b\"}",
            String(repeating: " ", count: 5 << 20),
        ])
    func nonsense(_ text: String) throws {
        try withTemporaryFolder { folder in
            try text.write(toFile: "\(folder)/a.json", atomically: true, encoding: .utf8)
            let server = try LoopbackServer(["/api/token": "a.json", "/v1": "a.json"], in: folder)
            let error = #expect(throws: ServiceError.self) {
                try spotify(server).items(for: ServiceRequest(affect: Self.calm))
            }
            guard case .nonsense = error else { return #expect(Bool(false), "\(String(describing: error))") }
        }
    }

    @Test func nobodyIsThere() throws {
        let lone = ["MIEN_PLACES_KEY": "secret-key", "MIEN_PLACES_URL": "http://127.0.0.1:1"]
        let place = try ServiceRequest.Place(latitude: 0, longitude: 0)
        let request = try ServiceRequest(affect: Self.calm, place: place)
        let error = #expect(throws: ServiceError.self) { try GooglePlaces(lone).items(for: request) }
        #expect(error == .noAnswer(service: "Google Places", reason: "no connection"))
        #expect(error?.description.contains("secret-key") == false)
        #expect(throws: ServiceError.noKey(service: "Google Places", variables: ["MIEN_PLACES_KEY"])) {
            try GooglePlaces(["MIEN_PLACES_KEY": ""])
        }
        #expect(throws: ServiceError.noKey(service: "Spotify", variables: Spotify.keys)) {
            try Spotify(["MIEN_SPOTIFY_ID": "me"])
        }
    }

    @Test func requestsThatMakeNoSense() throws {
        #expect(throws: ServiceError.self) { try ServiceRequest(affect: Self.calm, count: 21) }
        #expect(throws: ServiceError.self) { try ServiceRequest(affect: Self.calm, market: "I&") }
        #expect(throws: ServiceError.self) { try ServiceRequest.Place(latitude: 91, longitude: 0) }
        #expect(throws: ServiceError.self) { try ServiceRequest.Place(latitude: .nan, longitude: 0) }
        let server = try LoopbackServer([:])
        #expect(
            throws: ServiceError.badRequest(
                name: "The place", found: "missing", expected: "a latitude and a longitude")
        ) { try places(server).items(for: ServiceRequest(affect: Self.calm)) }
    }
}
