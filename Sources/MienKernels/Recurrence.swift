/// The sizes of a recurrence over time.
///
/// Everything lies time first, so that a step of the whole batch is one matrix. The states of the batch's examples do not
/// touch each other: a block of examples goes through all steps without waiting for the others.
package struct RecurrentShape: Hashable, Sendable {
    package let steps, batch, units: Int

    package init(steps: Int, batch: Int, units: Int) {
        (self.steps, self.batch, self.units) = (steps, batch, units)
    }

    /// Examples in a block: enough rows for a matrix product to be worth its packing, few enough that a small batch still
    /// occupies two threads.
    private static let rowsPerBlock = 18

    /// The number of blocks into which the batch is cut, by its size alone.
    package var blocks: Int { (batch + Self.rowsPerBlock - 1) / Self.rowsPerBlock }

    /// The examples of a block.
    package func rows(of block: Int) -> Range<Int> {
        block * Self.rowsPerBlock..<min(batch, (block + 1) * Self.rowsPerBlock)
    }

    /// Numbers that a block needs to work with, for one row of `units` an example.
    package var scratch: Int { Self.rowsPerBlock * units }
}

/// An input of so few features that each step computes its part of the gates by itself: to fill memory with that of all steps
/// would take longer.
package struct NarrowInput<T: RealScalar> {
    /// `[steps, batch, features]`.
    package let x: UnsafePointer<T>
    package let features: Int
    /// The input's weight turned over, `[features, gates · units]`.
    package let weight: UnsafePointer<T>

    package init(x: UnsafePointer<T>, features: Int, weight: UnsafePointer<T>) {
        (self.x, self.features, self.weight) = (x, features, weight)
    }
}

/// The memory of a pass of an LSTM.
///
/// The gates' order is PyTorch's: input, forget, cell, output.
package struct LSTMMemory<T: RealScalar> {
    /// `[steps, batch, 4 · units]`: first `x · Wᵀ`, after the way forward the gates' values, after the way back the gradients
    /// by what went into the gates.
    package let gates: UnsafeMutablePointer<T>
    /// Numbers from one step's gates to the next's: zero where nothing goes back and all steps use the same memory.
    package let gateStride: Int
    /// What the gates' first values are computed from; nil where they stand there already.
    package let input: NarrowInput<T>?
    /// `[steps + 1, batch, units]`: the hidden state before each step, and after the last one.
    package let hidden: UnsafeMutablePointer<T>
    /// `[steps + 1, batch, units]`: the cell state likewise.
    package let cells: UnsafeMutablePointer<T>
    /// The recurrent weight `[4 · units, units]`; in single precision packed for the pass's direction.
    package let weight: UnsafePointer<T>
    /// `[4 · units]`.
    package let bias: UnsafePointer<T>
    /// `[steps, batch]`: zero where an example has no step; its states stay as they are.
    package let mask: UnsafePointer<T>
    /// `[batch, units]`: factors of the hidden state on its way into the gates; nil where nothing is dropped.
    package let dropout: UnsafePointer<T>?

    package init(
        gates: UnsafeMutablePointer<T>, gateStride: Int, input: NarrowInput<T>?, hidden: UnsafeMutablePointer<T>,
        cells: UnsafeMutablePointer<T>, weight: UnsafePointer<T>, bias: UnsafePointer<T>, mask: UnsafePointer<T>,
        dropout: UnsafePointer<T>?
    ) {
        (self.gates, self.gateStride, self.input) = (gates, gateStride, input)
        (self.hidden, self.cells) = (hidden, cells)
        (self.weight, self.bias, self.mask, self.dropout) = (weight, bias, mask, dropout)
    }
}

