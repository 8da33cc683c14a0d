import Mien

// The rows of the gate. The functions are written down a second time, for PyTorch, in `Utilities/golden_operations.py`.

extension Operations {
    static let arithmetic: [OperationRow] = [
        .any("add") { $0[0] + $0[1] },
        .any("subtract") { $0[0] - $0[1] },
        .any("multiply") { $0[0] * $0[1] },
        .real("divide") { $0[0] / $0[1] },
        .real("power") { $0[0].power($0[1]) },
        .any("minimum") { $0[0].minimum($0[1]) },
        .any("maximum") { $0[0].maximum($0[1]) },
        .any("minimum of equals") { $0[0].minimum($0[1]) },
        .any("maximum of equals") { $0[0].maximum($0[1]) },
        .any("twice the same") { $0[0] * $0[1] + $0[0] },
        .real("add number") { $0[0] + 1.5 },
        .real("subtract number") { $0[0] - 0.5 },
        .real("multiply number") { $0[0] * -2.5 },
        .real("divide by number") { $0[0] / 4 },
        .real("number add") { 1.5 + $0[0] },
        .real("number subtract") { 2.5 - $0[0] },
        .real("number multiply") { -0.5 * $0[0] },
        .real("number divide") { 1.5 / $0[0] },
        .real("minimum number") { $0[0].minimum(0.25) },
        .real("maximum number") { $0[0].maximum(-0.25) },
        .any("power 2") { $0[0].power(2) },
        .real("power 0.5") { $0[0].power(0.5) },
        .real("power -1") { $0[0].power(-1) },
        .any("negate") { -$0[0] },
    ]

    static let functions: [OperationRow] = [
        .real("absolute") { $0[0].absolute() },
        .real("squared") { $0[0].squared() },
        .real("squareRoot") { $0[0].squareRoot() },
        .real("reciprocal") { $0[0].reciprocal() },
        .real("exponential") { $0[0].exponential() },
        .real("logarithm") { $0[0].logarithm() },
        .real("tanh") { $0[0].tanh() },
        .real("sigmoid") { $0[0].sigmoid() },
        .real("sine") { $0[0].sine() },
        .real("cosine") { $0[0].cosine() },
        .real("errorFunction") { $0[0].errorFunction() },
        .real("relu") { $0[0].relu() },
        .real("sign") { $0[0].sign() },
        .real("floor") { $0[0].floor() },
        .real("at zero: absolute") { $0[0].absolute() },
        .real("at zero: relu") { $0[0].relu() },
        .real("at zero: power 2") { $0[0].power(2) },
        .real("at zero: power 0") { $0[0].power(0) },
        .real("at zero: power") { $0[0].power($0[1]) },
    ]

    static let comparisons: [OperationRow] = [
        .any("equal") { $0[0] .== $0[1] },
        .any("notEqual") { $0[0] .!= $0[1] },
        .any("less") { $0[0] .< $0[1] },
        .any("lessOrEqual") { $0[0] .<= $0[1] },
        .any("greater") { $0[0] .> $0[1] },
        .any("greaterOrEqual") { $0[0] .>= $0[1] },
        .any("equal number") { $0[0] .== 1 },
        .any("notEqual number") { $0[0] .!= 1 },
        .any("less number") { $0[0] .< 1 },
        .any("lessOrEqual number") { $0[0] .<= 1 },
        .any("greater number") { $0[0] .> 1 },
        .any("greaterOrEqual number") { $0[0] .>= 1 },
        .any("select") { $0[0].select($0[1], $0[2]) },
    ]

    static let reductions: [OperationRow] =
        reduction("sum", .any, { $0.sum(axes: $1, keepsAxes: $2) }, { $0.sum() })
        + reduction("mean", .real, { $0.mean(axes: $1, keepsAxes: $2) }, { $0.mean() })
        + reduction("variance", .real, { $0.variance(axes: $1, keepsAxes: $2) }, { $0.variance() })
        + reduction("max", .any, { $0.max(axes: $1, keepsAxes: $2) }, { $0.max() })
        + reduction("min", .any, { $0.min(axes: $1, keepsAxes: $2) }, { $0.min() })
        + reduction("logSumExp", .real, { $0.logSumExp(axes: $1, keepsAxes: $2) }, { $0.logSumExp() })
        + [
            .any("sum of nothing") { $0[0].sum(axes: 0) },
            .any("max of equals") { $0[0].max(axes: 2, 0) },
            .any("min of equals") { $0[0].min(axes: -2) },
            .real("logSumExp of large") { $0[0].logSumExp(axes: 1) },
            .any("argmax over 0") { $0[0].argmax(axis: 0) },
            .any("argmax over 1") { $0[0].argmax(axis: 1) },
            .any("argmax over -1") { $0[0].argmax() },
        ]

    private static func reduction(
        _ name: String, _ types: OperationRow.Types, _ reduce: @escaping @Sendable (Tensor, [Int], Bool) -> Tensor,
        _ reduceAll: @escaping @Sendable (Tensor) -> Tensor
    ) -> [OperationRow] {
        [
            OperationRow(name: "\(name) of all", types: types) { reduceAll($0[0]) },
            OperationRow(name: "\(name) over 0", types: types) { reduce($0[0], [0], false) },
            OperationRow(name: "\(name) over 1 kept", types: types) { reduce($0[0], [1], true) },
            OperationRow(name: "\(name) over -1", types: types) { reduce($0[0], [-1], false) },
            OperationRow(name: "\(name) over 0 and 2", types: types) { reduce($0[0], [2, 0], false) },
            OperationRow(name: "\(name) over 1 and 3 kept", types: types) { reduce($0[0], [1, 3], true) },
        ]
    }

