/// GTZAN (Tzanetakis & Cook 2002, doi:10.1109/TSA.2002.800560): 1,000 clips of music of 30 seconds, a hundred of each of ten
/// genres.
///
/// ```swift
/// let clips = try GTZANClips(contentsOf: "gtzan/genres_original")
/// let table = try GTZANTable(contentsOf: "gtzan/features_30_sec.csv")
/// let folds = try ArtistFolds(contentsOf: "gtzan/artist_folds.csv")
/// ```
public enum GTZAN {
    /// The ten genres, in the alphabetical order that numbers the labels: blues 0 … rock 9.
    public enum Genre: Int, CaseIterable, Codable, Sendable {
        case blues, classical, country, disco, hiphop, jazz, metal, pop, reggae, rock

        /// The class name: `blues`, `classical`, `country`, `disco`, `hiphop`, `jazz`, `metal`, `pop`, `reggae`, `rock`.
        public var name: String { "\(self)" }

        /// The genre of a name, whatever its case; nil if there is none.
        public init?(name: some StringProtocol) {
            let name = name.lowercased()
            guard let genre = Self.allCases.first(where: { $0.name == name }) else { return nil }
            self = genre
        }
    }

    /// The numbers of a genre's clips.
    public static let numbers = 0..<100

    /// The table's columns between `filename` and `label`, in their order.
    public static let featureNames: [String] = {
        let kinds = [
            "chroma_stft", "rms", "spectral_centroid", "spectral_bandwidth", "rolloff", "zero_crossing_rate", "harmony",
            "perceptr",
        ]
        func moments(_ kinds: [String]) -> [String] { kinds.flatMap { ["\($0)_mean", "\($0)_var"] } }
        return ["length"] + moments(kinds) + ["tempo"] + moments((1...20).map { "mfcc\($0)" })
    }()

    /// All of the table's columns.
    public static let columnNames = ["filename"] + featureNames + ["label"]
}
