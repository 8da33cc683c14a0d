import Foundation
import MienTestSupport
import RAVDESS
import Testing

/// Listing looks at names only: empty files will do.
@Suite("Folders of recordings")
struct FolderTests {
    private func make(_ files: [String], in folder: String) throws {
        for file in files {
            let url = URL(fileURLWithPath: "\(folder)/\(file)")
            try FileManager.default.createDirectory(
                at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data().write(to: url)
        }
    }

    private let files = [
        "Actor_02/03-01-01-01-01-01-02.wav", "Actor_01/03-01-05-02-01-02-01.FLAC", "Actor_01/03-01-05-01-01-02-01.wav",
    ]

    @Test("files come in the order of their names, wherever the folders of actors lie")
    func listing() throws {
        try withTemporaryFolder { folder in
            try make(files + ["Actor_01/03-02-05-01-01-02-01.wav", "Actor_01/.hidden.wav", "notes.txt"], in: folder)
            let found = try RAVDESSRecordings(contentsOf: folder)
            #expect(found.recordings.map(\.emotion) == [.neutral, .angry, .angry])
            #expect(found.recordings.map(\.intensity) == [.normal, .normal, .strong])
            #expect(found.actors == [1, 2] && found.otherFiles == 1 && found.indices(of: [1]) == [1, 2])
            #expect(try RAVDESSRecordings(contentsOf: "\(folder)/Actor_01/").count == 2)
        }
        try withTemporaryFolder { folder in
            try make(files.map { "audio_speech_actors_01-24/\($0)" } + ["readme.md"], in: folder)
            #expect(try RAVDESSRecordings(contentsOf: folder).count == 3)
        }
    }

    @Test("what is no data set is refused, with what was found")
    func refusals() throws {
        try withTemporaryFolder { folder in
            #expect(throws: RAVDESSError.missing(path: "\(folder)/nowhere")) {
                try RAVDESSRecordings(contentsOf: "\(folder)/nowhere")
            }
            #expect(throws: RAVDESSError.unknownLayout(folder: folder, found: [])) {
                try RAVDESSRecordings(contentsOf: folder)
            }
            try make(["Actor_01/03-02-05-01-01-02-01.wav"], in: folder)
            #expect(throws: RAVDESSError.notAFolder(path: "\(folder)/Actor_01/03-02-05-01-01-02-01.wav")) {
                try RAVDESSRecordings(contentsOf: "\(folder)/Actor_01/03-02-05-01-01-02-01.wav")
            }
            #expect(throws: RAVDESSError.noSpeech(folder: folder)) { try RAVDESSRecordings(contentsOf: folder) }
            let stray = "\(folder)/Actor_01/03-01-05-01-01-02-03.wav"
            try make(["Actor_01/03-01-05-01-01-02-03.wav"], in: folder)
            #expect(throws: RAVDESSError.wrongActor(file: stray, found: 3, expected: 1)) {
                try RAVDESSRecordings(contentsOf: folder)
            }
        }
        try withTemporaryFolder { folder in
            try make(files + ["Actor_02/03-01-01-01-01-01-02.flac"], in: folder)
            let (first, second) = (
                "\(folder)/Actor_02/03-01-01-01-01-01-02.flac", "\(folder)/Actor_02/03-01-01-01-01-01-02.wav"
            )
            #expect(throws: RAVDESSError.sameRecording(first: first, second: second)) {
                try RAVDESSRecordings(contentsOf: folder)
            }
        }
    }
}