    static let views: [OperationRow] = [
        .any("reshaped to 6 by -1") { $0[0].reshaped([6, -1]) },
        .any("flattened") { $0[0].flattened() },
        .any("flattened from 1") { $0[0].flattened(from: 1) },
        .any("flattened through 1") { $0[0].flattened(through: 1) },
        .any("flattened from 1 through -2") { $0[0].flattened(from: 1, through: -2) },
        .any("expanded at 0") { $0[0].expanded(at: 0) },
        .any("expanded at -1") { $0[0].expanded(at: -1) },
        .any("squeezed") { $0[0].squeezed(1) },
        .any("permuted") { $0[0].permuted([2, 0, -2]) },
        .any("transposed") { $0[0].transposed() },
        .any("broadcast to 2 by 3 by 4") { $0[0].broadcast(to: [2, 3, 4]) },
        .any("subscript first") { $0[0][0] },
        .any("subscript last") { $0[0][-1] },
        .any("subscript rows") { $0[0][1..<3] },
        .any("subscript none") { $0[0][2..<2] },
        .any("subscript column") { $0[0][0..., 1] },
        .any("subscript from the end") { $0[0][-3 ..< -1, 1...] },
        .any("subscript even") { $0[0][(0...).by(2)] },
        .any("subscript backward") { $0[0][(0...).by(-1)] },
        .any("subscript backward by 2") { $0[0][(1...).by(-2), (0...).by(-1)] },
        .any("subscript even of even") { $0[0][(0...).by(2).by(2)] },
        .any("subscript even backward") { $0[0][(0...).by(2).by(-1)] },
        .any("subscript ellipsis") { $0[0][.ellipsis, 1] },
        .any("subscript within ellipsis") { $0[0][-1, .ellipsis, (0...).by(-1)] },
    ]

    static let joining: [OperationRow] =
        [0, 1, -1].flatMap { axis -> [OperationRow] in
            [
                .any("concatenate over \(axis)") { Tensor.concatenate($0, axis: axis) },
                .any("stack over \(axis)") { Tensor.stack($0, axis: axis) },
            ]
        } + [
            .any("padded") { padded($0[0], [(1, 2), (0, 3)], 0) },
            .real("padded with 2.5") { padded($0[0], [(0, 1), (2, 0)], 2.5) },
            .any("gathered") { $0[0].gathered(Tensor(int32: [2, 0, 2])) },
            .any("gathered over 1") { $0[0].gathered(Tensor(int32: [1, 0, 1, 1], shape: [2, 2]), axis: 1) },
            .any("gathered over -1") { $0[0].gathered(Tensor(int32: []), axis: -1) },
            .any("gathered one") { $0[0].gathered(Tensor(int32: [1], shape: [])) },
        ]

    /// Pads the last two axes.
    private static func padded(_ x: Tensor, _ widths: [(Int, Int)], _ value: Float) -> Tensor {
        let before = Array(repeating: (before: 0, after: 0), count: x.rank - 2)
        return x.padded(before + widths.map { (before: $0.0, after: $0.1) }, value: value)
    }

    static let products: [OperationRow] =
        [
            .real("matmul") { matmul($0[0], $0[1]) },
            .real("scaledDotProductAttention") { scaledDotProductAttention($0[0], $0[1], $0[2]) },
            .real("linear") { linear($0[0], $0[1], $0[2]) },
            .real("linear without bias") { linear($0[0], $0[1], nil) },
        ]
        + normalization("softmax") { $0.softmax(axis: $1) } + normalization("logSoftmax") { $0.logSoftmax(axis: $1) }

    private static func normalization(
        _ name: String, _ function: @escaping @Sendable (Tensor, Int) -> Tensor
    ) -> [OperationRow] {
        [
            .real(name) { function($0[0], -1) },
            .real("\(name) over 0") { function($0[0], 0) },
            .real("\(name) over 1") { function($0[0], 1) },
            .real("\(name) of large") { function($0[0], -1) },
        ]
    }

    static let windows: [OperationRow] = [
        .real("maxPool2d 2") { maxPool2d($0[0], size: 2, stride: 2) },
        .real("maxPool2d 3 by 1 same") { maxPool2d($0[0], size: IntPair(3, 1), stride: IntPair(1, 2), padding: .same) },
        .real("maxPool2d of equals") { maxPool2d($0[0], size: IntPair(2, 3), stride: 1) },
        .real("averagePool2d 2") { averagePool2d($0[0], size: 2, stride: 2) },
        .real("averagePool2d 2 by 3 same") {
            averagePool2d($0[0], size: IntPair(2, 3), stride: IntPair(3, 1), padding: .same)
        },
        .real("conv2d") { conv2d($0[0], $0[1], $0[2]) },
        .real("conv2d without bias") { conv2d($0[0], $0[1], nil) },
        .real("conv2d strided") { conv2d($0[0], $0[1], $0[2], stride: IntPair(2, 1), padding: .same) },
    ]
}
