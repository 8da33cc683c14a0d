import Mien
import MienTestSupport
import Testing

@Suite struct FreezingTests {
    private func network() -> Sequential {
        withSeed(5) { Sequential(Sequential(Dense(3, 4), BatchNorm(4), Dropout(0.5)), Dense(4, 2)) }
    }

    @Test func aFrozenPartStaysAsItIs() {
        let model = network()
        model.layers[0].isFrozen = true
        let before = model.stateDictionary(includingState: true)
        let (_, gradients) = valueAndGradients(of: model) { $0(randomTensor([6, 3])).squared().sum() }
        AdamW(weightDecay: 0.5).update(model, along: gradients)
        for (name, tensor) in model.stateDictionary(includingState: true) {
            let former = before[name] ?? Tensor(0)
            let isSame = name.hasPrefix("0.")
            if isSame { expectSameBits(tensor, former, name) } else { #expect(!tensor.isEqual(to: former)) }
        }
        #expect(model.layers[0].isFrozen && !model.isFrozen && !model.layers[1].isFrozen)
    }

    /// The output of a frozen part in a step is that of inference: statistics and dropout rest too.
    @Test func aFrozenPartIsInInference() {
        let model = network()
        let input = randomTensor([6, 3])
        let expected = model.layers[0](input)
        model.layers[0].isFrozen = true
        var found: Tensor?
        _ = valueAndGradients(of: model) { model in
            found = model.layers[0](input)
            #expect(model.layers[1].mode == .training && model.layers[0].mode == .inference)
            return model(input).sum()
        }
        expectSameBits(found ?? Tensor(0), expected)
    }

    @Test func thawedItLearnsAgain() {
        let model = network()
        model.isFrozen = true
        #expect(model.parameterCount == 0)
        #expect(valueAndGradients(of: model) { $0(randomTensor([2, 3])).sum() }.gradients.globalNorm == 0)
        model.isFrozen = false
        let (_, gradients) = valueAndGradients(of: model) { model in
            #expect(model.layers[0].mode == .training)
            return model(randomTensor([6, 3])).squared().sum()
        }
        #expect(model.parameters.allSatisfy { gradients[$0.value] != nil })
    }

    @Test func oneParameterMayBeFrozen() {
        let layer = Dense(3, 2)
        layer.weight.isFrozen = true
        let gradients = valueAndGradients(of: layer) { $0(randomTensor([4, 3])).sum() }.gradients
        #expect(gradients[layer.weight] == nil && layer.bias.flatMap { gradients[$0] } != nil)
    }

    @Test func theSummaryTellsThem() {
        let model = network()
        model.layers[0].isFrozen = true
        let summary = model.summary(inputShape: [3])
        #expect(summary.contains("Total params: 42 ("))
        #expect(summary.contains("Trainable params: 10 ("))
        #expect(summary.contains("Non-trainable params: 32 ("))
    }
}
