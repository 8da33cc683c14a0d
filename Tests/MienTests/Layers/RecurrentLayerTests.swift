import Mien
import MienTestSupport
import Testing

/// What the gate's rows do not tell of layers for sequences.
@Suite struct RecurrentLayerTests {
    @Test func namesInFilesArePyTorchs() {
        let lstm = LSTM(3, 4, layers: 2, bidirectional: true, recurrentBias: true)
        let kinds = ["weight_ih", "weight_hh", "bias_ih", "bias_hh"]
        let places = ["l0", "l0_reverse", "l1", "l1_reverse"]
        #expect(lstm.parameters.map(\.name) == places.flatMap { place in kinds.map { "\($0)_\(place)" } })
        let shapes = lstm.stateDictionary().mapValues(\.shape)
        #expect(shapes["weight_ih_l0"] == [16, 3] && shapes["weight_ih_l1_reverse"] == [16, 8])
        #expect(shapes["weight_hh_l1"] == [16, 4] && shapes["bias_hh_l0_reverse"] == [16])
        #expect(
            GRU(3, 4).parameters.map(\.name) == ["weight_ih_l0", "weight_hh_l0", "bias_ih_l0", "bias_hh_l0"])
        #expect(LSTM(3, 4).parameters.map(\.name) == ["weight_ih_l0", "weight_hh_l0", "bias_ih_l0"])
        #expect(
            MultiHeadAttention(4, heads: 2).parameters.map(\.name) == [
                "in_proj_weight", "in_proj_bias", "out_proj.weight", "out_proj.bias",
            ])
    }

    @Test func beginAsInKeras() {
        let lstm = withSeed(1) { LSTM(5, 8) }
        let weights = lstm.stateDictionary()
        #expect(weights["bias_ih_l0"]?.scalars == (0..<32).map { (8..<16).contains($0) ? 1 : 0 })
        let recurrent = (weights["weight_hh_l0"] ?? Tensor(0)).cast(to: .float64)
        expectClose(matmul(recurrent.transposed(), recurrent), .identity(8, .float64), within: 1e-6)
        let greatest = weights["weight_ih_l0"]?.absolute().max().item ?? 0
        let limit = (6 / Float(5 + 32)).squareRoot()
        #expect(greatest <= limit && greatest > 0.95 * limit)
        #expect(withSeed(1) { GRU(5, 8) }.stateDictionary()["bias_hh_l0"]?.absolute().max().item == 0)
    }

    /// A long sequence may come part by part, the states going from one part to the next.
    @Test func partsGiveWhatTheWholeGives() {
        let x = randomTensor([3, 10, 2], seed: 5)
        let lstm = withSeed(2) { LSTM(2, 4, returnSequences: true, layers: 2) }
        let (whole, final) = lstm(x, state: nil)
        let (first, state) = lstm(x[0..., 0..<4], state: nil)
        let (second, last) = lstm(x[0..., 4...], state: state)
        expectClose(Tensor.concatenate([first, second], axis: 1), whole, within: 1e-6)
        expectClose(last.hidden, final.hidden, within: 1e-6)
        expectClose(last.cell, final.cell, within: 1e-6)
        expectClose(final.hidden[1], whole[0..., -1], within: 1e-6)
        let gru = withSeed(2) { GRU(2, 4) }
        let (_, half) = gru(x[0..., 0..<4], state: nil)
        expectClose(gru(x[0..., 4...], state: half).output, gru(x), within: 1e-6)
    }

    /// What lies behind the end of a sequence is as if it were not there, and nothing is learnt from it.
    @Test func paddingDoesNotCount() {
        let x = randomTensor([2, 6, 3], seed: 6)
        let mask = sequenceMask(Tensor(int32: [4, 4]), steps: 6)
        for bidirectional in [false, true] {
            let lstm = withSeed(3) { LSTM(3, 4, bidirectional: bidirectional) }
            expectClose(lstm(x, mask: mask), lstm(x[0..., 0..<4]), within: 1e-6)
            let gradient = valueAndGradients(at: [x]) { lstm($0[0], mask: mask).sum() }.gradients[0]
            #expect(gradient[0..., 4...].absolute().max().item == 0)
            #expect(gradient[0..., 0..<4].absolute().min().item > 0)
        }
    }

    /// Widths of several panels of a packed weight, one and more blocks of rows, the last of them small.
    @Test(arguments: [(128, 5), (160, 37), (288, 3)])
    func wideLayersAgreeWithDoublePrecision(units: Int, batch: Int) async {
        await #expect(processExitsWith: .success) { [units, batch] in
            let masked: (LSTM, Tensor, Tensor) -> Tensor = { $0($1, mask: $2) }
            expectAgreement(
                batch, masked, { LSTM(3, units, returnSequences: true, recurrentDropout: 0.25) })
            expectAgreement(batch, { layer, x, _ in layer(x) }, { LSTM(3, units) })
            let maskedGRU: (GRU, Tensor, Tensor) -> Tensor = { $0($1, mask: $2) }
            expectAgreement(
                batch, maskedGRU, { GRU(3, units, returnSequences: true, recurrentDropout: 0.25) })
        }
    }

    @Test func masksOfLengths() {
        #expect(
            sequenceMask(Tensor(int32: [0, 2, 3, 9]), steps: 3).isEqual(
                to: Tensor([[0, 0, 0], [1, 1, 0], [1, 1, 1], [1, 1, 1]])))
        let embedding = Embedding(5, 2, paddingIndex: 0)
        #expect(embedding.mask(Tensor(int32: [3, 0, 1, 0])).scalars == [1, 0, 1, 0])
        #expect(Embedding(5, 2).mask(Tensor(int32: [3, 0])).scalars == [1, 1])
        #expect(embedding(Tensor(int32: [0, 0])).scalars == [0, 0, 0, 0])
    }

    /// Nothing that is still to come has a part in a causal output.
    @Test func causalAttentionSeesThePastAlone() {
        let attention = withSeed(4) { MultiHeadAttention(4, heads: 2) }
        let x = randomTensor([1, 5, 4], seed: 7)
        let gradient = valueAndGradients(at: [x]) { attention($0[0], isCausal: true)[0, 2].sum() }.gradients[0]
        #expect(gradient[0, 3...].absolute().max().item == 0)
        #expect(gradient[0, 0..<3].absolute().min().item > 0)
    }

    /// A query that may see nothing gets a number, not NaN, and so do its gradients.
    @Test func attentionToNothingIsFinite() {
        let attention = withSeed(4) { MultiHeadAttention(4, heads: 2) }
        let x = randomTensor([2, 3, 4], seed: 8)
        let mask = Tensor([[0, 0, 0], [1, 0, 1]])
        let (value, gradients) = valueAndGradients(at: [x]) { attention($0[0], mask: mask).sum() }
        #expect(!value.hasNonFinite && !gradients[0].hasNonFinite)
    }
}

