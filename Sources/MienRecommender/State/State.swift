/// How someone feels, as far as one can tell: a distribution of emotions and its place in valence and arousal.
///
/// ```swift
/// let state = try State(face: seen, voice: heard)
/// let stated = try State(stated: EmotionDistribution(parsing: "sad:.7,calm:.3"))
/// print(state.emotions.likeliest, state.affect)
/// ```
public struct State: Sendable, Equatable {
    public let emotions: EmotionDistribution
    public let affect: Affect

    /// How a face and a voice are weighed, and when one of them gives way.
    public struct Weights: Sendable, Equatable {
        /// The weight of the face; 0.5 by default.
        public var face: Double
        /// The weight of the voice; 0.5 by default.
        public var voice: Double
        /// The likeliest emotion's share below which a face or a voice is unsure; 0.3 by default, where chance is 0.13.
        public var unsureBelow: Double

        public init(face: Double = 0.5, voice: Double = 0.5, unsureBelow: Double = 0.3) {
            (self.face, self.voice, self.unsureBelow) = (face, voice, unsureBelow)
        }
    }

    /// What someone says of themselves.
    public init(stated emotions: EmotionDistribution, table: EmotionTable = .standard) throws(RecommenderError) {
        (self.emotions, affect) = (emotions, try table.affect(of: emotions))
    }

    /// What a face and a voice show: the weighted mean of both distributions (Stone's linear opinion pool, 1961), which no
    /// single zero can silence as it can a product.
    ///
    /// Where one is missing the other counts alone. One that is unsure gives way to one that is not; of two that are unsure
    /// both count.
    ///
    /// - Throws: ``RecommenderError/noEmotion`` if both are missing, ``RecommenderError/badRequest(name:found:expected:)`` for
    ///   weights below 0.
    public init(
        face: EmotionDistribution?, voice: EmotionDistribution?, weights: Weights = Weights(),
        table: EmotionTable = .standard
    ) throws(RecommenderError) {
        for (name, weight) in [("the face's weight", weights.face), ("the voice's weight", weights.voice)] {
            guard weight >= 0, weight.isFinite else {
                throw .badRequest(name: name, found: "\(weight)", expected: "a number from 0")
            }
        }
        let given = [(face, weights.face), (voice, weights.voice)].compactMap { distribution, weight in
            distribution.map { (distribution: $0, weight: weight) }
        }
        let sure = given.filter { $0.distribution.likeliest.share >= weights.unsureBelow }
        let counted = sure.isEmpty ? given : sure
        // What is there alone counts whatever its weight.
        let total = counted.reduce(0) { $0 + $1.weight }
        var sums: [String: Double] = [:]
        for (distribution, weight) in counted {
            for (emotion, share) in distribution.shares {
                guard let name = table.name(of: emotion) else { throw .unknownEmotion(emotion, known: table.names) }
                sums[name, default: 0] += share * (total > 0 ? weight : 1)
            }
        }
        try self.init(stated: EmotionDistribution(sums), table: table)
    }
}
