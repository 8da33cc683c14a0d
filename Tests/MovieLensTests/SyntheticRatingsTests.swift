import MienTestSupport
import MovieLens
import Testing

@Suite struct SyntheticRatingsTests {
    @Test func theSameSeedGivesTheSameRatings() {
        func data(_ seed: UInt64) -> MovieLensRatings { SyntheticRatings(users: 9, films: 130, seed: seed).data }
        #expect(data(3) == data(3))
        #expect(data(3) != data(4))
    }

    @Test func peopleSeeAndLikeWhatIsToTheirTaste() {
        let made = SyntheticRatings(seed: 1)
        func liking(_ rating: MovieLensRatings.Rating) -> Double {
            let taste = made.lastTastes[rating.user - 1]
            let genres = made.data.films[rating.film].genres.compactMap { MovieLens.genreNames.firstIndex(of: $0) }
            return genres.reduce(0) { $0 + taste[$1] } / Double(genres.count)
        }
        func mean(_ ratings: [MovieLensRatings.Rating]) -> Double {
            ratings.map(liking).reduce(0, +) / Double(ratings.count)
        }
        #expect(mean(made.data.ratings) > 0.4)
        let (liked, others) = (made.data.ratings.filter { $0.stars >= 4 }, made.data.ratings.filter { $0.stars <= 2.5 })
        #expect(mean(liked) > mean(others) + 0.3)
    }

    @Test func whatIsWrittenIsRead() throws {
        try withTemporaryFolder { folder in
            let made = SyntheticRatings(users: 20, films: 130, seed: 5)
            try made.write(toFolder: "\(folder)/ratings")
            let read = try MovieLensRatings(contentsOf: "\(folder)/ratings/")
            #expect(read.films == made.data.films && read.ratings == made.data.ratings)
            #expect(MovieLensRatings.isLikely(at: "\(folder)/ratings") && !MovieLensRatings.isLikely(at: folder))
            #expect(throws: MovieLensError.folderInUse(folder: folder)) { try made.write(toFolder: folder) }
        }
    }
}
