import Mien
import MienAudio
import MienTraining

extension SyntheticVoices {
    /// Writes the recordings as WAV files into a new folder, `Actor_01/03-01-01-01-01-01-01.wav` and so on, which
    /// ``RAVDESSRecordings/init(contentsOf:)`` reads.
    ///
    /// They are written beside the folder's place, which they take when all are there: there is never half a data set.
    ///
    /// - Parameter path: a folder that does not exist yet or is empty.
    /// - Throws: ``RAVDESSError``.
    public func write(toFolder path: String) throws(RAVDESSError) {
        try Self.check(newFolder: path)
        try Files.fill(newFolder: path) { folder throws(RAVDESSError) in
            try writeRecordings(toFolder: folder)
        } failure: {
            .unwritable(path: path, reason: $0)
        }
    }

    private func writeRecordings(toFolder folder: String) throws(RAVDESSError) {
        do {
            for actor in Set(recordings.map(\.actor)) { try Files.makeFolder("\(folder)/\(Self.name(of: actor))") }
        } catch {
            throw .unwritable(path: folder, reason: "\(error)")
        }
        _ = try parallelMap(count) { index throws(RAVDESSError) in
            let recording = recordings[index]
            do throws(AudioError) {
                try waveform(at: index).write(to: "\(folder)/\(Self.name(of: recording.actor))/\(recording.file)")
            } catch {
                throw .audio(error)
            }
        }
    }

    private static func name(of actor: Int) -> String { "Actor_\(actor < 10 ? "0" : "")\(actor)" }

    /// Throws if ``write(toFolder:)`` would, as far as can be told beforehand; call it before long work.
    public static func check(newFolder path: String) throws(RAVDESSError) {
        guard Files.names(in: path).isEmpty else { throw .folderInUse(folder: path) }
        if let reason = Files.obstacle(toFolder: path) { throw .unwritable(path: path, reason: reason) }
    }
}
