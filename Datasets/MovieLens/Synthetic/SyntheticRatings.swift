import Mien

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Made users with hidden tastes, who rate made films, without any data.
///
/// It is for trying out and for tests. A film has one to three genres, and is more or less known and liked; a user likes some
/// genres and dislikes others, and moves on to other ones in time. What they see depends on how known a film is and on their
/// taste of that day, what they give it on their taste and on chance. All is a function of the seed.
public struct SyntheticRatings: Sendable {
    public let data: MovieLensRatings
    /// How much each user likes each genre at first and at last, `[user][genre]`, in the order of ``MovieLens/genreNames``:
    /// what a recommender has to find.
    public let (firstTastes, lastTastes): ([[Double]], [[Double]])

    private static let start = 946_684_800
    private static let day = 86_400

    /// - Parameters:
    ///   - users: how many there are; 200 by default.
    ///   - films: how many there are; 400 by default.
    ///   - ratings: the fewest and the most of a user; at most half of the films.
    ///   - seed: decides all else.
    public init(users: Int = 200, films: Int = 400, ratings: ClosedRange<Int> = 10...60, seed: UInt64) {
        require(
            users > 0 && films > 1 && ratings.lowerBound > 0 && ratings.upperBound <= films / 2,
            "SyntheticRatings: \(users) users of \(films) films with \(ratings) ratings; at most half of the films are rated"
        )
        let world = World(films: films, seed: seed)
        let viewers = parallelMap(users) { world.viewer($0, ratings: ratings) }
        data = MovieLensRatings(
            source: "made ratings, seed \(seed)", films: world.films, ratings: viewers.flatMap(\.ratings))
        (firstTastes, lastTastes) = (viewers.map(\.first), viewers.map(\.last))
    }

    // MARK: - Films and those who see them

    private struct Viewer {
        let first, last: [Double]
        let ratings: [MovieLensRatings.Rating]
    }

    private struct World {
        let films: [Film]
        private let genres: [[Int]]
        /// The logarithm of how many know a film, and how good it is.
        private let (fame, quality): ([Double], [Double])
        private let seed: UInt64

        init(films count: Int, seed: UInt64) {
            var random = RandomStream(seed: seed, purpose: .synthesis, 1)
            var (genres, fame, quality) = ([[Int]](), [Double](), [Double]())
            for _ in 0..<count {
                let number = 1 + random.nextInt(below: 3)
                genres.append(random.permutation(MovieLens.genreNames.count).prefix(number).sorted())
                quality.append(0.4 * Double(random.nextNormal()))
                fame.append(0.9 * Double(random.nextNormal()) + 0.5 * quality[quality.count - 1])
            }
            films = genres.enumerated().map { place, genres in
                Film(
                    id: place + 1, title: "Film \(place + 1)", year: 1950 + place % 50,
                    genres: genres.map { MovieLens.genreNames[$0] })
            }
            (self.genres, self.fame, self.quality, self.seed) = (genres, fame, quality, seed)
        }

        func viewer(_ number: Int, ratings range: ClosedRange<Int>) -> Viewer {
            var random = RandomStream(seed: seed, purpose: .synthesis, 2, UInt64(number))
            let first = MovieLens.genreNames.map { _ in Double(random.nextNormal()) }
            let last = first.map { 0.6 * $0 + 0.8 * Double(random.nextNormal()) }
            let count = range.lowerBound + random.nextInt(below: range.count)
            var time = SyntheticRatings.start + random.nextInt(below: 2_000) * SyntheticRatings.day
            var isSeen = [Bool](repeating: false, count: films.count)
            var ratings: [MovieLensRatings.Rating] = []
            for place in 0..<count {
                let share = count > 1 ? Double(place) / Double(count - 1) : 1
                let taste = zip(first, last).map { (1 - share) * $0 + share * $1 }
                let film = seen(by: taste, isSeen, &random)
                isSeen[film] = true
                time += 60 + random.nextInt(below: 5 * SyntheticRatings.day)
                let stars = 3.3 + 0.6 * liking(film, taste) + quality[film] + 0.5 * Double(random.nextNormal())
                ratings.append(
                    .init(user: number + 1, film: film, stars: min(max((2 * stars).rounded() / 2, 0.5), 5), time: time))
            }
            return Viewer(first: first, last: last, ratings: ratings)
        }

        /// The mean taste for its genres.
        private func liking(_ film: Int, _ taste: [Double]) -> Double {
            genres[film].reduce(0) { $0 + taste[$1] } / Double(genres[film].count)
        }

        private func seen(by taste: [Double], _ isSeen: [Bool], _ random: inout RandomStream) -> Int {
            let weights = films.indices.map { isSeen[$0] ? 0 : exp(fame[$0] + 2 * liking($0, taste)) }
            var left = weights.reduce(0, +) * Double(random.nextUniform())
            for (film, weight) in weights.enumerated() where weight > 0 {
                left -= weight
                if left < 0 { return film }
            }
            // Rounding may leave nothing behind the last one.
            return isSeen.lastIndex(of: false) ?? 0
        }
    }
}
