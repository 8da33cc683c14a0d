/// A gated recurrent unit (Cho et al. 2014), its reset gate after the state's matrix product: PyTorch's form, and Keras's
/// with `reset_after`, its default.
///
/// ```swift
/// let y = gru(x)                                           // the last output, or all with returnSequences
/// let (y, state) = gru(x, state: former, mask: mask)
/// ```
///
/// A step that the mask leaves out carries the state on and repeats the output before it; before the first step, and in both
/// directions, its output is zero. So it is in Keras; PyTorch's packed sequences have zeros behind their ends.
///
/// - Shape: input `[batch, steps, inputs]`; output `[batch, units]`, the last step's, or `[batch, steps, units]` with
///   `returnSequences`. Both directions give `2 · units`, the second one's last output being that of the first step.
/// - Parameters: `weight_ih_l0` `[3 · units, inputs]`, Glorot uniform; `weight_hh_l0` `[3 · units, units]`, orthogonal;
///   `bias_ih_l0` and `bias_hh_l0` `[3 · units]`, zero, as in Keras. Names and the gates' order (reset, update, new) are
///   PyTorch's; Keras puts the update gate first.
public final class GRU: Module {
    private let stack: RecurrentStack

    /// - Parameters:
    ///   - inputs: features of a step.
    ///   - units: size of the state, and of the output in one direction.
    ///   - returnSequences: whether the output holds all steps, or the last one only.
    ///   - layers: how many lie one above the other, each reading the whole output of the one below.
    ///   - bidirectional: whether a second one with weights of its own goes from the last step to the first.
    ///   - dropout: share of each layer's inputs to drop while training, the same ones at all steps.
    ///   - recurrentDropout: share of the state to drop on its way into the gates, the same ones at all steps and for all
    ///     gates (Gal & Ghahramani 2016); Keras draws for each gate.
    public init(
        _ inputs: Int, _ units: Int, returnSequences: Bool = false, layers: Int = 1, bidirectional: Bool = false,
        dropout: Float = 0, recurrentDropout: Float = 0
    ) {
        stack = RecurrentStack(
            "GRU", inputs: inputs, units: units, bias: [0, 0, 0], recurrentBias: true,
            returnsSequences: returnSequences, layers: layers, bidirectional: bidirectional, dropout: dropout,
            recurrentDropout: recurrentDropout)
    }

    public override var members: [(name: String, value: Any)] { stack.members }

    public override func forward(_ x: Tensor) -> Tensor { run(x, state: nil, mask: nil).output }

    /// The output where some steps do not count.
    ///
    /// - Parameter mask: `[batch, steps]`, zero for the steps to leave out; see ``sequenceMask(_:steps:)``.
    public func callAsFunction(_ x: Tensor, mask: Tensor) -> Tensor { call { run(x, state: nil, mask: mask).output } }

    /// The output and the state after the last step.
    ///
    /// - Parameters:
    ///   - state: the state before the first step, `[layers · directions, batch, units]`; zeros where nil.
    ///   - mask: `[batch, steps]`, zero for the steps to leave out; nil for none.
    public func callAsFunction(
        _ x: Tensor, state: Tensor?, mask: Tensor? = nil
    ) -> (output: Tensor, state: Tensor) {
        call(observing: \.output) { run(x, state: state, mask: mask) }
    }

    private func run(_ x: Tensor, state: Tensor?, mask: Tensor?) -> (output: Tensor, state: Tensor) {
        let (output, states) = stack.run(
            x, states: state.map { [$0] }, stateCount: 1, mask: mask, mode: mode, gru)
        return (output, states[0])
    }
}
