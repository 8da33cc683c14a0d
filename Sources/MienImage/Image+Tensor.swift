import Mien

extension Image {
    /// The samples as Float32 in 0…1: `[height, width, channels]`.
    public func tensor() -> Tensor { Tensor(floats, shape: [height, width, channels]) }

    /// An 8-bit image of a tensor `[height, width, channels]` whose values are 0…1; others are brought to the nearer end,
    /// and what is no number to 0.
    public init(_ tensor: Tensor) {
        require(tensor.rank == 3, "Image: shape \(tensor.shape); expected [height, width, channels]")
        let samples = tensor.scalars.map { value in
            UInt8((min(max(value.isNaN ? 0 : value, 0), 1) * 255).rounded())
        }
        self.init(width: tensor.shape[1], height: tensor.shape[0], channels: tensor.shape[2], samples: samples)
    }

    /// The samples as 0…1.
    fileprivate var floats: [Float] {
        switch samples {
        case .eightBit(let samples): fractions(samples[...])
        case .sixteenBit(let samples): samples.map { Float($0) / 65_535 }
        }
    }
}

extension Augmentation {
    /// Changes an image: `[height, width, channels]`, Float32, 0…1. Alpha is dropped.
    public func apply(to image: Image, random: inout RandomStream) -> Tensor {
        let image = image.channels < 3 ? image.grayscale() : image.rgb()
        let samples = apply(
            to: image.floats, width: image.width, height: image.height, channels: image.channels, random: &random)
        return Tensor(samples, shape: [image.height, image.width, image.channels])
    }
}
