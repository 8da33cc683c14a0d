/// What tells the published small edition from others: how much there is of it, and a hash of all ratings.
public struct Fingerprint: Codable, Equatable, Sendable {
    public let films: Int
    public let users: Int
    public let ratings: Int
    /// Of each rating's user, film, half stars and time, by user and film (FNV-1a, 64 bits). The order of the rows plays no
    /// part.
    public let hash: UInt64

    /// The edition of September 2018, `ml-latest-small`.
    ///
    /// Source: computed from the published tables.
    public static let original = Fingerprint(
        films: 9_742, users: 610, ratings: 100_836, hash: 0x8913_8D9B_F9E4_6A44)

    private init(films: Int, users: Int, ratings: Int, hash: UInt64) {
        (self.films, self.users, self.ratings, self.hash) = (films, users, ratings, hash)
    }

    public init(of data: MovieLensRatings) {
        let ids = data.films.map(\.id)
        let ordered = data.ratings.sorted { ($0.user, ids[$0.film]) < ($1.user, ids[$1.film]) }
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for rating in ordered {
            for number in [rating.user, ids[rating.film], Int(2 * rating.stars), rating.time] {
                hash = (hash ^ UInt64(number)) &* 0x100_0000_01B3
            }
        }
        self.init(films: data.films.count, users: data.users.count, ratings: data.ratings.count, hash: hash)
    }
}

/// Whether the tables are the published ones.
public enum Genuineness: Codable, Equatable, Sendable {
    /// Every rating is the original's.
    case genuine
    /// More, fewer, or other ratings: another edition, a part, or made data.
    case other(reason: String)

    public init(of fingerprint: Fingerprint) {
        let original = Fingerprint.original
        if fingerprint == original {
            self = .genuine
        } else if (fingerprint.films, fingerprint.ratings) == (original.films, original.ratings) {
            self = .other(reason: "as many films and ratings, and others")
        } else {
            self = .other(
                reason: "\(fingerprint.films) films and \(fingerprint.ratings) ratings, where it has \(original.films) "
                    + "and \(original.ratings)")
        }
    }
}
