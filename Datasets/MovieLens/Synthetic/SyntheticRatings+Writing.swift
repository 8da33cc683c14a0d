import MienTraining

extension SyntheticRatings {
    /// Writes `movies.csv` and `ratings.csv` into a new folder, which ``MovieLensRatings/init(contentsOf:)`` reads.
    ///
    /// They are written beside the folder's place, which they take when both are there: there is never half a data set.
    ///
    /// - Parameter path: a folder that does not exist yet or is empty.
    /// - Throws: ``MovieLensError``.
    public func write(toFolder path: String) throws(MovieLensError) {
        try Self.check(newFolder: path)
        try Files.fill(newFolder: path) { folder throws(MovieLensError) in
            do {
                try Files.makeFolder(folder)
                try Files.store(Array(filmsText.utf8), at: "\(folder)/\(MovieLens.filmsFile)")
                try Files.store(Array(ratingsText.utf8), at: "\(folder)/\(MovieLens.ratingsFile)")
            } catch {
                throw .unwritable(path: folder, reason: "\(error)")
            }
        } failure: {
            .unwritable(path: path, reason: $0)
        }
    }

    /// Throws if ``write(toFolder:)`` would, as far as can be told beforehand; call it before long work.
    public static func check(newFolder path: String) throws(MovieLensError) {
        guard Files.names(in: path).isEmpty else { throw .folderInUse(folder: path) }
        if let reason = Files.obstacle(toFolder: path) { throw .unwritable(path: path, reason: reason) }
    }

    private var filmsText: String {
        data.films.reduce(into: "movieId,title,genres\n") { text, film in
            text += "\(film.id),\(film.fullTitle),\(film.genres.joined(separator: "|"))\n"
        }
    }

    private var ratingsText: String {
        data.ratings.reduce(into: "userId,movieId,rating,timestamp\n") { text, rating in
            text += "\(rating.user),\(data.films[rating.film].id),\(rating.stars),\(rating.time)\n"
        }
    }
}