/// The memory of a pass of a GRU.
///
/// The gates' order is PyTorch's: reset, update, new.
package struct GRUMemory<T: RealScalar> {
    /// `[steps, batch, 3 · units]`: first `x · Wᵀ`, after the way forward the gates' values, after the way back the gradients
    /// by the input's part of what went into the gates.
    package let gates: UnsafeMutablePointer<T>
    /// Numbers from one step's gates to the next's: zero where nothing goes back and all steps use the same memory.
    package let gateStride: Int
    /// What the gates' first values are computed from; nil where they stand there already.
    package let input: NarrowInput<T>?
    /// `[steps, batch, 3 · units]`, or as many steps as of the gates: after the way forward the state's part of what went into the gates, after the way back
    /// the gradients by it.
    package let recurrent: UnsafeMutablePointer<T>
    /// `[steps + 1, batch, units]`: the hidden state before each step, and after the last one.
    package let hidden: UnsafeMutablePointer<T>
    /// The recurrent weight `[3 · units, units]`; in single precision packed for the pass's direction.
    package let weight: UnsafePointer<T>
    /// The bias of the input's part, `[3 · units]`.
    package let inputBias: UnsafePointer<T>
    /// The bias of the state's part, `[3 · units]`.
    package let recurrentBias: UnsafePointer<T>
    /// `[steps, batch]`: zero where an example has no step; its state stays as it is.
    package let mask: UnsafePointer<T>
    /// `[batch, units]`: factors of the hidden state on its way into the gates; nil where nothing is dropped.
    package let dropout: UnsafePointer<T>?

    package init(
        gates: UnsafeMutablePointer<T>, gateStride: Int, input: NarrowInput<T>?, recurrent: UnsafeMutablePointer<T>,
        hidden: UnsafeMutablePointer<T>, weight: UnsafePointer<T>, inputBias: UnsafePointer<T>,
        recurrentBias: UnsafePointer<T>, mask: UnsafePointer<T>, dropout: UnsafePointer<T>?
    ) {
        (self.gateStride, self.input) = (gateStride, input)
        (self.gates, self.recurrent, self.hidden, self.weight) = (gates, recurrent, hidden, weight)
        (self.inputBias, self.recurrentBias, self.mask, self.dropout) = (inputBias, recurrentBias, mask, dropout)
    }
}

/// A way through a sequence.
package enum RecurrentDirection: Sendable {
    case forward, backward
}

/// Recurrent passes in single precision. A block of examples goes through all steps.
package protocol RecurrentKernels {
    /// Floats of a packed recurrent weight.
    func recurrentWeightCount(_ shape: RecurrentShape, gates: Int, _ direction: RecurrentDirection) -> Int

    /// Packs a recurrent weight `[gates · units, units]`.
    func packRecurrentWeight(
        _ shape: RecurrentShape, gates: Int, _ direction: RecurrentDirection, _ weight: UnsafePointer<Float>,
        into packed: UnsafeMutablePointer<Float>
    )

    /// Takes the examples of a block through all steps.
    ///
    /// - Parameter scratch: ``RecurrentShape/scratch`` floats.
    func lstmForward(
        _ shape: RecurrentShape, block: Int, _ memory: LSTMMemory<Float>, scratch: UnsafeMutablePointer<Float>
    )

    /// Takes the gradients of a block's examples back through all steps.
    ///
    /// - Parameters:
    ///   - upstream: `[steps, batch, units]`, the gradients by each step's hidden state; nil where only the last one counts.
    ///   - hiddenGradient: `[batch, units]`, by the last hidden state; becomes the gradient by the first one.
    ///   - cellGradient: `[batch, units]`, by the last cell state; becomes the gradient by the first one.
    ///   - scratch: ``RecurrentShape/scratch`` floats.
    func lstmBackward(
        _ shape: RecurrentShape, block: Int, _ memory: LSTMMemory<Float>, upstream: UnsafePointer<Float>?,
        hiddenGradient: UnsafeMutablePointer<Float>, cellGradient: UnsafeMutablePointer<Float>,
        scratch: UnsafeMutablePointer<Float>
    )

    /// As ``lstmForward(_:block:_:scratch:)``.
    func gruForward(
        _ shape: RecurrentShape, block: Int, _ memory: GRUMemory<Float>, scratch: UnsafeMutablePointer<Float>
    )

    /// As ``lstmBackward(_:block:_:upstream:hiddenGradient:cellGradient:scratch:)``.
    func gruBackward(
        _ shape: RecurrentShape, block: Int, _ memory: GRUMemory<Float>, upstream: UnsafePointer<Float>?,
        hiddenGradient: UnsafeMutablePointer<Float>, scratch: UnsafeMutablePointer<Float>
    )
}

/// `1 / (1 + e⁻ˣ)`
@inlinable @inline(__always)
package func sigmoid<T: RealScalar>(_ x: T) -> T { 1 / (1 + T.exp(-x)) }

/// The derivative of the sigmoid where its value is `y`.
@inlinable @inline(__always)
package func sigmoidSlope<T: RealScalar>(_ y: T) -> T { y * (1 - y) }

/// The derivative of the hyperbolic tangent where its value is `y`.
@inlinable @inline(__always)
package func tanhSlope<T: RealScalar>(_ y: T) -> T { 1 - y * y }
