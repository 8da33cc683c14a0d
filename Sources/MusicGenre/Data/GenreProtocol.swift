import GTZAN
import MienTabular

/// Which clips a classifier learns from and is measured with, and what it sees of them.
public enum GenreProtocol: Codable, Sendable, Equatable {
    /// That of paper 004: the 58 numbers as they are, but the means of the MFCCs and their variances as two principal components
    /// each, found among all clips; a fifth of the clips, each genre in proportion, is the test set (`random_state=1`).
    case paper
    /// As other people measure: one of ten random parts is the test set, and all 58 numbers are seen.
    case random(fold: Int)
    /// One of the artist-filtered folds, see `ArtistFolds`: no copies, no artist on both sides, and without `length`, which
    /// tells the clip's origin.
    case honest(fold: Int)
    /// All clips to learn from and none to measure with, without `length`: for classifiers that are to be used.
    case everything

    public var name: String {
        switch self {
        case .paper: "paper"
        case .random(let fold): "random-10, fold \(fold)"
        case .honest(let fold): "honest, fold \(fold)"
        case .everything: "everything"
        }
    }

    /// The parts of the random protocol.
    public static let randomFolds = 10

    /// What the reader of a result should know.
    public var remarks: [String] {
        switch self {
        case .paper:
            [
                "Protocol of the paper: the principal components were found with the test clips, and artists and copies are "
                    + "on both sides."
            ]
        case .random: ["Random folds: artists and copies are on both sides."]
        case .honest, .everything: []
        }
    }

    /// The numbers that are seen of a clip, by their places among the 58.
    var columns: [Int] {
        switch self {
        case .paper, .random: Array(GTZAN.featureNames.indices)
        case .honest, .everything: GTZAN.featureNames.indices.filter { GTZAN.featureNames[$0] != "length" }
        }
    }

    /// What comes before anything is learnt from the training clips, learnt from `all` clips.
    func firstStage(_ all: Matrix) throws(TabularError) -> ColumnGroups.Model {
        guard self == .paper else { return try ColumnGroups([.pass(columns)]).fit(all) }
        return try ReducedColumns.groups.fit(all)
    }

    /// What the numbers after ``firstStage(_:)`` are called.
    var columnNames: [String] { self == .paper ? ReducedColumns.names : columns.map { GTZAN.featureNames[$0] } }

    /// Divides the clips.
    ///
    /// - Throws: ``MusicGenreError`` where there is no such fold, or no clip for a part of it.
    public func division(of data: GenreData) throws -> Split {
        switch self {
        case .paper:
            return try trainTestSplit(
                count: data.count, test: .fraction(0.2), stratifiedBy: data.labels, seed: 1)
        case .random(let number):
            let parts = try StratifiedKFold(parts: Self.randomFolds, seed: 0).splits(data.labels)
            guard (1...parts.count).contains(number) else {
                throw MusicGenreError.unknownFold(number, count: parts.count)
            }
            return parts[number - 1]
        case .honest(let number):
            guard let folds = data.folds else { throw MusicGenreError.noArtists(data: data.source) }
            guard folds.numbers.contains(number) else {
                throw MusicGenreError.unknownFold(number, count: folds.numbers.count)
            }
            let places = data.clips.indices.filter { folds[data.clips[$0]] != nil }
            let test = places.filter { folds[data.clips[$0]]?.fold == number }
            let training = places.filter { folds[data.clips[$0]]?.fold != number }
            guard !test.isEmpty, !training.isEmpty else {
                throw MusicGenreError.noClips(part: "fold \(number)", data: data.source)
            }
            return Split(training: training, test: test)
        case .everything:
            return Split(training: Array(0..<data.count), test: [])
        }
    }
}

/// The paper's 22 columns.
enum ReducedColumns {
    private static let means = places { $0.hasPrefix("mfcc") && $0.hasSuffix("mean") }
    private static let variances = places { $0.hasPrefix("mfcc") && $0.hasSuffix("var") }
    private static let others = places { !$0.hasPrefix("mfcc") }

    private static func places(_ isChosen: (String) -> Bool) -> [Int] {
        GTZAN.featureNames.indices.filter { isChosen(GTZAN.featureNames[$0]) }
    }

    static let groups = ColumnGroups([
        .pass(others), .transform(means, by: PCA(components: 2)), .transform(variances, by: PCA(components: 2)),
    ])

    /// As the notebook calls them.
    static let names =
        others.map { GTZAN.featureNames[$0] } + ["mfcc_mean_pca1", "mfcc_mean_pca2", "mfcc_var_pca1", "mfcc_var_pca2"]

    /// How much of the variance of the means, and of the variances, two components hold.
    static func explainedVariance(of x: Matrix) throws(TabularError) -> (means: Double, variances: Double) {
        func explained(_ columns: [Int]) throws(TabularError) -> Double {
            try PCA(components: 2).fit(x.columns(at: columns)).explainedVarianceRatio.reduce(0, +)
        }
        return (try explained(means), try explained(variances))
    }
}
