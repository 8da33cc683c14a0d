import MienTestSupport
import RAVDESS
import Testing

@Suite("Names of recordings")
struct RecordingTests {
    @Test("all seven fields are read")
    func fields() throws {
        let recording = try RAVDESSRecording(file: "ravdess/Actor_12/03-01-06-01-02-01-12.wav")
        #expect(recording.modality == .audio && recording.channel == .speech)
        #expect(recording.emotion == .fearful && recording.intensity == .normal)
        #expect(recording.statement == .dogs && recording.repetition == 1)
        #expect(recording.actor == 12 && recording.sex == .female)
    }

    @Test("labels are alphabetical, codes those of the publication")
    func emotions() {
        let names = RAVDESS.Emotion.allCases.map(\.name)
        #expect(names == names.sorted() && names.count == 8)
        #expect(RAVDESS.Emotion.allCases.map(\.code) == [5, 2, 7, 6, 3, 1, 4, 8])
        for code in 1...8 { #expect(RAVDESS.Emotion(code: code)?.code == code) }
        #expect(RAVDESS.Emotion(code: 0) == nil && RAVDESS.Emotion(code: 9) == nil)
    }

    @Test(
        "a wrong field is named",
        arguments: [
            ("hello.wav", "name", "hello"), ("03-01-06-01-02-01.wav", "name", "03-01-06-01-02-01"),
            ("04-01-06-01-02-01-12.wav", "modality", "04"), ("03-03-06-01-02-01-12.wav", "vocal channel", "03"),
            ("03-01-09-01-02-01-12.wav", "emotion", "09"), ("03-01-06-00-02-01-12.wav", "intensity", "00"),
            ("03-01-06-01-xx-01-12.wav", "statement", "xx"), ("03-01-06-01-02-03-12.wav", "repetition", "03"),
            ("03-01-06-01-02-01-25.wav", "actor", "25"), ("03-01-06-01-02-01-+1.wav", "actor", "+1"),
            ("03-01-06-01-02--12.wav", "repetition", ""),
        ])
    func wrongFields(file: String, field: String, found: String) throws {
        let error = #expect(throws: RAVDESSError.self) { try RAVDESSRecording(file: file) }
        guard case .badName(file, field, found, _) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
    }

    @Test("the folds test every actor once, and keep everybody on one side")
    func folds() {
        let tested = RAVDESS.SpeakerFold.all.flatMap(\.testActors)
        #expect(tested.sorted() == Array(RAVDESS.actors))
        for fold in RAVDESS.SpeakerFold.all {
            let actors = fold.trainingActors + fold.validationActors + fold.testActors
            #expect(actors.sorted() == Array(RAVDESS.actors))
        }
        let present = RAVDESS.actors.filter { ![1, 4, 9, 22].contains($0) }
        #expect(RAVDESS.SpeakerFold.all.map { $0.isComplete(with: present) } == [true, true, true, true, false])
    }
}
