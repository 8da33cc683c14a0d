/// Computes an operation and puts it on the tape if one of its inputs is there.
///
/// `compute` gets the inputs without their nodes, so that neither the forward computation nor what its pullback keeps
/// is recorded; it returns the output and the pullback. Gradients of broadcast inputs are summed to the inputs' shapes
/// by the tape: a pullback need not care.
package func record(
    _ operation: StaticString, inputs: [Tensor], _ compute: ([Tensor]) -> (Tensor, Pullback)
) -> Tensor {
    let (output, pullback) = compute(inputs.map(\.untracked))
    if inputs.allSatisfy({ $0.node == nil }) { return output }
    return output.tracked(
        by: Node(operation, inputs: inputs.map(\.node), shapes: inputs.map(\.shape), pullback: pullback))
}

/// The same for one input: `compute` returns the output and the function from its gradient to the input's.
package func record(
    _ operation: StaticString, _ x: Tensor, _ compute: (Tensor) -> (Tensor, (Tensor) -> Tensor)
) -> Tensor {
    record(operation, inputs: [x]) { inputs in
        let (output, gradient) = compute(inputs[0])
        return (output, .each([gradient]))
    }
}

/// The same for two inputs.
package func record(
    _ operation: StaticString, _ a: Tensor, _ b: Tensor,
    _ compute: (Tensor, Tensor) -> (Tensor, (Tensor) -> Tensor, (Tensor) -> Tensor)
) -> Tensor {
    record(operation, inputs: [a, b]) { inputs in
        let (output, first, second) = compute(inputs[0], inputs[1])
        return (output, .each([first, second]))
    }
}
