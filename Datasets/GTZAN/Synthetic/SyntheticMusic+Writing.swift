import Mien
import MienAudio
import MienTraining

extension SyntheticMusic {
    /// Writes the clips as WAV files into a new folder, `genres_original/blues/blues.00000.wav` and so on, which
    /// ``GTZANClips/init(contentsOf:)`` reads, and `artist_folds.csv` beside them.
    ///
    /// They are written beside the folder's place, which they take when all are there: there is never half a data set.
    ///
    /// - Parameter path: a folder that does not exist yet or is empty.
    /// - Throws: ``GTZANError``.
    public func write(toFolder path: String) throws(GTZANError) {
        try Self.check(newFolder: path)
        try Files.fill(newFolder: path) { folder throws(GTZANError) in
            try writeClips(toFolder: folder)
        } failure: {
            .unwritable(path: path, reason: $0)
        }
    }

    private func writeClips(toFolder folder: String) throws(GTZANError) {
        let root = "\(folder)/genres_original"
        do {
            for genre in Set(clips.map(\.genre)) { try Files.makeFolder("\(root)/\(genre.name)") }
            try Files.store(Array(folds.text.utf8), at: "\(folder)/artist_folds.csv")
        } catch {
            throw .unwritable(path: folder, reason: "\(error)")
        }
        _ = try parallelMap(count) { index throws(GTZANError) in
            let clip = clips[index]
            do throws(AudioError) {
                try waveform(at: index).write(to: "\(root)/\(clip.genre.name)/\(clip.file)")
            } catch {
                throw .audio(error)
            }
        }
    }

    /// Throws if ``write(toFolder:)`` would, as far as can be told beforehand; call it before long work.
    public static func check(newFolder path: String) throws(GTZANError) {
        guard Files.names(in: path).isEmpty else { throw .folderInUse(folder: path) }
        if let reason = Files.obstacle(toFolder: path) { throw .unwritable(path: path, reason: reason) }
    }
}
