import Foundation

/// A service in the web that knows more than the catalogue. None is asked unless the user says so.
///
/// What a service finds is ordinary items: import them, and they are ranked beside all others.
public protocol RecommendationService: Sendable {
    /// Such as `Spotify`.
    static var name: String { get }
    /// The environment variables that hold the user's keys. They are read when the service is made, sent to the service alone,
    /// and neither stored nor shown.
    static var keys: [String] { get }

    /// - Throws: ``ServiceError``.
    func items(for request: ServiceRequest) throws(ServiceError) -> [Item]
}

/// What a service is asked for.
public struct ServiceRequest: Sendable {
    /// How what is found shall feel.
    public var affect: Affect
    /// At most so many, 1 … 20; 20 by default.
    public var count: Int
    /// A country's two letters, such as `IN`, where a service distinguishes.
    public var market: String?
    /// Where to look for places.
    public var place: Place?

    /// A place on earth, and what is near.
    public struct Place: Sendable, Equatable {
        /// In degrees, north and east above 0.
        public var latitude, longitude: Double
        /// In metres, up to 50,000; 2,000 by default.
        public var radius: Double

        /// - Throws: ``ServiceError/badRequest(name:found:expected:)`` for a place that is not on earth.
        public init(latitude: Double, longitude: Double, radius: Double = 2_000) throws(ServiceError) {
            func check(_ name: String, _ value: Double, _ range: ClosedRange<Double>) throws(ServiceError) {
                guard range.contains(value) else {
                    throw .badRequest(
                        name: name, found: "\(value)",
                        expected: "a number from \(Int(range.lowerBound)) to \(Int(range.upperBound))")
                }
            }
            try check("The latitude", latitude, -90...90)
            try check("The longitude", longitude, -180...180)
            try check("The radius", radius, 1...50_000)
            (self.latitude, self.longitude, self.radius) = (latitude, longitude, radius)
        }
    }

    /// - Throws: ``ServiceError/badRequest(name:found:expected:)``.
    public init(
        affect: Affect, count: Int = 20, market: String? = nil, place: Place? = nil
    ) throws(ServiceError) {
        guard (1...20).contains(count) else {
            throw .badRequest(name: "The number of items", found: "\(count)", expected: "1 to 20")
        }
        if let market, market.count != 2 || !market.allSatisfy({ $0.isASCII && $0.isLetter }) {
            throw .badRequest(
                name: "The market", found: market.debugDescription, expected: "a country's two letters, such as IN,")
        }
        (self.affect, self.count, self.market, self.place) = (affect, count, market, place)
    }
}

extension RecommendationService {
    /// The user's keys, in the order of ``keys``.
    static func readKeys(_ environment: [String: String]) throws(ServiceError) -> [String] {
        let values = keys.compactMap { environment[$0] }.filter { !$0.isEmpty }
        guard values.count == keys.count else { throw .noKey(service: name, variables: keys) }
        return values
    }

    static func decoded<Answer: Decodable>(_: Answer.Type, _ data: Data) throws(ServiceError) -> Answer {
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        do {
            return try decoder.decode(Answer.self, from: data)
        } catch {
            throw .nonsense(service: name, reason: "no JSON of the form that it promises")
        }
    }
}
