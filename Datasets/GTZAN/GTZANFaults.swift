extension GTZAN {
    /// Two clips that are the same recording, by their names.
    public struct Copy: Sendable, Hashable, Codable {
        public let first: String
        public let second: String

        /// Whether they are of different genres.
        public var isContradiction: Bool {
            first.prefix { $0 != "." } != second.prefix { $0 != "." }
        }

        fileprivate init(_ first: (Genre, Int), _ second: (Genre, Int)) {
            (self.first, self.second) = (GTZANClip.name(first.0, first.1), GTZANClip.name(second.0, second.1))
        }
    }

    /// The pairs whose rows in the table are the same, digit by digit; the last one has two genres.
    ///
    /// Sturm (2013, arXiv:1306.1461) lists many more repetitions: of recordings that were cut elsewhere, and of versions.
    public static let knownCopies: [Copy] = {
        let pairs: [(Genre, [(Int, Int)])] = [
            (.disco, [(98, 99)]), (.hiphop, [(39, 45), (76, 78)]),
            (.metal, [(34, 94), (40, 61), (41, 62), (42, 63), (43, 64), (44, 65), (45, 66)]),
            (.pop, [(54, 60), (67, 71)]), (.reggae, [(81, 82)]),
        ]
        let copies = pairs.flatMap { genre, numbers in numbers.map { Copy((genre, $0.0), (genre, $0.1)) } }
        return copies + [Copy((.metal, 58), (.rock, 16))]
    }()

    /// The clips whose file is damaged in the copy that everybody has.
    public static let damagedClips = ["jazz.00054"]
}
