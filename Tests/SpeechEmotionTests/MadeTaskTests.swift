import Mien
import MienTestSupport
import Testing

/// The recurrent networks learn what only a memory can tell, before they meet real speech.
@Suite("Made tasks for recurrent layers", .serialized)
struct MadeTaskTests {
    private final class Reader<Layer: Module>: Module {
        let layer: Layer
        let head: Dense
        let answer: (Layer, Tensor) -> Tensor

        init(_ layer: Layer, units: Int, classes: Int, _ answer: @escaping (Layer, Tensor) -> Tensor) {
            (self.layer, self.answer) = (layer, answer)
            head = Dense(units, classes)
        }

        override var members: [(name: String, value: Any)] { [("layer", layer), ("head", head)] }
        override func forward(_ x: Tensor) -> Tensor { head(answer(layer, x)) }
    }

    /// The share of fresh examples that a network gets right after `steps` steps of 64.
    private func accuracy(
        _ network: Module, steps: Int, _ make: (inout RandomStream) -> (input: [Float], labels: [Int32]), shape: [Int]
    ) -> Float {
        var random = RandomStream(seed: 11, purpose: .synthesis)
        func batch(_ count: Int) -> (Tensor, Tensor) {
            let examples = (0..<count).map { _ in make(&random) }
            return (
                Tensor(examples.flatMap(\.input), shape: [count] + shape), Tensor(int32: examples.flatMap(\.labels))
            )
        }
        let optimizer = Adam(learningRate: 1e-2)
        for _ in 0..<steps {
            let (inputs, labels) = batch(64)
            let (_, gradients) = valueAndGradients(of: network) { crossEntropy($0(inputs), labels) }
            optimizer.update(network, along: gradients)
        }
        let (inputs, labels) = batch(512)
        let hits = zip(network(inputs).argmax(axis: -1).int32Scalars, labels.int32Scalars).count { $0 == $1 }
        return Float(hits) / Float(labels.count)
    }

    /// After each of twelve steps whether an even or an odd number of inputs were one: every step counts.
    private func parity(_ random: inout RandomStream) -> (input: [Float], labels: [Int32]) {
        let bits = (0..<12).map { _ in random.nextInt(below: 2) }
        return (bits.map { Float($0) }, bits.indices.map { Int32(bits[...$0].reduce(0, +) % 2) })
    }

    /// Which of four signs came first, before twelve steps of noise.
    private func recall(_ random: inout RandomStream) -> (input: [Float], labels: [Int32]) {
        let sign = random.nextInt(below: 4)
        var input: [Float] = (0..<4).map { $0 == sign ? 1 : 0 }
        for _ in 0..<48 { input.append(0.3 * random.nextNormal()) }
        return (input, [Int32(sign)])
    }

    @Test func lstmLearnsParity() {
        let network = withSeed(1) {
            Reader(LSTM(1, 16, returnSequences: true), units: 16, classes: 2) { $0($1).flattened(through: 1) }
        }
        #expect(accuracy(network, steps: 600, parity, shape: [12, 1]) > 0.98)
    }

    @Test func gruLearnsParity() {
        let network = withSeed(1) {
            Reader(GRU(1, 16, returnSequences: true), units: 16, classes: 2) { $0($1).flattened(through: 1) }
        }
        #expect(accuracy(network, steps: 600, parity, shape: [12, 1]) > 0.98)
    }

    @Test func lstmRecalls() {
        let network = withSeed(2) { Reader(LSTM(4, 16), units: 16, classes: 4) { $0($1) } }
        #expect(accuracy(network, steps: 300, recall, shape: [13, 4]) > 0.98)
    }

    @Test func gruRecalls() {
        let network = withSeed(1) { Reader(GRU(4, 16), units: 16, classes: 4) { $0($1) } }
        #expect(accuracy(network, steps: 300, recall, shape: [13, 4]) > 0.98)
    }
}
