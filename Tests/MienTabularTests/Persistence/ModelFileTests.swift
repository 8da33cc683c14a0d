import Foundation
import MienTabular
import MienTestSupport
import Testing

@Suite struct ModelFileTests {
    private static let kinds = ModelKinds.standard.adding(PlainNeighbors.Model.self).adding(CommonestClass.Model.self)
    private let x = Matrix([[1, 10], [2, 30], [3, 20], [5, 70]])
    private let y = [0, 1, 0, 1]

    /// Writes `text` and reads it as a model.
    private func read(_ text: String) throws -> ModelFile {
        try withTemporaryFolder { folder in
            let path = "\(folder)/model.json"
            try Data(text.utf8).write(to: URL(filePath: path))
            return try ModelFile(path, kinds: Self.kinds)
        }
    }

    private func text(_ model: any FittedModel, features: [String] = [], labels: [String] = []) throws -> String {
        try withTemporaryFolder { folder in
            let path = "\(folder)/model.json"
            try ModelFile(model, features: features, labels: labels).write(to: path)
            return try String(contentsOfFile: path, encoding: .utf8)
        }
    }

    /// Expects a file to be refused, with these words in the reason.
    private func expectRefusal(
        _ text: String, _ words: String? = nil, sourceLocation: SourceLocation = #_sourceLocation
    ) {
        do {
            _ = try read(text)
            Issue.record("\(text.prefix(80)) was read", sourceLocation: sourceLocation)
        } catch TabularError.notAModel(_, let reason) {
            #expect(reason.contains(words ?? reason), sourceLocation: sourceLocation)
        } catch {
            Issue.record("\(error)", sourceLocation: sourceLocation)
        }
    }

    // MARK: - What is written is read

    @Test func everyTransformerComesBack() throws {
        let groups = ColumnGroups([.transform([1], by: PCA()), .pass([1, 0])], others: .pass)
        let transformers: [any Transformer] = [
            StandardScaler(), MinMaxScaler(), MinMaxScaler(range: -1...2, clips: true), PCA(whitens: true), groups,
        ]
        for transformer in transformers {
            let model: any TransformerModel = try transformer.fit(x)
            let back = try read(try text(model)).model
            let transformed = try (back as? any TransformerModel)?.transform(x)
            #expect(try transformed == model.transform(x) && back.featureCount == 2)
        }
    }

    @Test func pipelinesComeBackAsWhatTheyAre() throws {
        let sure = try Pipeline([StandardScaler(), PCA()], classifier: PlainNeighbors(count: 1)).fit(x, y)
        let file = try read(try text(sure))
        let model = try #require(file.classifier as? any ProbabilisticModel)
        #expect(try model.predictProbabilities(x) == sure.predictProbabilities(x) && model.classes == [0, 1])
        #expect(try file.model(as: PipelineModel<PlainNeighbors.Model>.self).predict(x) == y)
        // A vote that is nothing but one class says no probabilities, in a pipeline neither; nor does one inside another.
        let inner = Pipeline([MinMaxScaler()], classifier: CommonestClass())
        let back = try read(try text(try Pipeline([StandardScaler()], classifier: inner).fit(x, y))).classifier
        #expect(!(back is any ProbabilisticModel) && back is PipelineModel<PipelineModel<CommonestClass.Model>>)
        #expect(back.featureCount == 2 && back.classes == [0, 1])
    }

