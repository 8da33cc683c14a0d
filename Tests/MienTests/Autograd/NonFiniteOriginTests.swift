import Mien
import MienTestSupport
import Testing

/// Where NaN or infinity first arises, in forward and backward computation.
@Suite struct NonFiniteOriginTests {
    /// `log x`: NaN below zero.
    private final class Logarithm: Module {
        override func forward(_ x: Tensor) -> Tensor { x.logarithm() }
    }

    /// `√x`, whose slope at zero is infinite.
    private final class Root: Module {
        override func forward(_ x: Tensor) -> Tensor { x.relu().squareRoot() }
    }

    /// Divides by zero itself, between two layers.
    private final class Broken: Module {
        let first = Dense(3, 3)
        let second = Dense(3, 2)
        override func forward(_ x: Tensor) -> Tensor { second(first(x) / 0) }
    }

    private func origin(_ model: Module, _ input: Tensor = randomTensor([4, 3])) -> NonFiniteOrigin? {
        let before = model.stateDictionary(includingState: true)
        let origin = firstNonFinite(of: model) { $0(input).sum() }
        for (name, tensor) in model.stateDictionary(includingState: true) {
            expectSameBits(tensor, before[name] ?? Tensor(0), name)
        }
        return origin
    }

    @Test func finiteIsNothing() {
        #expect(origin(withSeed(1) { Sequential(Dense(3, 4), BatchNorm(4), Dropout(0.5), Dense(4, 2)) }) == nil)
    }

    @Test func forward() {
        let model = Sequential(Dense(3, 3), Sequential(Dense(3, 3), Logarithm(), Dense(3, 2)))
        let found = origin(model)
        #expect(found == NonFiniteOrigin(layer: "1.1 (Logarithm)", place: .forward))
        #expect(found.map { "\($0)" } == "the output of 1.1 (Logarithm) is the first that is NaN or infinite")
    }

    @Test func betweenLayers() {
        #expect(origin(Broken()) == NonFiniteOrigin(layer: "Broken", place: .forward))
        #expect(origin(Sequential(Dense(3, 3), Broken())) == NonFiniteOrigin(layer: "1 (Broken)", place: .forward))
    }

    @Test func backward() {
        let model = Sequential(Dense(3, 3), Root(), Dense(3, 2))
        // The root of zero is zero, and infinitely steep.
        (model.layers[0] as? Dense)?.weight.value = .zeros([3, 3])
        let found = origin(model)
        #expect(found == NonFiniteOrigin(layer: "1 (Root)", place: .backward(operation: "squareRoot")))
        #expect(
            found.map { "\($0)" }
                == "the gradient that flows back through squareRoot of 1 (Root) is the first that is NaN or infinite")
    }

    @Test func inputsAndParameters() {
        let model = Sequential(Dense(3, 3), Dense(3, 2))
        #expect(
            origin(model, Tensor([[1, .nan, 2]])) == NonFiniteOrigin(layer: "Sequential", place: .input))
        (model.layers[1] as? Dense)?.bias?.value = Tensor([0, .infinity])
        #expect(origin(model) == NonFiniteOrigin(layer: nil, place: .parameter("1.bias")))
    }

    @Test func inTheLoss() {
        let model = Dense(3, 2)
        let input = randomTensor([4, 3])
        #expect(
            firstNonFinite(of: model) { ($0(input) * 0).logarithm().sum() } == NonFiniteOrigin(layer: nil, place: .loss)
        )
        model.weight.value = .zeros([2, 3])
        let found = firstNonFinite(of: model) { $0(input).squareRoot().sum() }
        #expect(found?.layer == nil && found?.place == .backward(operation: "squareRoot"))
    }

    /// Observing changes neither values nor gradients, and leaves nothing on the tape.
    @Test func observingChangesNothing() async {
        await #expect(processExitsWith: .success) {
            let model = withSeed(1) { Sequential(Dense(3, 4), BatchNorm(4), Dense(4, 2)) }
            let nodes = Node.liveCount
            _ = firstNonFinite(of: model) { $0(randomTensor([4, 3])).sum() }
            #expect(Node.liveCount == nodes)
        }
    }
}
