/// `y = x · Wᵀ + b`; with upstream `g`: `∂x = g · W`, `∂W = gᵀ · x`, `∂b = Σ g` over all axes but the last.
///
/// - Parameters:
///   - x: `[…, inputs]`.
///   - weight: `[outputs, inputs]`.
///   - bias: `[outputs]`.
/// - Returns: `[…, outputs]`.
public func linear(_ x: Tensor, _ weight: Tensor, _ bias: Tensor?) -> Tensor {
    require(
        weight.rank == 2 && x.shape.last == weight.shape[1],
        mismatch("linear", x.shape, weight.shape, "the input's last axis must be the weight's second"))
    let (outputs, inputs) = (weight.shape[0], weight.shape[1])
    let y = record("linear", x, weight) { x, weight in
        let rows = x.reshaped([x.shape.dropLast().product, inputs])
        let origin = x.shape
        return (
            product(rows, weight.transposed()).reshaped(origin.dropLast() + [outputs]),
            { g in product(g.reshaped([rows.shape[0], outputs]), weight).reshaped(origin) },
            { g in product(g.reshaped([rows.shape[0], outputs]).transposed(), rows) }
        )
    }
    return bias.map { y + $0 } ?? y
}
