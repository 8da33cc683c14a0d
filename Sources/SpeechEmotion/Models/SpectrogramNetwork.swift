import Mien

/// A residual network over log-mel spectrograms, with statistics over time at its end: small enough for two cores, and
/// indifferent to who speaks.
///
/// `Conv 5×5 /2, 32`; three residual blocks of two 3×3 convolutions with 48, 64 and 96 channels, each with max-pooling behind it
/// (2×2, 1×2, 2×2: time, bands); a dense layer of 128 over all bands of a step; then the mean that attention weighs, the plain
/// mean, the greatest value and the deviation over time; dropout; a dense layer. 305,000 parameters with eight classes.
///
/// Training teaches the logits to leave out how frequent a class is among the examples, so that they answer as if all were alike
/// (logit adjustment, Menon et al. 2021).
///
/// - Shape: input `[batch, frames, 64, 1]`, output logits `[batch, classes]`.
public final class SpectrogramNetwork: Module {
    private let trunk: Sequential
    private let projection: Dense
    private let attention: AttentionPool1D
    private let head: Sequential
    /// The logarithm of each class's share of the training examples.
    private let prior: Buffer

    private static let runningMomentum: Float = 0.9

    public init(classes: Int = 8, bands: Int = SpeechFrames.bands, dropout: Float = 0.3) {
        trunk = Sequential(
            [Conv2D(1, 32, kernel: 5, stride: 2, padding: .same), Self.norm(32), ReLU()]
                + Self.block(32, 48, pool: IntPair(2, 2)) + Self.block(48, 64, pool: IntPair(1, 2))
                + Self.block(64, 96, pool: IntPair(2, 2)))
        projection = Dense(bands / 16 * 96, 128)
        attention = AttentionPool1D(128)
        head = Sequential(Dropout(dropout), Dense(4 * 128, classes))
        prior = Buffer(.zeros([classes]))
    }

    private static func norm(_ channels: Int) -> BatchNorm { BatchNorm(channels, momentum: runningMomentum) }

    private static func block(_ inputs: Int, _ outputs: Int, pool: IntPair) -> [Module] {
        let body = Sequential(
            Conv2D(inputs, outputs, kernel: 3, padding: .same), norm(outputs), ReLU(),
            Conv2D(outputs, outputs, kernel: 3, padding: .same), norm(outputs))
        return [Residual(body, shortcut: Conv2D(inputs, outputs, kernel: 1)), ReLU(), MaxPool2D(pool)]
    }

    /// Tells the network how many training examples each class has.
    func setClassCounts(_ counts: [Int]) {
        let total = Float(counts.reduce(0, +))
        prior.value = Tensor(counts.map { Float(max(1, $0)) / total }).logarithm()
    }

    public override func forward(_ x: Tensor) -> Tensor {
        let steps = projection(trunk(x).flattened(from: 2)).relu()
        let statistics = [
            attention(steps), steps.mean(axes: 1), steps.max(axes: 1),
            // Not the root of zero, which has no slope.
            (steps.variance(axes: 1) + 1e-5).squareRoot(),
        ]
        let logits = head(.concatenate(statistics, axis: 1))
        return mode == .training ? logits + prior.value : logits
    }
}
