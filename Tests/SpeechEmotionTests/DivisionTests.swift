import MienTestSupport
import RAVDESS
import SpeechEmotion
import Testing

@Suite("Divisions of recordings")
struct DivisionTests {
    private let data: SpeechData

    init() throws { data = try SpeechData(nil, seed: 1) }

    @Test("the paper's takes a fifth of each emotion, which validates as well")
    func paper() throws {
        let division = try SpeechProtocol.paper.division(of: data, seed: 3)
        #expect(division.test == division.validation)
        #expect(Set(division.training).isDisjoint(with: division.test))
        #expect(division.training.count == 384 && division.test.count == 96)
        let counts = RAVDESS.Emotion.allCases.map { emotion in
            division.test.count { data.labels[$0] == emotion.rawValue }
        }
        #expect(counts.allSatisfy { (6...13).contains($0) } && counts[RAVDESS.Emotion.neutral.rawValue] <= 7)
        #expect(try SpeechProtocol.paper.division(of: data, seed: 3) == division)
        #expect(try SpeechProtocol.paper.division(of: data, seed: 4) != division)
    }

    @Test("the honest one keeps everybody on one side")
    func honest() throws {
        try withTemporaryFolder { folder in
            let actors = [2, 3, 5, 6, 7, 14, 15, 16]
            try SyntheticVoices(actors: actors, seed: 1).write(toFolder: "\(folder)/voices")
            let data = try SpeechData("\(folder)/voices", seed: 1)
            let division = try SpeechProtocol.honest(fold: 1).division(of: data, seed: 1)
            func speakers(_ indices: [Int]) -> Set<Int> { Set(indices.map { data.recordings[$0].actor }) }
            #expect(speakers(division.test) == [2, 5, 14, 15, 16])
            #expect(speakers(division.validation) == [3, 6])
            #expect(speakers(division.training) == [7])
            #expect(throws: SpeechEmotionError.incompleteFold(2, data: data.source, missing: [13, 18])) {
                try SpeechProtocol.honest(fold: 2).division(of: data, seed: 1)
            }
            #expect(data.remarks.count == 1 && data.remarks[0].hasPrefix("480 of RAVDESS's 1440 recordings"))
        }
        #expect(throws: SpeechEmotionError.unknownFold(6)) {
            try SpeechProtocol.honest(fold: 6).division(of: data, seed: 1)
        }
    }

    @Test("for use, everything is learnt from")
    func everything() throws {
        let division = try SpeechProtocol.everything.division(of: data, seed: 1)
        #expect(division.training == Array(0..<480) && division.validation.isEmpty && division.test.isEmpty)
    }
}
