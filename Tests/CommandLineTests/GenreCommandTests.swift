import Foundation
import Testing

/// `mien genre`, from the music to the answers.
struct GenreCommandTests {
    @Test func fromMusicToAnswers() throws {
        let folder = try Folder()
        func run(_ command: String) throws -> Program.Outcome {
            let outcome = try Program.run(command.split(separator: " ").map(String.init), in: folder.path)
            #expect(outcome.ending == .exit(0), "\(command): \(outcome.error)")
            return outcome
        }
        #expect(try run("datasets make music music --count 3").output == "music: 30 clips\n")
        let report = try json(try run("datasets check music --json -").output, as: [String: Any].self)
        #expect(report["clips"] as? Int == 30)

        for line in ["features.csv: 30 added, 0 kept, 0 left out\n", "features.csv: 0 added, 30 kept, 0 left out\n"] {
            #expect(try run("genre features --csv features.csv music").output == line)
        }

        let trained = try run("genre train --data features.csv --recipe knn --protocol everything --out run")
        #expect(trained.error.contains("30 of GTZAN's 1000 clips are there"))
        let evaluation = try json(
            try run("genre evaluate --model run --data music --report page --json -").output, as: [String: Any].self)
        #expect(evaluation["task"] as? String == "genre" && evaluation["split"] as? String == "all")
        #expect(evaluation["samples"] as? Int == 30 && (evaluation["labels"] as? [String])?.count == 10)
        #expect(folder.holds("page/report.html") && folder.holds("run/report.html"))

        let predictions = try json(
            try run("genre predict --model run --json - features.csv").output, as: [[String: Any]].self)
        let probabilities = try #require(predictions.first?["probabilities"] as? [String: Double])
        #expect(predictions.count == 30 && probabilities.count == 10)
        #expect(abs(probabilities.values.reduce(0, +) - 1) < 1e-9)
        #expect(try run("genre summary --recipe vote").output.contains("\"maximumDepth\" : 3"))
        let seen = try run("genre explore --data features.csv --report seen")
        #expect(seen.output.contains("Classical has the least energy"))
        #expect(folder.holds("seen/report.html"))
    }

    @Test func musicIsMadeWhereThereIsNone() throws {
        let folder = try Folder()
        let outcome = try Program.run(
            ["genre", "train", "--recipe", "naive-bayes", "--out", "run"], in: folder.path)
        #expect(outcome.ending == .exit(0) && outcome.error.contains("Synthetic music"), "\(outcome.error)")
    }
}
