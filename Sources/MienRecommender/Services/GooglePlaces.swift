import Foundation

/// Places nearby, by Google's Places API (New), `places:searchNearby`: of the kinds that go with a feeling.
public struct GooglePlaces: RecommendationService {
    public static let name = "Google Places"
    public static let keys = ["MIEN_PLACES_KEY"]

    private let key: String
    private let service: String
    private let client: WebClient

    /// - Parameters:
    ///   - environment: where the key is, and, for a server of one's own, `MIEN_PLACES_URL`.
    ///   - patience: seconds to wait for the answer; 10 by default.
    /// - Throws: ``ServiceError/noKey(service:variables:)``.
    public init(
        _ environment: [String: String] = ProcessInfo.processInfo.environment, patience: Double = 10
    ) throws(ServiceError) {
        key = try Self.readKeys(environment)[0]
        service = environment["MIEN_PLACES_URL"] ?? "https://places.googleapis.com"
        client = WebClient(service: Self.name, patience: patience)
    }

    public func items(for request: ServiceRequest) throws(ServiceError) -> [Item] {
        guard let place = request.place else {
            throw .badRequest(name: "The place", found: "missing", expected: "a latitude and a longitude")
        }
        let types = Self.types(for: request.affect)
        let question = Question(
            includedTypes: types, maxResultCount: request.count,
            locationRestriction: .init(
                circle: .init(
                    center: .init(latitude: place.latitude, longitude: place.longitude), radius: place.radius)))
        let body: Data
        do {
            body = try JSONEncoder().encode(question)
        } catch {
            throw .badRequest(name: "The place", found: "\(place)", expected: "finite numbers")
        }
        let fields = "places.id,places.displayName,places.types,places.rating,places.googleMapsUri"
        let search = WebRequest(
            url: "\(service)/v1/places:searchNearby",
            headers: ["Content-Type: application/json", "X-Goog-Api-Key: \(key)", "X-Goog-FieldMask: \(fields)"],
            body: String(decoding: body, as: UTF8.self))
        let found = try Self.decoded(Found.self, client.answer(to: search, keys: Self.keys))
        // Where nothing is near, the list is left out.
        return (found.places ?? []).map { $0.item(request.affect) }
    }

    /// Kinds of places for a quadrant, as Google calls them.
    package static func types(for affect: Affect) -> [String] {
        switch (affect.valence >= 0, affect.arousal >= 0) {
        case (true, true): ["amusement_park", "bowling_alley", "market", "night_club", "stadium"]
        case (true, false): ["art_gallery", "botanical_garden", "library", "park", "spa"]
        case (false, true): ["gym", "hiking_area", "sports_complex", "swimming_pool"]
        case (false, false): ["book_store", "cafe", "museum", "park"]
        }
    }

    // MARK: - Questions and answers

    private struct Question: Encodable {
        struct Restriction: Encodable {
            let circle: Circle
        }
        struct Circle: Encodable {
            let center: Center
            let radius: Double
        }
        struct Center: Encodable {
            let latitude, longitude: Double
        }
        let includedTypes: [String]
        let maxResultCount: Int
        let locationRestriction: Restriction
    }

    private struct Found: Decodable {
        let places: [Place]?
    }

    private struct Place: Decodable {
        struct Name: Decodable {
            let text: String
        }
        let id: String
        let displayName: Name
        let types: [String]?
        let rating: Double?
        let googleMapsUri: String?

        func item(_ affect: Affect) -> Item {
            var item = Item(kind: .activity, source: "google-places", sourceID: id, title: displayName.text.tidied)
            item.genres = (types ?? []).prefix(5).map(\.tidied)
            item.location = googleMapsUri.flatMap { $0.hasPrefix("https://") ? $0.tidied : nil }
            item.popularity = rating.flatMap { (0...5).contains($0) ? $0 / 5 : nil }
            item.affect = affect
            return item
        }
    }
}