/// Expects the same gradients with one and with two threads, and those of double precision.
private func expectAgreement<Layer: Module>(
    _ batch: Int, _ call: (Layer, Tensor, Tensor) -> Tensor, _ make: () -> Layer
) {
    let x = randomTensor([batch, 4, 3], seed: 1)
    let mask = sequenceMask(Tensor(int32: (0..<batch).map { Int32($0 % 4 + 1) }), steps: 4)
    func gradients(_ type: ElementType, threads: Int) -> [(name: String, gradient: Tensor)] {
        Runtime.threads = threads
        let layer = withSeed(2, make)
        layer.cast(to: type)
        let gradients = valueAndGradients(of: layer) { call($0, x.cast(to: type), mask).squared().sum() }.gradients
        return layer.parameters.map { ($0.name, gradients[$0.value] ?? Tensor(0)) }
    }
    let (one, two) = (gradients(.float32, threads: 1), gradients(.float32, threads: 2))
    for (index, exact) in gradients(.float64, threads: 2).enumerated() {
        expectClose(
            two[index].gradient, exact.gradient.cast(to: .float32), within: 2e-6, "\(Layer.self): \(exact.name)")
        expectSameBits(one[index].gradient, two[index].gradient, "\(Layer.self): \(exact.name)")
    }
}

/// Shapes that do not fit end the program with the layer's path.
@Suite struct RecurrentProgrammerErrorTests {
    @Test func sequencesOfOtherFeatures() async {
        let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            _ = Sequential(LSTM(3, 4))(Tensor.zeros([2, 5, 2]))
        }
        expectMessage(
            "LSTM: [batch, steps, 3] with one step at least is expected, the shape is [2, 5, 2] "
                + "[in Sequential.0 (LSTM)]", result)
    }

    @Test func statesOfAnotherBatch() async {
        let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            _ = GRU(3, 4, layers: 2)(Tensor.zeros([2, 5, 3]), state: Tensor.zeros([1, 2, 4]))
        }
        expectMessage(
            "GRU: shapes [2, 5, 3] and [1, 2, 4] do not fit; a state of this input has the shape [2, 2, 4] [in GRU",
            result)
    }

    @Test func masksOfAnotherLength() async {
        let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            _ = LSTM(3, 4)(Tensor.zeros([2, 5, 3]), mask: Tensor.zeros([2, 4]))
        }
        expectMessage("LSTM: shapes [2, 5, 3] and [2, 4] do not fit; the mask must be [batch, steps]", result)
    }

    @Test func tokensThatAreNotThere() async {
        let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            _ = Embedding(7, 3)(Tensor(int32: [1, 7]))
        }
        expectMessage("gathered: index 7 is not in 0 ..< 7 [in Embedding (Embedding)]", result)
    }

    @Test func headsThatDoNotDivide() async {
        let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            _ = MultiHeadAttention(6, heads: 4)
        }
        expectMessage("MultiHeadAttention: 6 features cannot be shared out to 4 heads", result)
    }
}
