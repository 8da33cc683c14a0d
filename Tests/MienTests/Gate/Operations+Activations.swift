import Mien

// The functions are written down a second time, for PyTorch, in `Utilities/golden_activations.py`.

extension Operations {
    static let activations: [OperationRow] = [
        .real("leakyReLU") { $0[0].leakyReLU() },
        .real("leakyReLU by 0.1") { $0[0].leakyReLU(negativeSlope: 0.1) },
        .real("parametricReLU") { $0[0].parametricReLU($0[1]) },
        .real("elu") { $0[0].elu() },
        .real("elu by 0.5") { $0[0].elu(alpha: 0.5) },
        .real("selu") { $0[0].selu() },
        .real("gelu") { $0[0].gelu() },
        .real("gelu by tanh") { $0[0].gelu(.tanh) },
        .real("silu") { $0[0].silu() },
        .real("softplus") { $0[0].softplus() },
        .real("logSigmoid") { $0[0].logSigmoid() },
        .real("softsign") { $0[0].softsign() },
        .real("hardSigmoid") { $0[0].hardSigmoid() },
        .real("hardSwish") { $0[0].hardSwish() },
        .real("relu6") { $0[0].relu6() },
        // Whole numbers: where the corners are.
        .real("at zero: leakyReLU") { $0[0].leakyReLU() },
        .real("at zero: elu") { $0[0].elu() },
        .real("at zero: hardSigmoid") { $0[0].hardSigmoid() },
        .real("at zero: relu6") { $0[0].relu6() },
        // Where parts of the functions overflow or lose all digits.
        .real("elu of large") { $0[0].elu() },
        .real("gelu of large") { $0[0].gelu() },
        .real("gelu by tanh of large") { $0[0].gelu(.tanh) },
        .real("silu of large") { $0[0].silu() },
        .real("softplus of large") { $0[0].softplus() },
        .real("logSigmoid of large") { $0[0].logSigmoid() },
        .real("softsign of large") { $0[0].softsign() },
    ]
}
