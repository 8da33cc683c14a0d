import MienTraining

/// What the lists of a table of songs are like, for one feeling and one policy.
public struct MoodListMeasures: Sendable, Codable, Equatable {
    public let emotion: String
    public let policy: String
    /// The mean distance of a list's songs from where their places were to lie.
    public let moodDistance: Double
    /// One less the mean likeness of all pairs of a list.
    public let diversity: Double
    /// The share of the second list to the fifth that stood in one before: without history, where it is the seed alone that
    /// varies a list, and with it.
    public let (repeatRate, repeatRateWithHistory): (Double, Double)

    private static let lists = 5

    /// The measures of lists of 20, or of a fifth of the songs where there are less than a hundred, for each emotion of the
    /// standard table.
    ///
    /// - Parameter songs: a table of songs with audio features.
    public static func all(songs: String) throws -> [MoodListMeasures] {
        try Files.withTemporaryFolder { folder in
            let catalogue = try Catalogue(at: "\(folder)/catalogue.sqlite")
            _ = try catalogue.import(FeatureTableImporter(songs))
            let recommender = try Recommender(catalogue, .music)
            return try EmotionTable.standard.names.flatMap { emotion in
                try Request.Policy.allCases.map { try MoodListMeasures(emotion, $0, recommender) }
            }
        }
    }

    private init(_ emotion: String, _ policy: Request.Policy, _ recommender: Recommender) throws {
        let state = try State(stated: EmotionDistribution(parsing: emotion))
        (self.emotion, self.policy) = (emotion, policy.rawValue)
        var measures: ListMeasures?
        func repeats(keepingHistory keeps: Bool) throws -> Double {
            try recommender.catalogue.forget()
            try recommender.catalogue.setKeepsHistory(keeps)
            let lists = try (0..<Self.lists).map { seed in
                var request = Request(.music, for: state, policy: policy)
                request.count = max(1, min(request.count, recommender.columns.count / Self.lists))
                request.seed = UInt64(seed)
                let list = try recommender.recommend(request)
                measures = measures ?? list.measures
                let ids = list.items.map(\.entry.id)
                try recommender.catalogue.note(ids)
                return ids
            }
            return ListMeasures.repeatRate(lists)
        }
        repeatRate = try repeats(keepingHistory: false)
        repeatRateWithHistory = try repeats(keepingHistory: true)
        (moodDistance, diversity) = (measures?.moodDistance ?? 0, measures?.diversity ?? 0)
    }
}
