/// The greatest element under a window moved along a sequence; the gradient goes to the first greatest.
///
/// - Parameters:
///   - x: `[batch, length, channels]`.
///   - size: the length of the window.
///   - stride: its step.
///   - padding: places that are never chosen.
/// - Returns: `[batch, length', channels]`.
public func maxPool1d(_ x: Tensor, size: Int, stride: Int, padding: Padding1D = .valid) -> Tensor {
    onRows(x, in: "maxPool1d") { row in
        maxPool2d(
            row, size: IntPair(1, size), stride: IntPair(1, stride), padding: padding.aroundRow(reach: size - 1))
    }
}

/// The mean of the elements under a window moved along a sequence; padding does not count, as in Keras.
///
/// - Parameters: as for ``maxPool1d(_:size:stride:padding:)``.
/// - Returns: `[batch, length', channels]`.
public func averagePool1d(_ x: Tensor, size: Int, stride: Int, padding: Padding1D = .valid) -> Tensor {
    onRows(x, in: "averagePool1d") { row in
        averagePool2d(
            row, size: IntPair(1, size), stride: IntPair(1, stride), padding: padding.aroundRow(reach: size - 1))
    }
}
