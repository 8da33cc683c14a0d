import Mien
import MienTestSupport
import Testing

/// Rules for some parameters, parts that are frozen, gradients in parts, running means.
@Suite struct ParameterRules {
    private func network() -> Sequential {
        withSeed(3) { Sequential(BatchNorm(3), Dense(3, 4), ReLU(), Dense(4, 2)) }
    }

    private func gradients(_ model: Module) -> Gradients {
        valueAndGradients(of: model) { $0(randomTensor([5, 3])).squared().sum() }.gradients
    }

    /// Every optimizer takes its rate from the rules: a tenth of the rate is the same step as an optimizer with a tenth.
    @Test(arguments: Optimizers.rows) func aFactorIsThatOfTheLearningRate(_ row: OptimizerRow) {
        let (ruled, plain, slow) = (network(), network(), network())
        let (first, second, third) = (row.make(), row.make(), row.make())
        first.rules = [.under("1", learningRate: 0.125)]
        third.learningRate *= 0.125
        for _ in 0..<3 {
            // The same gradients for all: those of the first model.
            let gradients = gradients(ruled)
            for (model, optimizer) in [(ruled, first), (plain, second), (slow, third)] {
                var own = Gradients()
                for (place, parameter) in model.parameters.enumerated() {
                    own[parameter.value] = gradients[ruled.parameters[place].value]
                }
                optimizer.update(model, along: own)
            }
        }
        for (place, parameter) in ruled.parameters.enumerated() {
            let expected = (parameter.name.hasPrefix("1.") ? slow : plain).parameters[place].value.value
            expectSameBits(parameter.value.value, expected, parameter.name)
            #expect(!parameter.value.value.isEqual(to: network().parameters[place].value.value))
        }
    }

    @Test(arguments: [0, 1, 2, 3, 4, 5, 6]) func biasesAndNormsAreNotDecayed(_ place: Int) {
        let make: [@Sendable (Float) -> Optimizer] = [
            { SGD(weightDecay: $0) }, { Adam(weightDecay: $0) }, { AdamW(weightDecay: $0) },
            { RMSprop(weightDecay: $0) }, { Adagrad(weightDecay: $0) }, { NAdam(weightDecay: $0) },
            { Lion(weightDecay: $0) },
        ]
        let models = [network(), network(), network()]
        for model in models {
            for parameter in model.parameters { parameter.value.value = randomTensor(parameter.value.value.shape) + 2 }
        }
        let optimizers = [make[place](0.5), make[place](0.5), make[place](0)]
        optimizers[0].rules = [.noDecayOnBiasesAndNorms]
        for (model, optimizer) in zip(models, optimizers) { optimizer.update(model, along: gradients(model)) }
        var differences = 0
        for (place, parameter) in models[0].parameters.enumerated() {
            let expected = models[parameter.value.value.rank > 1 ? 1 : 2].parameters[place].value.value
            let other = models[parameter.value.value.rank > 1 ? 2 : 1].parameters[place].value.value
            expectSameBits(parameter.value.value, expected, parameter.name)
            if parameter.value.value.rank > 1 { differences += expected.isEqual(to: other) ? 0 : 1 }
        }
        // The first steps of those that divide by the gradient's size hardly know more of it than its sign.
        #expect(differences > 0 || [1, 3, 4, 5].contains(place))
    }

    @Test func allRulesOfAParameterCount() {
        let rules = [
            ParameterRule.under("0", learningRate: 0.5, weightDecay: 1), .under("0.weight", learningRate: 0.5),
        ]
        let model = network()
        let before = model.stateDictionary()
        let optimizer = SGD(learningRate: 1)
        optimizer.rules = rules
        var zero = Gradients()
        for parameter in model.parameters { zero[parameter.value] = .zeros(parameter.value.value.shape) }
        optimizer.update(model, along: zero)
        let after = model.stateDictionary()
        #expect(after["0.weight"]!.isEqual(to: before["0.weight"]! * 0.75))
        #expect(after["3.weight"]!.isEqual(to: before["3.weight"]!))
        #expect(!rules[0].holds("01.weight", []) && rules[0].holds("0", []))
    }

