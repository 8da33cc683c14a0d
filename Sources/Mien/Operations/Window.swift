/// A height and a width; one number stands for both.
public struct IntPair: Sendable, Hashable, Codable, ExpressibleByIntegerLiteral {
    public var height: Int
    public var width: Int

    public init(_ height: Int, _ width: Int) { (self.height, self.width) = (height, width) }

    public init(integerLiteral value: Int) { self.init(value, value) }
}

/// What lies around an image when a window is moved over it.
public enum Padding: Sendable, Hashable, Codable {
    /// Nothing: the window stays inside.
    case valid
    /// As many places that the output has ⌈length / stride⌉ places; an odd one goes after, as in Keras.
    case same
    /// Given numbers of places.
    case explicit(top: Int, bottom: Int, left: Int, right: Int)
}

/// A window that is moved over the images of a batch: where it stands, and how large the result is.
struct Window {
    let height: Int, width: Int
    let outHeight: Int, outWidth: Int
    let top: Int, bottom: Int, left: Int, right: Int

    /// - Parameters:
    ///   - shape: `[batch, height, width, channels]`.
    ///   - dilation: the distance between neighbouring places of the window.
    init(
        over shape: [Int], size: IntPair, stride: IntPair, padding: Padding, dilation: IntPair = 1, in operation: String
    ) {
        require(shape.count == 4, "\(operation): [batch, height, width, channels] is expected, the shape is \(shape)")
        require(
            min(size.height, size.width, stride.height, stride.width, dilation.height, dilation.width) > 0,
            "\(operation): window \(size), stride \(stride) and dilation \(dilation) must be above zero")
        // From the first place of the window to the last.
        let (tall, wide) = ((size.height - 1) * dilation.height + 1, (size.width - 1) * dilation.width + 1)
        (height, width) = (shape[1], shape[2])
        if case .explicit(let top, let bottom, let left, let right) = padding {
            require(min(top, bottom, left, right) >= 0, "\(operation): the padding \(padding) must not be negative")
        }
        let vertical = Self.padding(padding, height, tall, stride.height, isVertical: true)
        let horizontal = Self.padding(padding, width, wide, stride.width, isVertical: false)
        (top, bottom) = vertical
        (left, right) = horizontal
        outHeight = Self.places(height + vertical.before + vertical.after, tall, stride.height)
        outWidth = Self.places(width + horizontal.before + horizontal.after, wide, stride.width)
        require(
            outHeight > 0 && outWidth > 0,
            "\(operation): the window \(tall) × \(wide) is larger than the padded image of shape \(shape)")
    }

    private static func places(_ length: Int, _ size: Int, _ stride: Int) -> Int {
        length < size ? 0 : (length - size) / stride + 1
    }

    private static func padding(
        _ padding: Padding, _ length: Int, _ size: Int, _ stride: Int, isVertical: Bool
    ) -> (before: Int, after: Int) {
        switch padding {
        case .valid: return (0, 0)
        case .explicit(let top, let bottom, let left, let right): return isVertical ? (top, bottom) : (left, right)
        case .same:
            let total = max(((length + stride - 1) / stride - 1) * stride + size - length, 0)
            return (total / 2, total - total / 2)
        }
    }
}
