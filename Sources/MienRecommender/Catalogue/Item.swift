/// What can be recommended.
public enum ItemKind: String, Sendable, Codable, CaseIterable {
    case music, film, activity

    /// As in `no films`.
    public var plural: String {
        switch self {
        case .music: "music"
        case .film: "films"
        case .activity: "activities"
        }
    }
}

/// A song, a film or an activity, as its source describes it. What a source does not say is nil or empty.
public struct Item: Sendable, Equatable {
    public var kind: ItemKind
    /// Where it comes from, such as `spotify`, `movielens`, or a folder.
    public var source: String
    /// What it is called there; a source never has two items of one name.
    public var sourceID: String
    public var title: String
    public var artists: [String] = []
    /// Of a film there may be several.
    public var genres: [String] = []
    public var language: String?
    public var seconds: Double?
    /// Whether its words are flagged as explicit.
    public var isExplicit: Bool?
    public var year: Int?
    /// The path of a file, or a web address.
    public var location: String?
    /// Numbers that describe it, by name: a service's audio features such as `tempo` and `energy`, those of
    /// `MusicFeatures`, or the mean rating of a film.
    public var features: [String: Double] = [:]
    /// Where it lies in valence and arousal.
    public var affect: Affect?
    /// One word for how it feels.
    public var mood: String?
    /// Whether the mood was given with it, and not computed: a computed one never replaces it.
    public var isMoodGiven = false
    /// From 0 to 1.
    public var popularity: Double?
    /// Changes when a file changes.
    public var stamp: String?

    public init(kind: ItemKind, source: String, sourceID: String, title: String) {
        (self.kind, self.source, self.sourceID, self.title) = (kind, source, sourceID, title)
    }

    /// `Prince – 1999`; a title alone where nobody is named. Of a film the year, too: `Heat (1995)`.
    public var name: String {
        if kind == .film, let year { return "\(title) (\(year))" }
        return artists.isEmpty ? title : "\(artists.joined(separator: ", ")) – \(title)"
    }

    /// In beats a minute.
    public var tempo: Double? { features["tempo"].flatMap { $0 > 0 ? $0 : nil } }
}