    @Test func ratesByDepth() {
        let rules = ParameterRule.byDepth(["stem", "body.0", "body.1", "head"], decay: 0.5)
        #expect(rules.map(\.learningRate) == [0.125, 0.25, 0.5, 1])
        #expect(rules[1].holds("body.0.weight", [2]) && !rules[1].holds("body.1.weight", [2]))
    }

    @Test func gradientsOfPartsAreThoseOfTheWhole() {
        let model = withSeed(1) { Dense(3, 2) }
        let (inputs, labels) = (randomTensor([10, 3]), randomIntegers([10], 0, 2))
        func gradients(_ part: Range<Int>) -> Gradients {
            valueAndGradients(of: model) { crossEntropy($0(inputs[part]), labels[part]) }.gradients
        }
        var total = Gradients()
        for part in [0..<4, 4..<8, 8..<10] { total.add(gradients(part), times: Float(part.count) / 10) }
        let whole = gradients(0..<10)
        for parameter in model.parameters {
            // What cancels in a sum is lost from its last digits, whatever the order of its parts.
            expectClose(total[parameter.value]!, whole[parameter.value]!, within: 1e-5, parameter.name)
        }
        #expect(!total.hasNonFinite)
        total[model.weight] = Tensor([[.nan, 0, 0], [0, 0, 0]])
        #expect(total.hasNonFinite)
    }
}

@Suite struct WeightAverages {
    @Test(arguments: [("exponential", WeightAverage.Kind.exponential(decay: 0.9)), ("uniform", .uniform)])
    func agreesWithPyTorch(_ name: String, _ kind: WeightAverage.Kind) throws {
        let golden = try Golden("averages.safetensors", in: .module)
        let weights = try golden("weights")
        // The decay is a number of single precision.
        for elementType in [ElementType.float32, .float64] {
            let model = Dense(5, 3, bias: false)
            model.cast(to: elementType)
            let average = WeightAverage(kind)
            for step in 0..<10 {
                model.weight.value = weights[step].cast(to: elementType)
                average.update(with: model)
                average.exchange(with: model)
                expectClose(model.weight.value, try golden("\(name)/\(step)"), within: 1e-6, "step \(step)")
                average.exchange(with: model)
                #expect(model.weight.value.isEqual(to: weights[step].cast(to: elementType)))
            }
            #expect(average.count == 10)
        }
    }

    @Test func goesOnFromItsState() {
        let (whole, first) = (WeightAverage(.exponential(decay: 0.7)), WeightAverage(.exponential(decay: 0.7)))
        let model = Sequential(Dense(3, 2), BatchNorm(2))
        func change(_ step: Int) {
            for parameter in model.parameters {
                parameter.value.value = randomTensor(parameter.value.value.shape, seed: UInt64(step))
            }
            for buffer in model.buffers { buffer.value.value = randomTensor([2], seed: UInt64(step + 100)) }
        }
        for step in 0..<4 {
            change(step)
            whole.update(with: model)
            if step < 2 { first.update(with: model) }
        }
        let second = WeightAverage(.exponential(decay: 0.7))
        second.state = first.state
        for step in 2..<4 {
            change(step)
            second.update(with: model)
        }
        #expect(second.state.keys.count == 7)
        for (name, tensor) in whole.state { expectSameBits(second.state[name] ?? Tensor(0), tensor, name) }
    }

    @Test func nothingIsExchangedBeforeTheFirstWeights() {
        let model = Dense(2, 2)
        let before = model.weight.value
        WeightAverage(.uniform).exchange(with: model)
        expectSameBits(model.weight.value, before)
    }

    @Test func threadsDoNotMatter() {
        let results = [1, 2].map { threads in
            withThreads(threads) {
                let model = Dense(300, 301, bias: false)
                let average = WeightAverage(.exponential(decay: 0.9))
                for step in 0..<3 {
                    model.weight.value = randomTensor([301, 300], seed: UInt64(step))
                    average.update(with: model)
                }
                average.exchange(with: model)
                return model.weight.value
            }
        }
        expectSameBits(results[0], results[1])
    }
}
