import Mien
import MienTestSupport
import Testing

@Suite struct PartialLoadingTests {
    private func network(_ classes: Int) -> Sequential {
        withSeed(UInt64(classes)) { Sequential(Dense(3, 4), BatchNorm(4), Dense(4, classes)) }
    }

    @Test func takesWhatFits() {
        let (model, other) = (network(2), network(5))
        var tensors = other.stateDictionary()
        tensors["1.bias"] = nil
        tensors["extra"] = Tensor(1)
        let before = model.stateDictionary()
        let report = model.loadMatching(tensors)
        #expect(report.loaded == ["0.bias", "0.weight", "1.running_mean", "1.running_var", "1.weight"])
        #expect(report.missing == ["1.bias"] && report.unknown == ["extra"])
        #expect(
            report.mismatched == [
                ShapeMismatch(name: "2.bias", found: [5], expected: [2]),
                ShapeMismatch(name: "2.weight", found: [5, 4], expected: [2, 4]),
            ])
        for (name, tensor) in model.stateDictionary() {
            let expected = report.loaded.contains(name) ? tensors[name] : before[name]
            expectSameBits(tensor, expected ?? Tensor(0), name)
        }
        #expect(
            "\(report)" == """
                5 of 8 tensors are taken over
                another shape: 2.bias is [5], this network wants [2]
                another shape: 2.weight is [5, 4], this network wants [2, 4]
                missing: 1.bias
                unknown: extra
                """)
    }

    @Test func strictLoadingListsAllShapes() {
        let model = network(2)
        let error = #expect(throws: SerializationError.self) {
            try model.load(network(5).stateDictionary(), from: "x.safetensors")
        }
        #expect(
            error.map { "\($0)" }
                == "x.safetensors holds a network of another shape: 2.bias is [5], this network wants [2]; "
                + "2.weight is [5, 4], this network wants [2, 4]. Give the recipe it was trained with, or another file."
        )
    }

    @Test func namesAreMapped() throws {
        let model = network(2)
        var tensors: [String: Tensor] = ["fc.num_batches_tracked": Tensor(0)]
        for (name, tensor) in network(2).stateDictionary() {
            let path = ["0": "backbone.stem", "1": "backbone.norm", "2": "fc"][String(name.prefix(1))] ?? ""
            tensors["\(path)\(name.dropFirst(1))"] = tensor * 2
        }
        let paths = NameMap(["backbone.stem": "0", "backbone.norm": "1", "fc": "2", "backbone": "unused"])
        #expect(paths("backbone.stem.weight") == "0.weight" && paths("backbone.stemmed") == "unused.stemmed")
        #expect(paths("fc") == "2" && paths("other") == "other")
        let map = NameMap { $0.hasSuffix("num_batches_tracked") ? nil : paths($0) }
        try model.load(try map(tensors))
        expectSameBits(model.stateDictionary()["2.weight"]!, tensors["fc.weight"]!)
        #expect(NameMap(["": "model"])("a.b") == "model.a.b" && NameMap(["model": ""])("model.a") == "a")
    }

    @Test func twoTensorsOfOneNameAreRefused() {
        #expect(throws: SerializationError.self) {
            try NameMap { _ in "same" }(["a": Tensor(1), "b": Tensor(2)], from: "x")
        }
    }
}
