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

@inline(__always)
func sigmoid<T: RealScalar>(_ x: T) -> T { 1 / (1 + T.exp(-x)) }

/// The derivative of the sigmoid where its value is `y`.
@inline(__always)
func sigmoidSlope<T: RealScalar>(_ y: T) -> T { y * (1 - y) }

/// The derivative of the hyperbolic tangent where its value is `y`.
@inline(__always)
func tanhSlope<T: RealScalar>(_ y: T) -> T { 1 - y * y }
