import Mien

/// The layers of the face reference network with other numbers of channels, for images of any side: the mean over all
/// places stands where the reference network has a dense layer, which fits one side only.
///
/// - Parameter channels: those of the first convolution; the others have twice to eight times as many.
func convolutionNetwork(channels: Int) -> Module {
    let widths = [1, channels, 2 * channels, 4 * channels, 4 * channels, 8 * channels, 8 * channels]
    return withSeed(1) {
        let stages = [0, 2, 4].flatMap { place in
            convolution(widths[place], widths[place + 1]) + convolution(widths[place + 1], widths[place + 2])
                + [MaxPool2D(2), Dropout(0.25)]
        }
        return Sequential(stages + [GlobalAveragePool2D(), Dense(8 * channels, 7)])
    }
}

private func convolution(_ inputs: Int, _ outputs: Int) -> [Module] {
    [Conv2D(inputs, outputs, kernel: 3, padding: .same), BatchNorm(outputs), ReLU()]
}
