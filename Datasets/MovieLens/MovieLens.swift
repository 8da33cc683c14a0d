/// MovieLens (Harper & Konstan 2015, doi:10.1145/2827872): films with genres, and what users of the site gave them, half a star
/// to five. Its small edition of 2018 has 9,742 films and 100,836 ratings by 610 users.
///
/// ```swift
/// let data = try MovieLensRatings(contentsOf: "ml-latest-small")
/// print(MovieLensReport(of: data))
/// ```
public enum MovieLens {
    /// The genres of films, by their names in `movies.csv`.
    public static let genreNames = [
        "Action", "Adventure", "Animation", "Children", "Comedy", "Crime", "Documentary", "Drama", "Fantasy",
        "Film-Noir", "Horror", "IMAX", "Musical", "Mystery", "Romance", "Sci-Fi", "Thriller", "War", "Western",
    ]

    /// What stands in place of genres where a film has none.
    public static let noGenres = "(no genres listed)"

    /// What can be given, in steps of half a star.
    public static let stars = 0.5...5

    static let filmsFile = "movies.csv"
    static let ratingsFile = "ratings.csv"
}
