/// Where films lie in valence and arousal: in the mean of their genres' places.
///
/// The places are this project's own, set by hand as what a genre sets out to make one feel; no data was measured.
enum FilmGenres {
    private static let places: [String: Affect] = [
        "action": Affect(valence: 0.2, arousal: 0.8),
        "adventure": Affect(valence: 0.5, arousal: 0.6),
        "animation": Affect(valence: 0.6, arousal: 0.3),
        "children": Affect(valence: 0.7, arousal: 0.2),
        "comedy": Affect(valence: 0.8, arousal: 0.4),
        "crime": Affect(valence: -0.3, arousal: 0.4),
        "documentary": Affect(valence: 0.2, arousal: -0.4),
        "drama": Affect(valence: -0.2, arousal: -0.3),
        "fantasy": Affect(valence: 0.5, arousal: 0.4),
        "film-noir": Affect(valence: -0.4, arousal: 0.1),
        "horror": Affect(valence: -0.6, arousal: 0.8),
        "imax": Affect(valence: 0.3, arousal: 0.6),
        "musical": Affect(valence: 0.7, arousal: 0.4),
        "mystery": Affect(valence: -0.1, arousal: 0.4),
        "romance": Affect(valence: 0.6, arousal: -0.1),
        "sci-fi": Affect(valence: 0.2, arousal: 0.5),
        "thriller": Affect(valence: -0.3, arousal: 0.7),
        "war": Affect(valence: -0.6, arousal: 0.5),
        "western": Affect(valence: 0.1, arousal: 0.3),
    ]

    /// Nil where no genre is known.
    static func affect(of genres: [String]) -> Affect? {
        Affect.mean(genres.compactMap { places[$0.lowercased()] }.map { (place: $0, weight: 1) })
    }
}
