import Mien

extension Layers {
    static let convolutions: [LayerRow] = [
        image("Conv2D dilated", golden: "conv2d-dilated") {
            Conv2D(4, 5, kernel: IntPair(3, 2), padding: .same, dilation: IntPair(2, 3))
        },
        image("Conv2D in groups", golden: "conv2d-groups") {
            Conv2D(4, 6, kernel: 3, stride: IntPair(2, 1), groups: 2)
        },
        image("Conv2D depthwise", golden: "conv2d-depthwise") { Conv2D(4, 4, kernel: 3, padding: .same, groups: 4) },
        image("Conv2D depthwise, multiplied", golden: "conv2d-depthwise-multiplied") {
            Conv2D(
                4, 8, kernel: IntPair(3, 2), stride: IntPair(1, 2),
                padding: .explicit(top: 1, bottom: 2, left: 0, right: 1), dilation: IntPair(2, 1), groups: 4,
                bias: false)
        },
        sequence("Conv1D", golden: "conv1d") { Conv1D(4, 5, kernel: 3) },
        sequence("Conv1D same", golden: "conv1d-same") { Conv1D(4, 5, kernel: 4, stride: 2, padding: .same) },
        sequence("Conv1D causal", golden: "conv1d-causal") {
            Conv1D(4, 3, kernel: 3, padding: .causal, dilation: 2, bias: false)
        },
        sequence("Conv1D in groups", golden: "conv1d-groups") {
            Conv1D(4, 6, kernel: 2, padding: .explicit(before: 1, after: 3), groups: 2)
        },
        sequence("Conv1D depthwise", golden: "conv1d-depthwise") {
            Conv1D(4, 4, kernel: 3, padding: .same, groups: 4)
        },
        enlarged("Conv2DTranspose", golden: "conv2dtranspose") { Conv2DTranspose(3, 4, kernel: 3) },
        enlarged("Conv2DTranspose same", golden: "conv2dtranspose-same") {
            Conv2DTranspose(3, 2, kernel: IntPair(4, 3), stride: 2, padding: .same)
        },
        enlarged("Conv2DTranspose with gaps", golden: "conv2dtranspose-gaps") {
            Conv2DTranspose(3, 2, kernel: IntPair(1, 2), stride: IntPair(2, 3), padding: .same, bias: false)
        },
        enlarged("Conv2DTranspose cut", golden: "conv2dtranspose-cut") {
            Conv2DTranspose(
                3, 4, kernel: IntPair(3, 4), stride: IntPair(2, 3),
                padding: .explicit(top: 1, bottom: 1, left: 0, right: 2), outputPadding: IntPair(1, 2))
        },
        enlarged("UpSampling2D", golden: "upsampling2d") { UpSampling2D() },
        enlarged("UpSampling2D bilinear", golden: "upsampling2d-bilinear") {
            UpSampling2D(IntPair(2, 3), interpolation: .bilinear)
        },
        .layer(
            "UpSampling1D", { UpSampling1D() }, inputs: [[2, 4, 3], [1, 1, 2], [0, 3, 2]], large: [5, 900, 8],
            golden: "upsampling1d"),
    ]

    private static func image(_ name: String, golden: String, _ make: @escaping @Sendable () -> Module) -> LayerRow {
        .layer(
            name, make, inputs: [[2, 5, 6, 4], [1, 6, 4, 4], [0, 5, 5, 4]], large: [5, 20, 21, 4], golden: golden)
    }

    private static func sequence(
        _ name: String, golden: String, _ make: @escaping @Sendable () -> Module
    ) -> LayerRow {
        .layer(name, make, inputs: [[2, 7, 4], [1, 3, 4], [0, 5, 4]], large: [5, 400, 4], golden: golden)
    }

    private static func enlarged(
        _ name: String, golden: String, _ make: @escaping @Sendable () -> Module
    ) -> LayerRow {
        .layer(
            name, make, inputs: [[2, 3, 4, 3], [1, 2, 2, 3], [0, 3, 3, 3]], large: [5, 20, 21, 3], golden: golden)
    }
}