    @Test func namesAndFactsComeBack() throws {
        try withTemporaryFolder { folder in
            let path = "\(folder)/model.json"
            let model = try PlainNeighbors(count: 1).fit(x, y)
            let facts = ["recipe": "\"a\"/b", "rows": "4"]
            try ModelFile(model, features: ["tempo", "rms/é"], labels: ["blues", "rock"], metadata: facts).write(
                to: path)
            let file = try ModelFile(path, kinds: Self.kinds)
            #expect(file.features == ["tempo", "rms/é"] && file.labels == ["blues", "rock"] && file.metadata == facts)
            #expect(try file.model(as: PlainNeighbors.Model.self) == model)
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["model.json"])
        }
    }

    @Test func namesMustGoWithTheModel() throws {
        let model = try CommonestClass().fit(x, y)
        #expect(throws: TabularError.self) { try ModelFile(model, features: ["one"]) }
        #expect(throws: TabularError.self) { try ModelFile(model, labels: ["one"]) }
        let good = try text(model, features: ["a", "b"], labels: ["c", "d"])
        expectRefusal(good.replacing("[\"a\",\"b\"]", with: "[\"a\"]"), "1 names")
        expectRefusal(good.replacing("[\"c\",\"d\"]", with: "[\"c\"]"), "1 names")
    }

    // MARK: - What is no model

    @Test func filesThatAreNone() throws {
        #expect(throws: TabularError.missingFile(file: "/no/such/model.json")) { try ModelFile("/no/such/model.json") }
        try withTemporaryFolder { folder in
            #expect(throws: TabularError.self) { try ModelFile(folder) }
            #expect(throws: TabularError.self) { try ModelFile("/dev/zero") }
            #expect(throws: TabularError.self) {
                try ModelFile(try CommonestClass().fit(x, y)).write(to: "\(folder)/none/model.json")
            }
        }
        expectRefusal("", "empty")
        expectRefusal("no JSON at all", "JSON")
        expectRefusal("[]")
        expectRefusal("{}", "format is missing")
        expectRefusal("{\"format\": \"other\", \"version\": 1}", "\"other\"")
        expectRefusal("{\"format\": \"mien-tabular\", \"version\": 0}", "version 0")
        expectRefusal("{\"format\": \"mien-tabular\", \"version\": 1e99}")
        expectRefusal("{\"format\": \"mien-tabular\", \"version\": 1, \"kind\": \"magic\", \"model\": {}}", "\"magic\"")
        expectRefusal("{\"format\": \"mien-tabular\", \"version\": 1, \"kind\": \"pca\"}", "model")
    }

    @Test func everyCutIsNoticed() throws {
        let whole = try text(try Pipeline([StandardScaler()], classifier: CommonestClass()).fit(x, y))
        for length in stride(from: 0, to: whole.count, by: 7) { expectRefusal(String(whole.prefix(length))) }
    }

    @Test func newerVersionsAndOtherKinds() throws {
        let good = try text(try CommonestClass().fit(x, y))
        #expect(good.contains("\"version\":1"))
        #expect {
            try read(good.replacing("\"version\":1", with: "\"version\":2"))
        } throws: { error in
            if case TabularError.newerModel(_, 2, 1) = error { true } else { false }
        }
        let file = try read(good)
        #expect {
            try file.model(as: PCA.Model.self)
        } throws: { error in
            if case TabularError.otherModel(_, "test-majority", "\"pca\"") = error { true } else { false }
        }
        let scaler = try read(try text(try StandardScaler().fit(x)))
        #expect {
            try scaler.classifier
        } throws: { error in
            if case TabularError.otherModel(_, "standard-scaler", "a classifier") = error { true } else { false }
        }
    }

    @Test func nestingWithoutEnd() throws {
        expectRefusal(String(repeating: "[", count: 1_000_000))
        expectRefusal(String(repeating: "{\"model\":", count: 100_000))
        let start = "{\"format\":\"mien-tabular\",\"version\":1,\"kind\":\"pipeline\",\"model\":"
        let pipe = "{\"transformers\":[],\"classifier\":{\"kind\":\"pipeline\",\"model\":"
        let pipes = String(repeating: pipe, count: 200) + "{" + String(repeating: "}", count: 402)
        expectRefusal(start + pipes, "transformers is missing")
    }

    @Test func modelsInTheWrongPlace() throws {
        let good = try text(try Pipeline([StandardScaler()], classifier: CommonestClass()).fit(x, y))
        expectRefusal(good.replacing("\"kind\":\"test-majority\"", with: "\"kind\":\"magic\""), "\"magic\"")
        let scaler = "{\"kind\":\"standard-scaler\",\"model\":{\"means\":[1],\"scales\":[1]}}"
        let start = "{\"format\":\"mien-tabular\",\"version\":1,\"kind\":\"pipeline\",\"model\":"
        expectRefusal(start + "{\"transformers\":[],\"classifier\":\(scaler)}}", "a classifier")
        let majority = "{\"kind\":\"test-majority\",\"model\":{\"classes\":[0],\"featureCount\":1,\"answer\":0}}"
        expectRefusal(start + "{\"transformers\":[\(majority)],\"classifier\":\(majority)}}", "a transformer")
    }
}

@Suite struct HostileNumbersTests {
    private func decode<Model: FittedModel>(_ type: Model.Type, _ json: String) throws -> Model {
        try JSONDecoder().decode(type, from: Data(json.utf8))
    }

    private func packed(_ numbers: [Double]) throws -> String {
        String(decoding: try JSONEncoder().encode(PackedArray(numbers)), as: UTF8.self)
    }

