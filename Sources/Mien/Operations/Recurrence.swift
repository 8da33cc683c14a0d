import MienKernels

/// What a recurrence gets for its way through a sequence in one direction. Time comes first: a step of the batch is a matrix.
struct Recurrence {
    /// `[steps, batch, features]`, in the order in which the steps are taken.
    let x: Tensor
    let weights: RecurrentWeights
    /// Each `[batch, units]`: the hidden state first.
    let states: [Tensor]
    /// `[steps, batch]`, zero where an example has no step: its states and its output stay as they are. Nil for no such place.
    let mask: Tensor?
    /// `[batch, units]`: factors of the hidden state on its way into the gates; nil where nothing is dropped.
    let dropout: Tensor?
    /// Whether the output holds all steps, or the last one only.
    let returnsSequences: Bool

    var shape: RecurrentShape {
        RecurrentShape(steps: x.shape[0], batch: x.shape[1], units: weights.recurrent.shape[1])
    }

    /// The mask in the input's type; ones where there is none.
    var factors: Tensor {
        mask?.untracked.cast(to: x.elementType).contiguous ?? .ones([shape.steps, shape.batch], x.elementType)
    }
}

/// The weights of a recurrence, the gates one below the other.
struct RecurrentWeights {
    /// `[gates · units, features]`
    let input: Tensor
    /// `[gates · units, units]`
    let recurrent: Tensor
    /// `[gates · units]`
    let inputBias: Tensor
    /// `[gates · units]`
    let recurrentBias: Tensor?
}

/// The input's part of the gates: from one matrix product for all steps, or, from few features, from each step itself.
struct InputPart {
    /// The gates' memory: `[steps · batch, gates · units]`, or one step's, `[batch, gates · units]`, for all to use.
    let gates: Tensor
    /// Numbers from one step's gates to the next's.
    let stride: Int
    private let x: Tensor
    /// The weight turned over, where each step computes its part.
    private let turnedWeight: Tensor?

    /// - Parameters:
    ///   - x: `[steps, batch, features]`.
    ///   - weight: `[gates · units, features]`.
    ///   - keepsAll: whether the gates of all steps are needed for the way back.
    init(_ x: Tensor, _ weight: Tensor, keepsAll: Bool) {
        let (steps, batch, width) = (x.shape[0], x.shape[1], weight.shape[0])
        self.x = x
        // Few features: filling the memory takes longer than the product. Measured with one.
        if x.elementType == .float32 && (1...8).contains(x.shape[2]) {
            turnedWeight = weight.transposed().contiguous
            gates = Tensor(uninitialized: [(keepsAll ? steps : min(1, steps)) * batch, width], x.elementType)
            stride = keepsAll ? batch * width : 0
        } else {
            turnedWeight = nil
            gates = product(x.reshaped([steps * batch, x.shape[2]]), weight.transposed())
            stride = batch * width
        }
    }

    func withNarrowInput<T: RealScalar>(_: T.Type, _ body: (NarrowInput<T>?) -> Void) {
        guard let turnedWeight else { return body(nil) }
        turnedWeight.withPointer(T.self) { weight in
            x.withPointer(T.self) { body(NarrowInput(x: $0, features: turnedWeight.shape[0], weight: weight)) }
        }
    }
}

/// The states of a pass in one memory: `[steps + 1 + extra, batch, units]`, the first row the initial one.
func stateMemory(_ shape: RecurrentShape, initial: Tensor, extra: Int = 0) -> Tensor {
    let memory = Tensor(uninitialized: [shape.steps + 1 + extra, shape.batch, shape.units], initial.elementType)
    memory[0].assign(initial)
    return memory
}

/// A recurrent weight as a pass takes it; in double precision as it is.
func packed(_ weight: Tensor, _ shape: RecurrentShape, gates: Int, _ direction: RecurrentDirection) -> Tensor {
    if weight.elementType == .float64 { return weight }
    let packed = Tensor(uninitialized: [kernels.recurrentWeightCount(shape, gates: gates, direction)], .float32)
    Tensor.withPointers(Float.self, weight, weight, into: packed) { weight, _, packed in
        kernels.packRecurrentWeight(shape, gates: gates, direction, weight, into: packed)
    }
    return packed
}

extension RecurrentShape {
    /// Calls `body` with each block's number and memory to work with, on all threads.
    func forEachBlock(_ body: (Int, UnsafeMutablePointer<Float>) -> Void) {
        parallelFor(blocks) { block in withScratch(scratch) { body(block, $0) } }
    }
}

/// The gradients of a recurrence by input and weights, once those by what went into the gates are known for all steps.
///
/// - Parameters:
///   - gates: `[steps · batch, gates · units]`, by the input's part.
///   - recurrent: the same by the state's part, where it differs.
///   - states: `[steps, batch, units]`, as they went into the gates.
///   - isWanted: whether the gradients by input, input weight, recurrent weight and bias are, in this order.
func gateGradients(
    _ gates: Tensor, recurrent: Tensor? = nil, x: Tensor, states: Tensor, inputWeight: Tensor, _ isWanted: [Bool]
) -> (x: Tensor?, inputWeight: Tensor?, recurrentWeight: Tensor?, bias: Tensor?) {
    let rows = x.shape[0] * x.shape[1]
    let states = states.reshaped([rows, states.shape[2]])
    return (
        isWanted[0] ? product(gates, inputWeight).reshaped(x.shape) : nil,
        isWanted[1] ? product(gates.transposed(), x.reshaped([rows, x.shape[2]])) : nil,
        isWanted[2] ? product((recurrent ?? gates).transposed(), states) : nil,
        isWanted[3] ? gates.sum(axes: 0) : nil
    )
}
