/// A long short-term memory (Hochreiter & Schmidhuber 1997).
///
/// ```swift
/// let y = lstm(x)                                          // the last output, or all with returnSequences
/// let y = lstm(x, mask: sequenceMask(lengths, steps: 17))
/// let (y, state) = lstm(x, state: former)                  // a long sequence, part by part
/// ```
///
/// A step that the mask leaves out carries the states on and repeats the output before it; before the first step, and in
/// both directions, its output is zero. So it is in Keras; PyTorch's packed sequences have zeros behind their ends.
///
/// - Shape: input `[batch, steps, inputs]`; output `[batch, units]`, the last step's, or `[batch, steps, units]` with
///   `returnSequences`. Both directions give `2 · units`, the second one's last output being that of the first step.
/// - Parameters: `weight_ih_l0` `[4 · units, inputs]`, Glorot uniform; `weight_hh_l0` `[4 · units, units]`, orthogonal;
///   `bias_ih_l0` `[4 · units]`, zero, but one for the forget gate, as in Keras. The gates' order is PyTorch's: input,
///   forget, cell, output; so are the names, with `l1`, … for layers above and `_reverse` for the second direction. PyTorch's
///   second bias `bias_hh_l0` is there if asked for; Keras has but one.
public final class LSTM: Module {
    /// Both states of all layers, those of the two directions one after the other.
    public struct State {
        /// `[layers · directions, batch, units]`
        public var hidden: Tensor
        /// `[layers · directions, batch, units]`
        public var cell: Tensor

        public init(hidden: Tensor, cell: Tensor) { (self.hidden, self.cell) = (hidden, cell) }
    }

    private let stack: RecurrentStack

    /// - Parameters:
    ///   - inputs: features of a step.
    ///   - units: size of the states, and of the output in one direction.
    ///   - returnSequences: whether the output holds all steps, or the last one only.
    ///   - layers: how many lie one above the other, each reading the whole output of the one below.
    ///   - bidirectional: whether a second one with weights of its own goes from the last step to the first.
    ///   - dropout: share of each layer's inputs to drop while training, the same ones at all steps.
    ///   - recurrentDropout: share of the hidden state to drop on its way into the gates, the same ones at all steps and for
    ///     all gates (Gal & Ghahramani 2016); Keras draws for each gate.
    ///   - recurrentBias: whether there is a second bias, as in PyTorch's files.
    public init(
        _ inputs: Int, _ units: Int, returnSequences: Bool = false, layers: Int = 1, bidirectional: Bool = false,
        dropout: Float = 0, recurrentDropout: Float = 0, recurrentBias: Bool = false
    ) {
        stack = RecurrentStack(
            "LSTM", inputs: inputs, units: units, bias: [0, 1, 0, 0], recurrentBias: recurrentBias,
            returnsSequences: returnSequences, layers: layers, bidirectional: bidirectional, dropout: dropout,
            recurrentDropout: recurrentDropout)
    }

    public override var members: [(name: String, value: Any)] { stack.members }

    public override func forward(_ x: Tensor) -> Tensor { run(x, state: nil, mask: nil).output }

    /// The output where some steps do not count.
    ///
    /// - Parameter mask: `[batch, steps]`, zero for the steps to leave out; see ``sequenceMask(_:steps:)``.
    public func callAsFunction(_ x: Tensor, mask: Tensor) -> Tensor { call { run(x, state: nil, mask: mask).output } }

    /// The output and the states after the last step.
    ///
    /// - Parameters:
    ///   - state: the states before the first step; zeros where nil.
    ///   - mask: `[batch, steps]`, zero for the steps to leave out; nil for none.
    public func callAsFunction(
        _ x: Tensor, state: State?, mask: Tensor? = nil
    ) -> (output: Tensor, state: State) {
        call(observing: \.output) { run(x, state: state, mask: mask) }
    }

    private func run(_ x: Tensor, state: State?, mask: Tensor?) -> (output: Tensor, state: State) {
        let (output, states) = stack.run(
            x, states: state.map { [$0.hidden, $0.cell] }, stateCount: 2, mask: mask, mode: mode, lstm)
        return (output, State(hidden: states[0], cell: states[1]))
    }
}
