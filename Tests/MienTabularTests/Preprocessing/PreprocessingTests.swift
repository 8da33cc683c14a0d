import MienTabular
import Testing

@Suite struct ScalerTests {
    private let golden: SelectionGolden.Scalers

    init() throws { golden = try SelectionGolden.shared.get().scalers }

    @Test func standardScalerAgreesWithScikitLearn() throws {
        let (x, unseen) = (matrix(golden.x), matrix(golden.unseen))
        let model = try StandardScaler().fit(x)
        #expect(difference(model.means, golden.means) < 1e-15 && difference(model.scales, golden.scales) < 1e-15)
        #expect(difference(try model.transform(unseen), matrix(golden.standard)) < 1e-14)
        #expect(difference(try model.transform(x), matrix(golden.standardSelf)) < 1e-14)
        let uncentered = try StandardScaler(centers: false).fit(x).transform(unseen)
        #expect(difference(uncentered, matrix(golden.uncentered)) < 1e-14)
        let unscaled = try StandardScaler(scales: false).fit(x).transform(unseen)
        #expect(difference(unscaled, matrix(golden.unscaled)) < 1e-14)
    }

    @Test func minMaxScalerAgreesWithScikitLearn() throws {
        let (x, unseen) = (matrix(golden.x), matrix(golden.unseen))
        #expect(difference(try MinMaxScaler().fit(x).transform(unseen), matrix(golden.minMax)) < 1e-14)
        let ranged = try MinMaxScaler(range: -1...2, clips: true).fit(x).transform(unseen)
        #expect(difference(ranged, matrix(golden.ranged)) < 1e-14)
        #expect(ranged.values.allSatisfy { $0.isNaN || (-1...2).contains($0) })
    }

    @Test func constantColumnsAndThoseWithoutValues() throws {
        let x = Matrix([[5, .nan, 0.1, 0], [5, .nan, 0.1, 0], [5, .nan, 0.1, 0]])
        let unseen = Matrix([[5, 3, 0.1, 0], [6, .nan, 0.1, 0]])
        let standard = try StandardScaler().fit(x).transform(unseen)
        #expect(difference(standard, Matrix([[0, 3, 0, 0], [1, .nan, 0, 0]])) < 1e-15)
        let stretched = try MinMaxScaler(range: 1...2).fit(x).transform(unseen)
        #expect(difference(stretched, Matrix([[1, 4, 1, 1], [2, .nan, 1, 1]])) < 1e-15)
    }

    @Test(arguments: [StandardScaler() as any Transformer, MinMaxScaler()])
    func whatCannotBeScaled(_ scaler: any Transformer) throws {
        func fit(_ rows: [[Double]]) throws { _ = try scaler.fit(Matrix(rows)) }
        #expect(throws: TabularError.noExamples(rows: 0, columns: 0)) { try fit([]) }
        #expect(throws: TabularError.notFinite(row: 1, column: 0, found: .infinity)) { try fit([[1], [.infinity]]) }
        #expect(throws: TabularError.self) { try fit([[0, 1.7e308], [0, -1.7e308]]) }
        #expect(throws: Never.self) { try fit([[3, 4]]) }
        let model: any TransformerModel = try scaler.fit(Matrix([[1, 2], [3, 4]]))
        #expect(throws: TabularError.featureCount(found: 1, expected: 2)) { try model.transform(Matrix([[1]])) }
    }

    @Test func rangesThatMakeNoSense() {
        for range in [1.0...1, -Double.infinity...0, -1.7e308...1.7e308] {
            #expect(throws: TabularError.self) { try MinMaxScaler(range: range).fit(Matrix([[1], [2]])) }
        }
    }
}

@Suite struct LabelEncoderTests {
    @Test func agreesWithScikitLearn() throws {
        let golden = try SelectionGolden.shared.get().labels
        let encoder = LabelEncoder(golden.names)
        #expect(encoder.labels == golden.labels)
        #expect(try encoder.transform(golden.names) == golden.codes)
        #expect(try encoder.inverseTransform(golden.codes) == golden.names)
    }

    @Test func strangersAreNamed() {
        let encoder = LabelEncoder(["b", "a", "b"])
        #expect(throws: TabularError.newLabel(label: "c", known: ["a", "b"])) { try encoder.transform(["a", "c"]) }
        #expect(throws: TabularError.newLabel(label: "2", known: ["a", "b"])) { try encoder.inverseTransform([0, 2]) }
        #expect(throws: TabularError.self) { try encoder.inverseTransform([-1]) }
    }
}

@Suite struct ColumnGroupsTests {
    @Test func agreesWithScikitLearn() throws {
        let golden = try SelectionGolden.shared.get().columnGroups
        let x = Matrix(golden.x)
        // What scikit-learn drops stands here in no group; what remains there is passed.
        let groups = ColumnGroups([
            .transform([4, 1, 2], by: PCA(components: 2)), .transform([3, 1], by: StandardScaler()), .pass([5]),
        ])
        let model = try groups.fit(x)
        #expect(difference(try model.transform(x), Matrix(golden.joined)) < 1e-13)
        #expect(model.featureCount == 6)
    }

    @Test func theOthersComeLast() throws {
        let x = Matrix([[1, 2, 3, 4], [5, 6, 7, 8]])
        let groups = ColumnGroups([.pass([2]), .transform([0], by: MinMaxScaler()), .pass([])], others: .pass)
        #expect(try groups.fit(x).transform(x) == Matrix([[3, 0, 2, 4], [7, 1, 6, 8]]))
        #expect(throws: TabularError.featureCount(found: 1, expected: 4)) {
            try groups.fit(x).transform(Matrix([[1]]))
        }
    }

    @Test func silliness() {
        let x = Matrix([[1, 2], [3, 4]])
        #expect(throws: TabularError.self) { try ColumnGroups([.pass([0, 2])]).fit(x) }
        #expect(throws: TabularError.self) { try ColumnGroups([.pass([-1])]).fit(x) }
        #expect(throws: TabularError.self) { try ColumnGroups([]).fit(x) }
        #expect(throws: TabularError.self) { try ColumnGroups([.transform([0], by: PCA(components: 2))]).fit(x) }
        #expect(throws: TabularError.noExamples(rows: 0, columns: 0)) { try ColumnGroups([.pass([0])]).fit(Matrix([])) }
    }
}
