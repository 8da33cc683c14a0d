import Foundation
import MienTabular
import MienTestSupport
import MovieLens
import Testing

@Suite struct ReadingTests {
    private static let films =
        "movieId,title,genres\r\n1,Toy Story (1995),Adventure|Comedy\r\n7,\"Fall, The\",(no genres listed)\r\n"

    private func read(films: String = films, ratings: String) throws -> MovieLensRatings {
        try withTemporaryFolder { folder in
            try films.write(toFile: "\(folder)/movies.csv", atomically: true, encoding: .utf8)
            try ratings.write(toFile: "\(folder)/ratings.csv", atomically: true, encoding: .utf8)
            do {
                return try MovieLensRatings(contentsOf: folder)
            } catch let error as MovieLensError {
                #expect(!error.description.isEmpty)
                throw error
            }
        }
    }

    @Test func filmsAndRatings() throws {
        let data = try read(ratings: "rating,userId,movieId,timestamp\n4.5,3,7,964982703\n.5,2,1,0\n")
        #expect(
            data.films == [
                Film(id: 1, title: "Toy Story", year: 1995, genres: ["Adventure", "Comedy"]),
                Film(id: 7, title: "Fall, The", year: nil, genres: []),
            ])
        #expect(data.ratings.map(\.film) == [1, 0] && data.ratings.map(\.stars) == [4.5, 0.5])
        #expect(data.users == [2, 3])
        #expect(data.films.map(\.fullTitle) == ["Toy Story (1995)", "Fall, The"])
    }

    @Test(arguments: [
        ("0", "1", "4", "5", "userId"), ("1.5", "1", "4", "5", "userId"), ("1", "-1", "4", "5", "movieId"),
        ("1", "1", "0", "5", "rating"), ("1", "1", "5.5", "5", "rating"), ("1", "1", "3.3", "5", "rating"),
        ("1", "1", "", "5", "rating"), ("1", "1", "inf", "5", "rating"), ("1", "1", "4", "-5", "timestamp"),
        ("1", "1", "4", "1e99", "timestamp"),
    ])
    func wrongCellsAreNamedByTheirLine(
        _ user: String, _ film: String, _ stars: String, _ time: String, _ column: String
    ) {
        #expect {
            try read(ratings: "userId,movieId,rating,timestamp\n1,7,5,1\n\(user),\(film),\(stars),\(time)\n")
        } throws: { error in
            guard case MovieLensError.badCell(_, 3, column, _, _) = error else { return false }
            return true
        }
    }

    @Test func whatDoesNotGoTogetherIsNamedByItsLine() {
        let head = "userId,movieId,rating,timestamp\n"
        #expect { try read(ratings: head + "1,7,5,1\n\n1,8,5,1\n") } throws: { error in
            guard case MovieLensError.unknownFilm(_, 4, 8) = error else { return false }
            return true
        }
        #expect { try read(ratings: head + "1,7,5,1\n2,7,5,1\n1,7,4,9\n") } throws: { error in
            guard case MovieLensError.sameRating(_, 1, 7, 2, 4) = error else { return false }
            return true
        }
        #expect { try read(films: Self.films + "1,Again,Drama\n", ratings: head + "1,7,5,1\n") } throws: { error in
            guard case MovieLensError.sameFilm(_, 1, 2, 4) = error else { return false }
            return true
        }
    }

    @Test func whatIsNoneOfItIsRefused() throws {
        #expect(throws: MovieLensError.missing(path: "/nowhere")) { try MovieLensRatings(contentsOf: "/nowhere") }
        #expect {
            try read(ratings: "userId,movieId,rating\n1,7,5\n")
        } throws: { error in
            guard case MovieLensError.table(.missingColumn(_, "timestamp", _)) = error else { return false }
            return true
        }
        for text in ["", "userId,movieId,rating,timestamp\n", "\u{0}", "userId,movieId,rating,timestamp\n1,x,5,1\n"] {
            #expect(throws: MovieLensError.self) { try read(ratings: text) }
        }
        try withTemporaryFolder { folder in
            try Self.films.write(toFile: "\(folder)/movies.csv", atomically: true, encoding: .utf8)
            #expect(throws: MovieLensError.missing(path: "\(folder)/ratings.csv")) {
                try MovieLensRatings(contentsOf: folder)
            }
            #expect(throws: MovieLensError.notAFolder(path: "\(folder)/movies.csv")) {
                try MovieLensRatings(contentsOf: "\(folder)/movies.csv")
            }
        }
    }

    @Test func aReportTellsWhatThereIs() throws {
        let report = MovieLensReport(
            of: try read(
                films: Self.films + "8,Toy Story (1995),Polka\n",
                ratings: "userId,movieId,rating,timestamp\n1,7,5,9\n1,1,5,1\n2,1,0.5,4\n"))
        #expect(report.sameTitles == ["Toy Story (1995)"] && report.unknownGenres == ["Polka"])
        #expect(report.unrated == 1 && report.withoutGenres == 1 && report.withoutYear == 1)
        #expect(report.stars == [1, 0, 0, 0, 0, 0, 0, 0, 0, 2] && report.times == [1, 9])
        #expect(report.ratingsPerUser == [1, 2, 2])
        #expect(report.description.contains("3 films, 2 users, 3 ratings"))
    }
}

/// The published tables, where they are at hand: `$MIEN_DATA/movielens_small`.
@Suite struct RealDataTests {
    private static let folder = realData("movielens_small")

    @Test(.enabled(if: folder != nil, "no MovieLens; set MIEN_DATA"))
    func smallEdition() throws {
        let path = try #require(Self.folder)
        #expect(MovieLensRatings.isLikely(at: path))
        let report = MovieLensReport(of: try MovieLensRatings(contentsOf: path))
        #expect(report.genuineness == .genuine, "\(report.fingerprint)")
        #expect(report.unknownGenres.isEmpty && report.unrated == 18 && report.sameTitles.count == 5, "\(report)")
    }
}
