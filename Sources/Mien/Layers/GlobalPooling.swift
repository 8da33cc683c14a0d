/// The mean of each channel over the sequence.
///
/// - Shape: input `[batch, length, channels]`, output `[batch, channels]`.
public final class GlobalAveragePool1D: Module {
    public override func forward(_ x: Tensor) -> Tensor {
        require(x.rank == 3, "GlobalAveragePool1D: [batch, length, channels] is expected, the shape is \(x.shape)")
        return x.mean(axes: 1)
    }
}

/// The mean of each channel over the image.
///
/// - Shape: input `[batch, height, width, channels]`, output `[batch, channels]`.
public final class GlobalAveragePool2D: Module {
    public override func forward(_ x: Tensor) -> Tensor {
        require(
            x.rank == 4, "GlobalAveragePool2D: [batch, height, width, channels] is expected, the shape is \(x.shape)")
        return x.mean(axes: 1, 2)
    }
}

/// The greatest element of each channel over the sequence. Equal ones share the gradient.
///
/// - Shape: input `[batch, length, channels]`, output `[batch, channels]`.
public final class GlobalMaxPool1D: Module {
    public override func forward(_ x: Tensor) -> Tensor {
        require(x.rank == 3, "GlobalMaxPool1D: [batch, length, channels] is expected, the shape is \(x.shape)")
        return x.max(axes: 1)
    }
}

/// The greatest element of each channel over the image. Equal ones share the gradient.
///
/// - Shape: input `[batch, height, width, channels]`, output `[batch, channels]`.
public final class GlobalMaxPool2D: Module {
    public override func forward(_ x: Tensor) -> Tensor {
        require(x.rank == 4, "GlobalMaxPool2D: [batch, height, width, channels] is expected, the shape is \(x.shape)")
        return x.max(axes: 1, 2)
    }
}
