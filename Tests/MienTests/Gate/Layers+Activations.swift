import Mien

extension Layers {
    static let activations: [LayerRow] = [
        elementwise("LeakyReLU", golden: "leakyrelu") { LeakyReLU() },
        elementwise("ELU", golden: "elu") { ELU() },
        elementwise("SELU", golden: "selu") { SELU() },
        elementwise("GELU", golden: "gelu") { GELU() },
        elementwise("GELU by tanh", golden: "gelu-tanh") { GELU(.tanh) },
        elementwise("SiLU", golden: "silu") { SiLU() },
        elementwise("Sigmoid", golden: "sigmoid") { Sigmoid() },
        elementwise("Tanh", golden: "tanh") { Tanh() },
        elementwise("Softplus", golden: "softplus") { Softplus() },
        elementwise("LogSigmoid", golden: "logsigmoid") { LogSigmoid() },
        elementwise("Softsign", golden: "softsign") { Softsign() },
        elementwise("HardSigmoid", golden: "hardsigmoid") { HardSigmoid() },
        elementwise("HardSwish", golden: "hardswish") { HardSwish() },
        elementwise("ReLU6", golden: "relu6") { ReLU6() },
        .layer(
            "PReLU", { PReLU(3) }, inputs: [[4, 3], [2, 5, 3], [0, 3]], large: [30_000, 3], golden: "prelu"),
        .layer(
            "PReLU with one slope", { PReLU(1, initializer: .constant(0.25)) }, inputs: [[4, 3], [2, 3, 5, 2]],
            large: [30_000, 3], golden: "prelu-shared"),
        .layer(
            "Softmax", { Softmax() }, inputs: [[4, 3], [2, 3, 5, 2], [7], [0, 3]], large: [9000, 10],
            golden: "softmax"),
        .layer(
            "Softmax over 1", { Softmax(axis: 1) }, inputs: [[4, 3], [2, 3, 5, 2]], large: [20, 50, 30],
            golden: "softmax-1"),
        .layer(
            "LogSoftmax", { LogSoftmax() }, inputs: [[4, 3], [2, 3, 5, 2], [0, 3]], large: [9000, 10],
            golden: "logsoftmax"),
    ]

    private static func elementwise(
        _ name: String, golden: String, _ make: @escaping @Sendable () -> Module
    ) -> LayerRow {
        .layer(name, make, inputs: [[4, 3], [2, 3, 5, 2], [0, 3]], large: [90_000], golden: golden)
    }
}
