import Mien
import MienTestSupport
import Testing

/// A loss in the gate. Its cases, with values and gradients of Keras and PyTorch, are in `Golden/losses.safetensors` under
/// its name: inputs, by which it is differentiated, and constants.
struct LossFunctionRow: Sendable, CustomTestStringConvertible {
    typealias Function = @Sendable (_ inputs: [Tensor], _ constants: [Tensor]) -> Tensor

    let name: String
    let function: Function
    /// The name of the row with the same loss and sample weights, which are its last constant.
    let weighted: Bool

    var testDescription: String { name }

    static func loss(_ name: String, _ function: @escaping Function) -> LossFunctionRow {
        LossFunctionRow(name: name, function: function, weighted: false)
    }

    /// A loss of one number an example, whose last constant is the weights of the examples.
    static func weighted(_ name: String, _ function: @escaping Function) -> LossFunctionRow {
        LossFunctionRow(name: name, function: function, weighted: true)
    }

    /// One case, from the golden file.
    struct Case {
        let label: String
        let inputs: [Tensor]
        let constants: [Tensor]
        let loss: Tensor
        let gradients: [Tensor]
    }

    func cases(_ golden: Golden) throws -> [Case] {
        var cases: [Case] = []
        while let loss = golden.optional("\(name)/\(cases.count)/loss") {
            let prefix = "\(name)/\(cases.count)"
            let inputs = golden.list("\(prefix)/input")
            cases.append(
                Case(
                    label: "\(cases.count) \(inputs.map(\.shape))", inputs: inputs,
                    constants: golden.list("\(prefix)/constant"), loss: loss,
                    gradients: golden.list("\(prefix)/gradient")))
        }
        return cases
    }
}
