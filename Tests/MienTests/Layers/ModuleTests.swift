import Mien
import MienTestSupport
import Testing

/// How a model's parts are found, named, loaded and called.
@Suite struct ModuleTests {
    /// Everything that may stand in a module: layers, arrays, optionals, subclasses, other things.
    private class Base: Module {
        let stem = Dense(2, 3)
        let title = "not a layer"
    }

    private final class Network: Base {
        let blocks = [Dense(3, 3, bias: false), Dense(3, 3)]
        let pairs = [[Parameter(Tensor([1, 2]))], [Parameter(Tensor([3]))]]
        let extra: Dense? = Dense(3, 1, bias: false)
        let absent: Dense? = nil
        let scale = Parameter(Tensor(2))
        let count = Buffer(Tensor(int32: [0]), kind: .state)
        let average = Buffer(Tensor([0.5]))

        override func forward(_ x: Tensor) -> Tensor { blocks.reduce(stem(x)) { $1($0) } * scale.value }
    }

    @Test func namesAreKeyPaths() {
        let network = Network()
        #expect(
            network.parameters.map(\.name) == [
                "stem.weight", "stem.bias", "blocks.0.weight", "blocks.1.weight", "blocks.1.bias", "pairs.0.0",
                "pairs.1.0", "extra.weight", "scale",
            ])
        #expect(network.buffers.map(\.name) == ["count", "average"])
        #expect(network.modules.map(\.name) == ["", "stem", "blocks.0", "blocks.1", "extra"])
        #expect(network.parameterCount == 9 + 9 + 12 + 3 + 3 + 1)
        #expect(!network.stateDictionary().keys.contains("count"))
        #expect(network.stateDictionary(includingState: true).count == 11)
    }

    @Test func namesInFilesArePyTorchs() {
        let model = Sequential(Conv2D(1, 2, kernel: 3), BatchNorm(2), Dropout(0.5))
        #expect(
            model.stateDictionary().keys.sorted() == [
                "0.bias", "0.weight", "1.bias", "1.running_mean", "1.running_var", "1.weight",
            ])
        #expect(model.stateDictionary(includingState: true).keys.contains("2.calls"))
    }

    @Test func modulesMayReferToTheirOwner() {
        final class Child: Module { unowned(unsafe) var owner: Module? = nil }
        final class Owner: Module {
            let child = Child()
            let weight = Parameter(Tensor(1))
        }
        let owner = Owner()
        owner.child.owner = owner
        #expect(owner.parameters.map(\.name) == ["weight"])
        owner.mode = .training
        #expect(owner.child.mode == .training)
    }

    @Test func loadingNamesWhatDoesNotFitAndChangesNothing() throws {
        let network = Network()
        let before = network.stateDictionary()
        var tensors = before
        tensors["stem.weight"] = nil
        tensors["head.weight"] = Tensor(1)
        #expect(
            throws: SerializationError.otherNames(
                file: "x.safetensors", missing: ["stem.weight"], unknown: ["head.weight"])
        ) {
            try network.load(tensors, from: "x.safetensors")
        }
        tensors = before
        tensors["scale"] = Tensor([1, 2])
        tensors["stem.bias"] = Tensor([9, 9, 9])
        #expect(
            throws: SerializationError.otherShapes(
                file: "the given tensors", mismatches: [.init(name: "scale", found: [2], expected: [])])
        ) {
            try network.load(tensors)
        }
        for (name, tensor) in network.stateDictionary() { expectSameBits(tensor, before[name] ?? Tensor(0), name) }
        #expect(
            "\(SerializationError.otherNames(file: "f", missing: ["a", "b", "c", "d", "e"], unknown: []))"
                == "f holds another network: it lacks a, b, c and 2 more and has nothing, which this network does not know. "
                + "Give the recipe it was trained with, or another file.")
    }

    @Test func modelsAreMadeWithWeights() throws {
        let network = withSeed(1) { Network() }
        let tensors = network.stateDictionary()
        let copy = try withWeights(tensors) { Network() }
        for (name, tensor) in copy.stateDictionary() { expectSameBits(tensor, tensors[name] ?? Tensor(0), name) }
        #expect(throws: SerializationError.self) { try withWeights(["other": Tensor(1)], from: "x") { Network() } }
        // Afterwards first values are drawn as ever.
        let (next, first) = (withSeed(1) { Network() }.stateDictionary(), withSeed(1) { Network() }.stateDictionary())
        for (name, tensor) in next { expectSameBits(tensor, first[name] ?? Tensor(0), name) }
        #expect(next["stem.weight"]?.scalars == tensors["stem.weight"]?.scalars)
    }

    @Test func loadingKeepsTheModelsElementType() throws {
        let (first, second) = (Dense(2, 2), Dense(2, 2))
        second.cast(to: .float64)
        try second.load(first.stateDictionary())
        #expect(second.weight.value.elementType == .float64)
        #expect(second.weight.value.scalars == first.weight.value.scalars)
    }

    @Test func stateDictionariesAreSnapshots() {
        let layer = Dense(2, 2)
        let before = layer.stateDictionary()
        let values = before["weight"]?.scalars
        SGD(learningRate: 1).update(
            layer, along: valueAndGradients(of: layer) { $0(Tensor([[1, 2]])).sum() }.gradients)
        #expect(before["weight"]?.scalars == values && layer.weight.value.scalars != values)
    }

    @Test func theModeIsTheWholeModels() {
        let model = Sequential(Sequential(Dropout(0.5)), BatchNorm(2))
        #expect(model.modules.allSatisfy { $0.value.mode == .inference })
        model.mode = .training
        #expect(model.modules.allSatisfy { $0.value.mode == .training })
    }

    @Test func theSummaryIsKerass() {
        let model = Sequential(
            Conv2D(1, 32, kernel: 3, padding: .same), BatchNorm(32), ReLU(), MaxPool2D(2), Flatten(), Dropout(0.5),
            Dense(32 * 24 * 24, 7))
        #expect(
            model.summary(inputShape: [48, 48, 1]) == """
                Model: "Sequential"
                ┏━━━━━━━━━━━━━━━┳━━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━┓
                ┃ Layer (type)  ┃ Output Shape       ┃ Param # ┃
                ┡━━━━━━━━━━━━━━━╇━━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━┩
                │ 0 (Conv2D)    │ (None, 48, 48, 32) │     320 │
                ├───────────────┼────────────────────┼─────────┤
                │ 1 (BatchNorm) │ (None, 48, 48, 32) │     128 │
                ├───────────────┼────────────────────┼─────────┤
                │ 2 (ReLU)      │ (None, 48, 48, 32) │       0 │
                ├───────────────┼────────────────────┼─────────┤
                │ 3 (MaxPool2D) │ (None, 24, 24, 32) │       0 │
                ├───────────────┼────────────────────┼─────────┤
                │ 4 (Flatten)   │ (None, 18432)      │       0 │
                ├───────────────┼────────────────────┼─────────┤
                │ 5 (Dropout)   │ (None, 18432)      │       0 │
                ├───────────────┼────────────────────┼─────────┤
                │ 6 (Dense)     │ (None, 7)          │ 129,031 │
                └───────────────┴────────────────────┴─────────┘
                 Total params: 129,479 (505.78 KB)
                 Trainable params: 129,415 (505.53 KB)
                 Non-trainable params: 64 (256.00 B)
                """)
    }

    // MARK: - Several inputs

    private final class Gate: Module {
        let scale = Parameter(Tensor([2, 2]))
        let inner = Dense(2, 2)

        func callAsFunction(_ x: Tensor, by gate: Tensor) -> (output: Tensor, gate: Tensor) {
            call(observing: \.output) { (inner(x) * gate * scale.value, gate) }
        }
    }

    private final class Gated: Module {
        let gate = Gate()
        let head = Dense(2, 1)

        func callAsFunction(_ x: Tensor, _ y: Tensor) -> Tensor { call { head(gate(x, by: y).output) } }
    }

    /// What a module holds beside the layers within it has a row of its own.
    @Test func theSummaryOfSeveralInputs() {
        let model = Gated()
        let summary = model.summary { _ = model(Tensor.zeros([0, 3, 2]), Tensor.zeros([0, 3, 2])) }
        let rows = summary.split(separator: "\n").filter { $0.hasPrefix("│") }
        #expect(
            rows == [
                "│ gate (Gate)        │ (None, 3, 2) │       2 │", "│ gate.inner (Dense) │ (None, 3, 2) │       6 │",
                "│ head (Dense)       │ (None, 3, 1) │       3 │",
            ])
        #expect(summary.contains("Total params: 11 "))
    }

    @Test func errorsNameTheLayerOfSeveralInputs() async {
        let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            _ = Gated()(Tensor.zeros([1, 2]), Tensor.zeros([1, 3]))
        }
        let text = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
        #expect(text.contains("[in Gated.gate (Gate)]"), "\(text)")
    }
}
