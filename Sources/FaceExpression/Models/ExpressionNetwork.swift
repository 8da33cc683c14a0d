import Mien

/// The reference network for small grey faces: three stages of two 3×3 convolutions, then a dense layer.
///
/// Each stage is `[Conv 3×3 same → BatchNorm → ReLU]` twice, max-pool 2, dropout .25, with 32 and 64, then 128 and 128, then
/// 256 and 256 channels; the head is Dense 256 → BatchNorm → ReLU → dropout .5 → Dense. With seven classes it has
/// 3,489,095 trainable parameters. The last layer begins with zeros: all expressions are equally likely, which is the best
/// first guess.
///
/// - Shape: input `[batch, 48, 48, 1]`, output logits `[batch, classes]`.
public final class ExpressionNetwork: Module {
    private let features: Sequential
    private let head: Sequential

    /// PyTorch's rather than Keras's .99, whose running statistics still hold a quarter of their first values after the 130
    /// steps of a short training.
    private static let runningMomentum: Float = 0.9

    /// - Parameter classes: the number of expressions to tell apart.
    public init(classes: Int = 7) {
        features = Sequential(
            [(1, 32, 64), (64, 128, 128), (128, 256, 256)].flatMap { inputs, middle, outputs in
                Self.convolution(inputs, middle) + Self.convolution(middle, outputs) + [MaxPool2D(2), Dropout(0.25)]
            })
        head = Sequential(
            Flatten(), Dense(6 * 6 * 256, 256), BatchNorm(256, momentum: Self.runningMomentum), ReLU(),
            Dropout(0.5), Dense(256, classes, initializer: .zeros))
    }

    private static func convolution(_ inputs: Int, _ outputs: Int) -> [Module] {
        [Conv2D(inputs, outputs, kernel: 3, padding: .same), BatchNorm(outputs, momentum: runningMomentum), ReLU()]
    }

    public override func forward(_ x: Tensor) -> Tensor { head(features(x)) }
}
