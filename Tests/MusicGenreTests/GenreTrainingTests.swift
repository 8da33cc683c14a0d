import Foundation
import GTZAN
import MienTabular
import MienTestSupport
import MusicGenre
import Testing

/// Made music, described once and written as GTZAN is published.
private enum MadeMusic {
    static let folder = Result {
        let folder = FileManager.default.temporaryDirectory.appending(path: "mien-made-music-\(UUID().uuidString)").path
        let music = try GenreData(nil, seed: 1)
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try music.table().adding(.text(music.clips.map { "\($0).wav" }), named: "filename")
            .write(to: "\(folder)/features_30_sec.csv")
        try music.folds?.text.write(toFile: "\(folder)/artist_folds.csv", atomically: true, encoding: .utf8)
        return folder
    }
}

@Suite("Classifiers of genres", .serialized)
struct GenreTrainingTests {
    private let path: String
    private let data: GenreData

    init() throws {
        path = try MadeMusic.folder.get()
        data = try GenreData(path, seed: 1)
    }

    @Test("every recipe of the paper's and ours learns, is measured and read again", arguments: GenreRecipe.names)
    func recipes(_ name: String) throws {
        try withTemporaryFolder { folder in
            let configuration = GenreTraining.Configuration(
                recipe: try .named(name), protocol: .honest(fold: 1), data: path, limit: 60)
            let training = try GenreTraining(configuration, folder: "\(folder)/run")
            let outcome = try training.train()
            #expect(outcome.training.samples == 60 && outcome.test?.samples == 60)
            // Ten genres: chance is a tenth.
            #expect(outcome.training.accuracy > 0.5)
            let model = try GenreModel("\(folder)/run")
            #expect(model.configuration.recipe == configuration.recipe && model.configuration.data == nil)
            // Length tells where a clip comes from, and must not be seen.
            var cut = data.features
            let length = try #require(MusicFeatures.names.firstIndex(of: "length"))
            for row in 0..<cut.rowCount { cut[row, length] = Double(row) }
            #expect(try model.predict(cut) == model.predict(data.features))
            #expect(try model.predict(data.features) == outcome.model.predict(data.features))
            let evaluation = try GenreEvaluation(of: model, on: data, limit: 60)
            #expect(evaluation.report == outcome.test && evaluation.part == .test)
            let again = try GenreTraining(configuration, folder: "\(folder)/again").train()
            #expect(again.test == outcome.test)
        }
    }

    @Test("made music can be learnt")
    func learning() throws {
        try withTemporaryFolder { folder in
            let training = try GenreTraining(
                .init(recipe: .mien, protocol: .honest(fold: 2), data: path), folder: "\(folder)/run")
            let outcome = try training.train()
            #expect((outcome.test?.accuracy ?? 0) > 0.4, "\(outcome.test?.accuracy ?? 0)")
        }
    }

    @Test("protocols hold back what they say")
    func protocols() throws {
        let paper = try GenreProtocol.paper.division(of: data)
        #expect(paper.test.count == data.count / 5 && paper.training.count + paper.test.count == data.count)
        let parts = try (1...10).map { try GenreProtocol.random(fold: $0).division(of: data).test }
        #expect(Set(parts.joined()).count == data.count && parts.allSatisfy { $0.count == data.count / 10 })
        let folds = try #require(data.folds)
        for number in folds.numbers {
            let split = try GenreProtocol.honest(fold: number).division(of: data)
            func artists(_ places: [Int]) -> Set<Int> { Set(places.compactMap { folds[data.clips[$0]]?.artist }) }
            #expect(artists(split.training).isDisjoint(with: artists(split.test)) && !split.test.isEmpty)
        }
        #expect(throws: MusicGenreError.unknownFold(4, count: 3)) {
            try GenreProtocol.honest(fold: 4).division(of: data)
        }
    }

    @Test("one's own music is described by window, and what cannot be read is named")
    func ownMusic() throws {
        try withTemporaryFolder { folder in
            let made = SyntheticMusic(clipsPerGenre: 1, duration: 50, seed: 4)
            for (genre, place) in [("jazz", 5), ("Rock", 9)] {
                let album = "\(folder)/\(genre)/album"
                try FileManager.default.createDirectory(atPath: album, withIntermediateDirectories: true)
                try made.waveform(at: place).write(to: "\(album)/song.wav", as: .pcm16)
            }
            try "no sound".write(toFile: "\(folder)/jazz/noise.wav", atomically: true, encoding: .utf8)
            let data = try GenreData(folder, seed: 1)
            let names = ["Rock", "jazz"].flatMap { genre in (0..<2).map { "\(genre)/album/song.\($0).wav" } }
            #expect(data.clips == names)
            #expect(data.labels == [9, 9, 5, 5])
            #expect(data.remarks.contains { $0.contains("Left out") && $0.contains("jazz/noise.wav") })
        }
    }

    @Test("requests that make no sense are refused")
    func refusals() throws {
        #expect(throws: MusicGenreError.unknownRecipe("tree")) { try GenreRecipe.named("tree") }
        #expect(throws: MusicGenreError.noModel("nowhere")) { try GenreModel("nowhere") }
        try withTemporaryFolder { folder in
            let holes = "\(folder)/holes.csv"
            let cells = MusicFeatures.names.map { $0 == "tempo" ? "" : "1" }.joined(separator: ",")
            try "\(MusicFeatures.names.joined(separator: ","))\n\(cells)\n"
                .write(toFile: holes, atomically: true, encoding: .utf8)
            #expect(throws: TabularError.noCell(table: holes, line: 2, column: "tempo")) {
                try GenrePredictor(GenreModel(nil)).predict(contentsOf: holes)
            }
            try ModelFile(StandardScaler().fit(data.features)).write(to: "\(folder)/other.json")
            #expect(throws: MusicGenreError.unknownModel(file: "\(folder)/other.json")) {
                try GenreModel("\(folder)/other.json")
            }
        }
    }

    @Test("a clip is heard as its row is read")
    func predictions() throws {
        try withTemporaryFolder { folder in
            let run = "\(folder)/run"
            let configuration = GenreTraining.Configuration(
                recipe: .mien, protocol: .everything, data: path, limit: 120)
            _ = try GenreTraining(configuration, folder: run).train()
            let predictor = GenrePredictor(try GenreModel(run))
            let music = SyntheticMusic(clipsPerGenre: 1, duration: 6, seed: 9)
            let file = "\(folder)/jazz.00000.wav"
            try music.waveform(at: 5).write(to: file, as: .float)
            let heard = try predictor.predict(contentsOf: file)
            #expect(heard.count == 1 && heard[0].windows.count == 1)
            #expect(abs(heard[0].probabilities.reduce(0, +) - 1) < 1e-6)
            _ = try FeatureTable(at: "\(folder)/features.csv", features: MusicFeatures(.published))
                .add([MusicPiece(file: file)])
            let read = try predictor.predict(contentsOf: "\(folder)/features.csv")
            #expect(read.map(\.name) == ["jazz.00000.wav"])
            #expect(read[0].label(unsureBelow: 0) == heard[0].label(unsureBelow: 0))
            // The table keeps fewer digits.
            for (row, sound) in zip(read[0].probabilities, heard[0].probabilities) { #expect(abs(row - sound) < 1e-5) }
            #expect(read[0].label(unsureBelow: 1.1) == "unsure")
        }
    }
}
