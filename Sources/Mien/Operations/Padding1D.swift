/// What lies around a sequence when a window is moved along it.
public enum Padding1D: Sendable, Hashable, Codable {
    /// Nothing: the window stays inside.
    case valid
    /// As many places that the output has ⌈length / stride⌉ places; an odd one goes after, as in Keras.
    case same
    /// So many places before the sequence that no output sees an input that comes after it.
    case causal
    /// Given numbers of places.
    case explicit(before: Int, after: Int)

    /// The same around an image of height one.
    ///
    /// - Parameter reach: the distance between the first and the last place of the window.
    func aroundRow(reach: Int) -> Padding {
        switch self {
        case .valid: .valid
        case .same: .same
        case .causal: .explicit(top: 0, bottom: 0, left: reach, right: 0)
        case .explicit(let before, let after): .explicit(top: 0, bottom: 0, left: before, right: after)
        }
    }
}

/// Computes on sequences `[batch, length, channels]` what `body` computes on images of height one.
func onRows(_ x: Tensor, in operation: String, _ body: (Tensor) -> Tensor) -> Tensor {
    require(x.rank == 3, "\(operation): [batch, length, channels] is expected, the shape is \(x.shape)")
    return body(x.expanded(at: 1)).squeezed(1)
}
