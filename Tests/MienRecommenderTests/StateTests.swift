import MienRecommender
import MienTestSupport
import Testing

@Suite struct StateTests {
    @Test("A state stated by hand is checked and normalised")
    func parsing() throws {
        let state = try EmotionDistribution(parsing: "sad:.7, Calm:.3")
        #expect(state.likeliest.emotion == "sad" && abs(state["sad"] - 0.7) < 1e-12 && abs(state["calm"] - 0.3) < 1e-12)
        #expect(try EmotionDistribution(parsing: "happy")["happy"] == 1)
        #expect(try EmotionDistribution(parsing: "sad:2,calm:6")["sad"] == 0.25)
        #expect(try EmotionDistribution(parsing: "fearful:1").likeliest.emotion == "fear")
        #expect(try EmotionDistribution(parsing: "sad:1e308,calm:1e308")["calm"] == 0.5)
    }

    @Test(
        "What is no state is refused",
        arguments: [
            ("", RecommenderError.badState(text: "", part: "")),
            ("sad:.7,", .badState(text: "sad:.7,", part: "")),
            ("sad:.7:.3", .badState(text: "sad:.7:.3", part: "sad:.7:.3")),
            ("sad:much", .badShare(emotion: "sad", found: "much")),
            ("sad:-1", .badShare(emotion: "sad", found: "-1")),
            ("sad:nan", .badShare(emotion: "sad", found: "nan")),
            ("sad:inf", .badShare(emotion: "sad", found: "inf")),
            ("sad:0", .noEmotion),
            ("anger:.2,angry:.3", .repeatedEmotion("angry", text: "anger:.2,angry:.3")),
            ("hungry", .unknownEmotion("hungry", known: EmotionTable.standard.names)),
        ])
    func refusals(_ text: String, _ error: RecommenderError) {
        #expect(throws: error) { try EmotionDistribution(parsing: text) }
        #expect(error.description.hasSuffix(".") && error.kind == .usage)
    }

    @Test("The labels of faces and of voices are emotions of the table")
    func labels() throws {
        let faces = ["angry", "disgust", "fear", "happy", "neutral", "sad", "surprise"]
        let voices = ["angry", "calm", "disgust", "fearful", "happy", "neutral", "sad", "surprised"]
        for labels in [faces, voices] {
            let shares = labels.indices.map { Float($0 + 1) }
            let distribution = try EmotionDistribution(labels: labels, probabilities: shares)
            #expect(distribution.shares.count == labels.count)
            #expect(abs(distribution.shares.reduce(0) { $0 + $1.share } - 1) < 1e-12)
        }
        #expect(throws: RecommenderError.badShare(emotion: "sad", found: "nan")) {
            try EmotionDistribution(labels: ["sad"], probabilities: [.nan])
        }
    }

    @Test("Emotions lie in their quadrants, and a distribution in the mean")
    func places() throws {
        let table = EmotionTable.standard
        #expect(try #require(table["happy"]).valence > 0 && #require(table["happy"]).arousal > 0)
        #expect(try #require(table["angry"]).valence < 0 && #require(table["angry"]).arousal > 0)
        #expect(try #require(table["sad"]).valence < 0 && #require(table["sad"]).arousal < 0)
        #expect(try #require(table["calm"]).valence > 0 && #require(table["calm"]).arousal < 0)
        let mean = try state("sad:.5,calm:.5").affect
        #expect(abs(mean.valence + 0.075) < 1e-12 && abs(mean.arousal + 0.5) < 1e-12)
    }

    @Test("Face and voice are weighed; who is missing or unsure gives way")
    func fusion() throws {
        let face = try EmotionDistribution(["happy": 0.8, "sad": 0.2])
        let voice = try EmotionDistribution(["sad": 0.6, "calm": 0.4])
        let unsure = try EmotionDistribution(["sad": 0.25, "happy": 0.25, "calm": 0.25, "angry": 0.25])
        let both = try State(face: face, voice: voice)
        #expect(abs(both.emotions["happy"] - 0.4) < 1e-12 && abs(both.emotions["sad"] - 0.4) < 1e-12)
        let weighed = try State(face: face, voice: voice, weights: .init(face: 3, voice: 1))
        #expect(abs(weighed.emotions["happy"] - 0.6) < 1e-12)
        #expect(try State(face: face, voice: nil).emotions == face)
        #expect(try State(face: nil, voice: voice, weights: .init(face: 1, voice: 0)).emotions == voice)
        #expect(try State(face: unsure, voice: voice).emotions == voice)
        #expect(try State(face: unsure, voice: unsure).emotions == unsure)
        #expect(throws: RecommenderError.noEmotion) { try State(face: nil, voice: nil) }
        #expect(throws: RecommenderError.self) { try State(face: face, voice: voice, weights: .init(face: -1)) }
    }

    @Test("A table of one's own replaces the places, as CSV and as JSON")
    func tables() throws {
        let csv = try withFile("emotion,valence,arousal\ntired,-0.2,-0.8\nhappy,1,1\n") {
            try EmotionTable(contentsOf: $0)
        }
        let json = try withFile("{\"tired\": [-0.2, -0.8], \"Happy\": [1, 1]}", named: "table.json") {
            try EmotionTable(contentsOf: $0)
        }
        #expect(csv == json && csv.names == ["happy", "tired"])
        let state = try State(stated: EmotionDistribution(parsing: "tired", table: csv), table: csv)
        #expect(state.affect == Affect(valence: -0.2, arousal: -0.8))
        #expect(throws: RecommenderError.unknownEmotion("sad", known: ["happy", "tired"])) {
            try EmotionDistribution(parsing: "sad", table: csv)
        }
    }

    @Test(
        "What is no table of emotions is refused, with its line",
        arguments: [
            ("emotion,valence,arousal\nsad,-2,0\n", 2), ("emotion,valence,arousal\nsad,x,0\n", 2),
            ("emotion,valence,arousal\nsad,-1,0\nSAD,0,0\n", 3), ("emotion,valence,arousal\nsad,nan,0\n", 2),
            ("emotion,valence,arousal\nsad,0\n", 2), ("emotion,valence,arousal\n", nil),
        ] as [(String, Int?)])
    func badTables(_ text: String, _ line: Int?) throws {
        try withFile(text) { path in
            let error = #expect(throws: RecommenderError.self) { try EmotionTable(contentsOf: path) }
            guard case .badEmotionTable(path, line, _) = error else {
                Issue.record("\(String(describing: error))")
                return
            }
        }
    }
}
