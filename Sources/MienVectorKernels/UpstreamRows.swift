import MienKernels

/// The choice that stands for none: the greatest value was cut off.
let cutOff: UInt8 = 255

/// The upstream gradient, row by row, as it reaches a batch normalisation.
protocol UpstreamRows {
    associatedtype Number
    /// The gradient of a channel of the current row, whose input is `x`.
    func gradient(_ channel: Int, _ x: Number) -> Number
    mutating func advance()
}

struct DirectRows<T: RealScalar>: UpstreamRows {
    private var g: UnsafePointer<T>
    private let channels: Int

    @inline(__always)
    init(_ g: UnsafePointer<T>, first: Int, channels: Int) {
        self.g = g + first &* channels
        self.channels = channels
    }

    @inline(__always) func gradient(_ channel: Int, _ x: T) -> T { g[channel] }
    @inline(__always) mutating func advance() { g += channels }
}

struct RectifiedRows<T: RealScalar>: UpstreamRows {
    private var g: UnsafePointer<T>
    private let scaling: ChannelScaling<T>
    private let channels: Int

    @inline(__always)
    init(_ g: UnsafePointer<T>, _ scaling: ChannelScaling<T>, first: Int, channels: Int) {
        self.g = g + first &* channels
        (self.scaling, self.channels) = (scaling, channels)
    }

    @inline(__always)
    func gradient(_ channel: Int, _ x: T) -> T {
        // Loaded whether it is needed or not: without a branch the loop becomes vectors.
        let gradient = g[channel]
        return x * scaling.scale[channel] + scaling.offset[channel] > 0 ? gradient : 0
    }

    @inline(__always) mutating func advance() { g += channels }
}

/// Each row takes the gradient of its window where it was chosen.
struct PooledRows<T: RealScalar>: UpstreamRows {
    private let firstGradient: UnsafePointer<T>
    private let firstChoice: UnsafePointer<UInt8>
    private let shape: PoolGeometry
    private var image: Int, y: Int, x: Int
    // Of the current row: its window's gradients and choices, and its own place in the window.
    private var g: UnsafePointer<T>
    private var choice: UnsafePointer<UInt8>
    private var place: UInt8 = 0

    @inline(__always)
    init(_ g: UnsafePointer<T>, _ choice: UnsafePointer<UInt8>, _ shape: PoolGeometry, first: Int) {
        (firstGradient, firstChoice, self.shape) = (g, choice, shape)
        (self.g, self.choice) = (g, choice)
        image = first / (shape.height &* shape.width)
        y = first / shape.width % shape.height
        x = first % shape.width
        locate()
    }

    /// Inlined, so that no code needs the type itself, whose copies are a function shared with all modules.
    @inline(__always)
    private mutating func locate() {
        let (outY, outX) = (y / shape.strideHeight, x / shape.strideWidth)
        // What is left over beside the last window was never chosen.
        let isInside = outY < shape.outHeight && outX < shape.outWidth
        let window = isInside ? ((image &* shape.outHeight &+ outY) &* shape.outWidth &+ outX) &* shape.channels : 0
        (g, choice) = (firstGradient + window, firstChoice + window)
        let row = (y &- outY &* shape.strideHeight) &* shape.windowWidth
        place = isInside ? UInt8(truncatingIfNeeded: row &+ x &- outX &* shape.strideWidth) : cutOff &- 1
    }

    @inline(__always)
    func gradient(_ channel: Int, _ x: T) -> T {
        let gradient = g[channel]
        return choice[channel] == place ? gradient : 0
    }

    @inline(__always)
    mutating func advance() {
        x &+= 1
        if x == shape.width {
            (x, y) = (0, y &+ 1)
            if y == shape.height { (y, image) = (0, image &+ 1) }
        }
        // After the last row of a block there may be no image to look at.
        locate()
    }
}
