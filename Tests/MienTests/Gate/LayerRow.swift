import Foundation
import Mien
import MienTestSupport
import Testing

/// One layer in the gate: the row is its whole test.
struct LayerRow: Sendable, CustomTestStringConvertible {
    let name: String
    let make: @Sendable () -> Module
    /// The shapes at which gradients are checked.
    let inputs: [[Int]]
    /// A shape large enough that the work is cut into several blocks.
    let large: [Int]
    /// What PyTorch makes of the layer, in `Golden/layers`.
    let golden: String

    var testDescription: String { name }

    /// - Parameters:
    ///   - inputs: gradients are checked at these shapes.
    ///   - large: results of one and of two threads are compared at this shape.
    ///   - golden: a file in `Golden/layers`.
    static func layer(
        _ name: String, _ make: @escaping @Sendable () -> Module, inputs: [[Int]], large: [Int], golden: String
    ) -> LayerRow {
        LayerRow(name: name, make: make, inputs: inputs, large: large, golden: golden)
    }

    /// The layer with values everywhere that are neither zero nor one.
    func model(seed: UInt64 = 1) -> Module {
        let model = withSeed(seed, make)
        for (place, parameter) in model.parameters.enumerated() {
            parameter.value.value = randomTensor(parameter.value.value.shape, seed: seed * 100 + UInt64(place))
        }
        for (place, buffer) in model.buffers.enumerated() where buffer.value.kind == .statistics {
            buffer.value.value = randomTensor(buffer.value.value.shape, seed: seed * 200 + UInt64(place), 0.5, 2)
        }
        return model
    }

    /// The output and all gradients of `model` at `input`, contracted with `upstream`, by name; and the buffers after it.
    static func results(_ model: Module, at input: Tensor, upstream: Tensor, mode: Module.Mode) -> [String: Tensor] {
        let probe = InputProbe(model, input)
        var results: [String: Tensor] = [:]
        let gradients = valueAndGradients(of: probe, in: mode) { probe in
            let y = probe.model(probe.input.value)
            results["output"] = y.untracked
            return (y * upstream.cast(to: y.elementType)).sum()
        }.gradients
        // Tokens have none.
        results["inputGradient"] = gradients[probe.input] ?? .zeros(input.shape, input.elementType)
        for parameter in model.parameters { results["gradients/\(parameter.name)"] = gradients[parameter.value] }
        for buffer in model.buffers { results["buffers/\(buffer.name)"] = buffer.value.value }
        return results
    }

    /// The same with a random input and upstream of its own.
    func results(_ model: Module, shape: [Int], _ elementType: ElementType, mode: Module.Mode) -> [String: Tensor] {
        let input = randomTensor(shape, seed: 3).cast(to: elementType)
        let state = model.stateDictionary(includingState: true)
        let output = model(input)
        try! model.load(state, includingState: true)
        return Self.results(model, at: input, upstream: randomTensor(output.shape, seed: 4), mode: mode)
    }
}

/// A layer whose input is differentiated by too.
final class InputProbe: Module {
    let input: Parameter
    let model: Module

    init(_ model: Module, _ input: Tensor) {
        (self.input, self.model) = (Parameter(input), model)
    }
}

extension Module.Mode {
    static let both: [Module.Mode] = [.training, .inference]

    var name: String { self == .training ? "training" : "inference" }
}
