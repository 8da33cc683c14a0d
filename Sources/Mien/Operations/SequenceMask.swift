/// The mask of sequences that were padded at their ends: one where a sequence has a step, zero behind its end.
///
/// ```swift
/// let y = lstm(x, mask: sequenceMask(lengths, steps: x.shape[1]))
/// ```
///
/// - Parameters:
///   - lengths: int32, `[batch]`.
///   - steps: the length to which the sequences were padded.
/// - Returns: float32, `[batch, steps]`.
public func sequenceMask(_ lengths: Tensor, steps: Int) -> Tensor {
    require(
        lengths.rank == 1 && lengths.elementType == .int32,
        "sequenceMask: int32 lengths [batch] are expected, found \(lengths.elementType) \(lengths.shape)")
    return Tensor.range(0, Float(steps)) .< lengths.cast(to: .float32).expanded(at: 1)
}
