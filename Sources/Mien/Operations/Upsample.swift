/// How the places between those of a smaller image are filled.
public enum Interpolation: Sendable, Hashable, Codable {
    /// With the nearest place.
    case nearest
    /// With a mixture of the four places around, measured between the middles of pixels; at the border with the last.
    case bilinear
}

/// The image enlarged by a whole factor.
///
/// - Parameters:
///   - x: `[batch, height, width, channels]`.
///   - scale: how much larger height and width become.
///   - interpolation: how the new places are filled.
/// - Returns: `[batch, height · scale, width · scale, channels]`.
public func upsample2d(_ x: Tensor, scale: IntPair, interpolation: Interpolation = .nearest) -> Tensor {
    require(x.rank == 4, "upsample2d: [batch, height, width, channels] is expected, the shape is \(x.shape)")
    require(scale.height > 0 && scale.width > 0, "upsample2d: the scale must be above zero, found \(scale)")
    switch interpolation {
    case .nearest:
        let (batch, height, width, channels) = (x.shape[0], x.shape[1], x.shape[2], x.shape[3])
        return x.reshaped([batch, height, 1, width, 1, channels])
            .broadcast(to: [batch, height, scale.height, width, scale.width, channels])
            .reshaped([batch, height * scale.height, width * scale.width, channels])
    case .bilinear:
        return interpolated(interpolated(x, along: 1, by: scale.height), along: 2, by: scale.width)
    }
}

/// The sequence with each place repeated.
///
/// - Parameters:
///   - x: `[batch, length, channels]`.
///   - scale: how often.
/// - Returns: `[batch, length · scale, channels]`.
public func upsample1d(_ x: Tensor, scale: Int) -> Tensor {
    onRows(x, in: "upsample1d") { upsample2d($0, scale: IntPair(1, scale)) }
}

/// Between the two places around each new one: the middle of pixel i lies at i + 1/2, before and after the scaling.
private func interpolated(_ x: Tensor, along axis: Int, by scale: Int) -> Tensor {
    let last = x.shape[axis] - 1
    let places = (0..<x.shape[axis] * scale).map { (Double($0) + 0.5) / Double(scale) - 0.5 }
    let floors = places.map { Int($0.rounded(.down)) }
    func neighbours(_ step: Int) -> Tensor {
        x.gathered(Tensor(int32: floors.map { Int32(min(max($0 + step, 0), last)) }), axis: axis)
    }
    let shape = [places.count] + [Int](repeating: 1, count: x.rank - axis - 1)
    let shares = Tensor(float64: zip(places, floors).map { $0 - Double($1) }, shape: shape).cast(to: x.elementType)
    return neighbours(0) * (1 - shares) + neighbours(1) * shares
}