    @Test func scalers() throws {
        #expect(try decode(StandardScaler.Model.self, "{\"means\":[1],\"scales\":[2]}").means == [1])
        for numbers in [
            "[],\"scales\":[]", "[1],\"scales\":[1,2]", "[1],\"scales\":[0]", "[1],\"scales\":[-1]",
            "[1e999],\"scales\":[1]", "[\"NaN\"],\"scales\":[1]", "[null],\"scales\":[1]",
        ] {
            #expect(throws: DecodingError.self) { try decode(StandardScaler.Model.self, "{\"means\":\(numbers)}") }
            #expect(throws: DecodingError.self) { try decode(MinMaxScaler.Model.self, "{\"offsets\":\(numbers)}") }
        }
        for range in ["[]", "[1,1]", "[2,1]", "[1,2,3]"] {
            #expect(throws: DecodingError.self) {
                try decode(MinMaxScaler.Model.self, "{\"offsets\":[0],\"scales\":[1],\"range\":\(range)}")
            }
        }
    }

    @Test func matrices() throws {
        func matrix(_ rows: String, _ columns: String, _ values: [Double]) throws -> Matrix {
            let json = "{\"rowCount\":\(rows),\"columnCount\":\(columns),\"values\":\(try packed(values))}"
            return try JSONDecoder().decode(Matrix.self, from: Data(json.utf8))
        }
        #expect(try matrix("2", "1", [1, -0.5]) == Matrix([[1], [-0.5]]))
        for (rows, columns) in [
            ("2", "2"), ("-1", "-2"), ("1", "3"), ("4294967296", "4294967296"), ("9223372036854775807", "2"),
            ("1e30", "1"), ("1.5", "1"),
        ] {
            #expect(throws: DecodingError.self) { try matrix(rows, columns, [1, 2]) }
        }
        #expect(throws: DecodingError.self) { try matrix("9223372036854775807", "0", []) }
        #expect(throws: DecodingError.self) { try matrix("0", "9223372036854775807", []) }
    }

    @Test func components() throws {
        func model(_ means: String, _ values: [Double], _ rest: String) throws -> PCA.Model {
            let matrix = "{\"rowCount\":1,\"columnCount\":2,\"values\":\(try packed(values))}"
            return try decode(
                PCA.Model.self, "{\"means\":\(means),\"components\":\(matrix),\"whitens\":false,\(rest)}")
        }
        let rest = "\"explainedVariance\":[4],\"explainedVarianceRatio\":[1],\"singularValues\":[2]"
        #expect(try model("[0,0]", [0.6, 0.8], rest).components == Matrix([[0.6, 0.8]]))
        #expect(throws: DecodingError.self) { try model("[0]", [0.6, 0.8], rest) }
        #expect(throws: DecodingError.self) { try model("[0,0]", [0.6, .nan], rest) }
        #expect(throws: DecodingError.self) { try model("[0,0]", [0.6, 0.8], rest.replacing("[4]", with: "[4,1]")) }
        #expect(throws: DecodingError.self) { try model("[0,0]", [0.6, 0.8], rest.replacing("[4]", with: "[-4]")) }
    }

    @Test func groups() {
        func model(_ parts: String) throws -> ColumnGroups.Model {
            try decode(ColumnGroups.Model.self, "{\"featureCount\":2,\"parts\":\(parts)}")
        }
        let scaler = "{\"kind\":\"standard-scaler\",\"model\":{\"means\":[1],\"scales\":[1]}}"
        #expect(throws: Never.self) { try model("[{\"columns\":[1],\"model\":\(scaler)}]") }
        for parts in [
            "[]", "[{\"columns\":[]}]", "[{\"columns\":[2]}]", "[{\"columns\":[-1]}]",
            "[{\"columns\":[0,1],\"model\":\(scaler)}]", "[{\"columns\":[0],\"model\":7}]",
        ] {
            #expect(throws: DecodingError.self) { try model(parts) }
        }
    }

    @Test func packedNumbersKeepEveryBit() throws {
        let numbers = [0, -0.0, .nan, .infinity, -1e-300, .pi]
        let back = try JSONDecoder().decode(
            PackedArray<Double>.self, from: Data(try packed(numbers).utf8)
        ).numbers
        #expect(back.map(\.bitPattern) == numbers.map(\.bitPattern))
        let words = try JSONEncoder().encode(PackedArray<Int32>([1, -2]))
        #expect(String(decoding: words, as: UTF8.self) == "\"AQAAAP7///8=\"".replacing("/", with: "\\/"))
        for text in ["\"AQAA\"", "\"A\"", "\"§§§§\"", "[1]"] {
            #expect(throws: DecodingError.self) {
                try JSONDecoder().decode(PackedArray<Int32>.self, from: Data(text.utf8))
            }
        }
    }
}
