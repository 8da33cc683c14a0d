/// Why an item is recommended, in a few words.
struct Reason {
    let text: String

    init(_ item: Item, _ preferences: Preferences) {
        var words: [String] = []
        if let mood = item.mood { words.append(mood) }
        if let affect = item.affect {
            // A mood's name says whether it is pleasant.
            let place = item.mood == nil ? affect : Affect(valence: 0, arousal: affect.arousal)
            if item.mood == nil || place.words != "neutral" { words.append(place.words) }
        }
        switch item.kind {
        case .music:
            if let tempo = item.tempo { words += Self.whole(tempo, "bpm") }
            if let genre = item.genres.first { words.append(genre) }
        case .film:
            words += item.genres.prefix(3).map { $0.lowercased() }
            if let rating = item.features["meanRating"] {
                words.append("rated \((rating * 10).rounded() / 10)")
            }
        case .activity:
            words += item.genres
            if let seconds = item.seconds { words += Self.whole(seconds / 60, "min") }
        }
        words += Self.met(item.artists, preferences.artists) + Self.met(item.genres, preferences.genres)
        words += Self.met([item.language].compactMap(\.self), preferences.languages)
        text = words.joined(separator: ", ")
    }

    /// `92 bpm`; nothing for a number that is none of people's.
    private static func whole(_ number: Double, _ unit: String) -> [String] {
        Int(exactly: number.rounded()).map { ["\($0) \(unit)"] } ?? []
    }

    /// `you prefer Prince`
    private static func met(_ words: [String], _ preferred: Set<String>) -> [String] {
        let small = Set(preferred.map { $0.lowercased() })
        return words.filter { small.contains($0.lowercased()) }.map { "you prefer \($0)" }
    }
}
