import Mien

// The functions are written down a second time, for PyTorch, in `Utilities/golden_convolutions.py`.

extension Operations {
    static let convolutions: [OperationRow] = [
        .real("conv2d dilated") {
            conv2d($0[0], $0[1], $0[2], stride: IntPair(1, 2), padding: .same, dilation: IntPair(2, 3))
        },
        .real("conv2d in 2 groups") { conv2d($0[0], $0[1], $0[2], stride: IntPair(2, 1), groups: 2) },
        .real("conv2d depthwise") { conv2d($0[0], $0[1], nil, padding: .same, groups: 3) },
        .real("conv1d") { conv1d($0[0], $0[1], $0[2]) },
        .real("conv1d without bias") { conv1d($0[0], $0[1], nil) },
        .real("conv1d strided") { conv1d($0[0], $0[1], $0[2], stride: 2, padding: .same) },
        .real("conv1d causal") { conv1d($0[0], $0[1], $0[2], padding: .causal, dilation: 2) },
        .real("conv2dTranspose") { conv2dTranspose($0[0], $0[1], $0[2]) },
        .real("conv2dTranspose without bias") {
            conv2dTranspose($0[0], $0[1], nil, stride: IntPair(2, 3), padding: .same)
        },
        .real("conv2dTranspose cut") {
            conv2dTranspose(
                $0[0], $0[1], $0[2], stride: 2, padding: .explicit(top: 1, bottom: 1, left: 0, right: 2),
                outputPadding: IntPair(1, 0))
        },
        .real("upsample2d") { upsample2d($0[0], scale: IntPair(2, 3)) },
        .real("upsample2d bilinear") { upsample2d($0[0], scale: IntPair(3, 2), interpolation: .bilinear) },
        .real("upsample1d") { upsample1d($0[0], scale: 3) },
    ]
}
