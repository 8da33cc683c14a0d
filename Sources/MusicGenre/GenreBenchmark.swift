import GTZAN
import Mien
import MienAudio
import MienTabular
import MienTraining

/// What features of music and classifiers of genres cost.
public enum GenreBenchmark {
    /// The 58 numbers of clips, from the file on: one of each genre, made, where none are given.
    public static let features = FileBenchmark("genre-features") { folder in
        let music = SyntheticMusic(clipsPerGenre: 1, seed: 1)
        try music.write(toFolder: "\(folder)/music")
        return try GTZANClips(contentsOf: "\(folder)/music").clips.map(\.file)
    } work: { file in
        _ = try MusicFeatures(.published)(contentsOf: file)
    }

    /// Each recipe's classifier on made rows of the size that paper 004 learns from.
    public static let models = FitBenchmark(
        "genre-models", rows: rowCount, columns: ReducedColumns.names.count,
        fits: GenreRecipe.all.map { recipe in
            (recipe.name, { _ = try recipe.classifier.make(seed: recipe.seed).fit(made.x, made.y) })
        })

    private static let rowCount = 800

    /// Ten genres that overlap: normal draws about a centre of each one's. They are made with the first fit, which is not
    /// counted.
    private static let made: (x: Matrix, y: [Int]) = {
        let columns = ReducedColumns.names.count
        var random = RandomStream(seed: 1, purpose: .synthesis, 0x67E7)
        let centres = GTZAN.Genre.allCases.map { _ in (0..<columns).map { _ in Double(random.nextNormal()) } }
        let labels = (0..<rowCount).map { $0 % centres.count }
        return (Matrix(labels.map { label in centres[label].map { $0 + 1.5 * Double(random.nextNormal()) } }), labels)
    }()
}
