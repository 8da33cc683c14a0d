import Mien

/// Random changes of a training image that leave what it shows as it is.
///
/// ```swift
/// let augmentation = Augmentation(horizontalFlip: 0.5, rotation: 15, shift: 0.1, zoom: 0.9...1.1)
/// var random = RandomStream(seed: 7, purpose: .augmentation, epoch, index)
/// let tensor = augmentation.apply(to: try Image(contentsOf: "face.png"), random: &random)  // [48, 48, 1]
/// ```
///
/// The default of every field changes nothing. The changes are made in this order: flip, rotation and zoom about the
/// centre, shift, crop (all in one step, with one bilinear sampling), contrast and brightness, erasing. What comes in
/// from outside the image repeats its edge. Equal streams give equal bits, and a field that is changed does not change
/// what is drawn for the others.
public struct Augmentation: Codable, Equatable, Sendable {
    /// The probability that left and right are exchanged.
    public var horizontalFlip: Float
    /// The largest rotation to either side, in degrees, 0...180.
    public var rotation: Float
    /// The largest shift to either side, as a fraction of the width and of the height, 0...1.
    public var shift: Float
    /// The factors of magnification, within 0.1...10; above 1 enlarges.
    public var zoom: ClosedRange<Float>
    /// By how many pixels the edge is repeated on every side before a part of the image's own size is cut out at
    /// random, 0...1,000: a shift by whole pixels, which does not blur.
    public var cropPadding: Int
    /// What is added to the samples, within -1...1; 1 is the distance from black to white.
    public var brightness: ClosedRange<Float>
    /// The factors by which the samples' distances from their mean are multiplied, within 0...10.
    public var contrast: ClosedRange<Float>
    public var erasing: Erasing

    /// A rectangle filled with uniform noise (Zhong et al. 2017, Random erasing data augmentation, variant R).
    ///
    /// The logarithm of its height by its width is uniform between those of 0.3 and 1 / 0.3, as far as it fits.
    public struct Erasing: Codable, Equatable, Sendable {
        public var probability: Float
        /// The rectangle's share of the image, within 0...1. The paper's: 0.02...0.4.
        public var area: ClosedRange<Float>

        public init(probability: Float = 0, area: ClosedRange<Float> = 0.02...0.4) {
            self.probability = probability
            self.area = area
        }
    }

    public init(
        horizontalFlip: Float = 0, rotation: Float = 0, shift: Float = 0, zoom: ClosedRange<Float> = 1...1,
        cropPadding: Int = 0, brightness: ClosedRange<Float> = 0...0, contrast: ClosedRange<Float> = 1...1,
        erasing: Erasing = Erasing()
    ) {
        self.horizontalFlip = horizontalFlip
        self.rotation = rotation
        self.shift = shift
        self.zoom = zoom
        self.cropPadding = cropPadding
        self.brightness = brightness
        self.contrast = contrast
        self.erasing = erasing
    }
}

// MARK: - Decoding

extension Augmentation {
    /// Reads what is there, ranges as `[lower, upper]`, and leaves the other fields as they are by default.
    ///
    /// - Throws: ``ImageError/invalidAugmentation(field:found:expected:)``, or a `DecodingError` whose path names the field.
    public init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        func value<Value: Decodable>(_ key: CodingKeys, _ standard: Value) throws -> Value {
            try fields.decodeIfPresent(Value.self, forKey: key) ?? standard
        }
        let unchanged = Augmentation()
        self.init(
            horizontalFlip: try value(.horizontalFlip, unchanged.horizontalFlip),
            rotation: try value(.rotation, unchanged.rotation), shift: try value(.shift, unchanged.shift),
            zoom: try value(.zoom, unchanged.zoom), cropPadding: try value(.cropPadding, unchanged.cropPadding),
            brightness: try value(.brightness, unchanged.brightness),
            contrast: try value(.contrast, unchanged.contrast), erasing: try value(.erasing, unchanged.erasing))
        try validate()
    }
}

// MARK: - Applying

extension Augmentation {
    /// Changes an image of samples 0…255.
    ///
    /// - Parameters:
    ///   - samples: `[height, width, channels]`, without alpha.
    ///   - width: of the image, in pixels.
    ///   - height: of the image, in pixels.
    ///   - channels: 1 if not given.
    ///   - random: what the changes are drawn from.
    /// - Returns: samples 0…1 in the shape of the input.
    public func apply(
        to samples: ArraySlice<UInt8>, width: Int, height: Int, channels: Int = 1, random: inout RandomStream
    ) -> [Float] {
        apply(to: fractions(samples), width: width, height: height, channels: channels, random: &random)
    }

    /// Changes an image of samples 0…1; otherwise as for samples 0…255.
    public func apply(
        to samples: [Float], width: Int, height: Int, channels: Int = 1, random: inout RandomStream
    ) -> [Float] {
        require(
            width > 0 && height > 0 && channels > 0 && samples.count == width * height * channels,
            "Augmentation: \(samples.count) samples where \(height) × \(width) × \(channels) are expected")
        if let fault { stop(fault.description) }
        let map = drawMap(width: width, height: height, random: &random)
        let factor = draw(contrast, &random)
        let offset = draw(brightness, &random)
        var result = map == .identity ? samples : map.sample(samples, width, height, channels)
        changeLight(of: &result, contrast: factor, brightness: offset)
        // Last, since the number of draws depends on what is drawn.
        if random.nextUniform() < erasing.probability {
            erase(in: &result, width, height, channels, random: &random)
        }
        return result
    }

    private func drawMap(width: Int, height: Int, random: inout RandomStream) -> AffineMap {
        let flips = random.nextUniform() < horizontalFlip
        let degrees = draw(-rotation...rotation, &random)
        let zoom = draw(zoom, &random)
        let shiftX = draw(-shift...shift, &random) * Float(width)
        let shiftY = draw(-shift...shift, &random) * Float(height)
        let cropX = Float(random.nextInt(below: 2 * cropPadding + 1) - cropPadding)
        let cropY = Float(random.nextInt(below: 2 * cropPadding + 1) - cropPadding)
        return AffineMap(
            width: width, height: height, flips: flips, degrees: degrees, zoom: zoom, shiftX: shiftX + cropX,
            shiftY: shiftY + cropY)
    }

    func draw(_ range: ClosedRange<Float>, _ random: inout RandomStream) -> Float {
        range.lowerBound + (range.upperBound - range.lowerBound) * random.nextUniform()
    }

    private func changeLight(of samples: inout [Float], contrast: Float, brightness: Float) {
        if contrast == 1 && brightness == 0 { return }
        let mean = samples.reduce(0, +) / Float(samples.count)
        for index in samples.indices {
            samples[index] = min(max((samples[index] - mean) * contrast + mean + brightness, 0), 1)
        }
    }
}
