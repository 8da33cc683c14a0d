extension RAVDESS {
    /// A division of the actors that keeps everybody on one side: of the published speaker-independent folds (Luna-Jiménez et
    /// al. 2021, doi:10.3390/s21227665; validation actors as in Mak & Sim's ResLSTM-SER).
    public struct SpeakerFold: Sendable, Hashable, Codable {
        /// From one.
        public let number: Int
        public let testActors: [Int]
        public let validationActors: [Int]

        /// The five folds.
        public static let all = [
            SpeakerFold(number: 1, testActors: [2, 5, 14, 15, 16], validationActors: [3, 6]),
            SpeakerFold(number: 2, testActors: [3, 6, 7, 13, 18], validationActors: [10, 11]),
            SpeakerFold(number: 3, testActors: [10, 11, 12, 19, 20], validationActors: [8, 17]),
            SpeakerFold(number: 4, testActors: [8, 17, 21, 23, 24], validationActors: [1, 14]),
            SpeakerFold(number: 5, testActors: [1, 4, 9, 22], validationActors: [2, 5]),
        ]

        /// The actors that belong neither to the test nor to validation.
        public var trainingActors: [Int] {
            RAVDESS.actors.filter { !testActors.contains($0) && !validationActors.contains($0) }
        }

        /// Whether all its test actors are among `actors`, and one of each other kind.
        public func isComplete(with actors: [Int]) -> Bool {
            testActors.allSatisfy(actors.contains) && validationActors.contains(where: actors.contains)
                && trainingActors.contains(where: actors.contains)
        }
    }
}
