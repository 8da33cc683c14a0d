/// The moods of songs, one for each quadrant of valence and arousal (R. E. Thayer, The Biopsychology of Mood and Arousal, 1989).
public enum Mood: String, Sendable, Codable, CaseIterable {
    case calm, energetic, happy, sad

    /// Where it lies. Energetic songs are the loud and fast ones that are no merry ones: in the table that moods are learnt from
    /// they have twice the valence of sad ones and less than happy ones, so they lie just left of the middle.
    public var affect: Affect {
        switch self {
        case .calm: Affect(valence: 0.5, arousal: -0.6)
        case .energetic: Affect(valence: -0.1, arousal: 0.8)
        case .happy: Affect(valence: 0.8, arousal: 0.5)
        case .sad: Affect(valence: -0.65, arousal: -0.4)
        }
    }

    /// The mood whose place is the nearest.
    public init(at affect: Affect) {
        self = Self.allCases.min { $0.affect.distance(to: affect) < $1.affect.distance(to: affect) } ?? .calm
    }
}
