import Mien
import MienTestSupport
import Testing

/// An optimizer in the gate: the values of a parameter after 1, 10 and 100 steps are in the golden file, by its name.
struct OptimizerRow: Sendable, CustomTestStringConvertible {
    let name: String
    let make: @Sendable () -> Optimizer

    var testDescription: String { name }

    static func optimizer(_ name: String, _ make: @escaping @Sendable () -> Optimizer) -> OptimizerRow {
        OptimizerRow(name: name, make: make)
    }
}

/// One parameter, whose gradient is what the loss says.
private final class Course: Module {
    let weight: Parameter

    init(_ start: Tensor) { weight = Parameter(start) }

    func step(_ optimizer: Optimizer, along gradient: Tensor) {
        optimizer.update(self, along: valueAndGradients(of: self) { ($0.weight.value * gradient).sum() }.gradients)
    }
}

@Suite(.tallied(Contents.optimizers)) struct Optimizers {
    static let rows = classical + adaptive
    /// The types that have a row.
    static let covered = Set(rows.map { "\(type(of: $0.make()))" })

    /// PyTorch adds epsilon elsewhere than Keras: its Adam is followed with one that is next to nothing.
    private static let classical: [OptimizerRow] = [
        .optimizer("sgd") { SGD(learningRate: 0.05) },
        .optimizer("sgd decay") { SGD(learningRate: 0.05, weightDecay: 0.1) },
        .optimizer("momentum") { SGD(momentum: 0.9) },
        .optimizer("momentum decay") { SGD(learningRate: 0.01, momentum: 0.9, weightDecay: 0.05) },
        .optimizer("nesterov") { SGD(learningRate: 0.01, momentum: 0.9, nesterov: true) },
        .optimizer("nesterov decay") { SGD(learningRate: 0.01, momentum: 0.8, nesterov: true, weightDecay: 0.05) },
        .optimizer("adam") { Adam(learningRate: 0.01, epsilon: 1e-14) },
        .optimizer("adam decay") {
            Adam(learningRate: 0.01, beta1: 0.8, beta2: 0.95, epsilon: 1e-14, weightDecay: 0.1)
        },
        .optimizer("adamw") { AdamW(learningRate: 0.01, epsilon: 1e-14, weightDecay: 0.1) },
        .optimizer("keras adam") { Adam(learningRate: 0.01) },
        .optimizer("keras adamw") { AdamW(learningRate: 0.01) },
        .optimizer("keras adamw decay") {
            AdamW(learningRate: 0.005, beta1: 0.8, beta2: 0.99, epsilon: 1e-5, weightDecay: 0.1)
        },
    ]

    private static let adaptive: [OptimizerRow] = [
        .optimizer("rmsprop") { RMSprop(learningRate: 0.01, epsilon: 1e-28) },
        .optimizer("rmsprop decay") {
            RMSprop(learningRate: 0.01, rho: 0.8, epsilon: 1e-28, weightDecay: 0.1)
        },
        .optimizer("keras rmsprop") { RMSprop(learningRate: 0.01) },
        .optimizer("keras rmsprop momentum") { RMSprop(learningRate: 0.005, rho: 0.95, momentum: 0.9) },
        .optimizer("keras rmsprop centered") { RMSprop(learningRate: 0.01, epsilon: 1e-3, centered: true) },
        .optimizer("keras rmsprop all") {
            RMSprop(learningRate: 0.005, rho: 0.8, momentum: 0.5, epsilon: 1e-4, centered: true)
        },
        .optimizer("adagrad") { Adagrad(learningRate: 0.05, initialAccumulator: 0, epsilon: 1e-28) },
        .optimizer("adagrad decay") {
            Adagrad(learningRate: 0.05, initialAccumulator: 0.5, epsilon: 1e-28, weightDecay: 0.1)
        },
        .optimizer("keras adagrad") { Adagrad(learningRate: 0.05) },
        .optimizer("nadam") { NAdam(learningRate: 0.01, momentumDecay: 0.004) },
        .optimizer("nadam decay") {
            NAdam(
                learningRate: 0.01, beta1: 0.8, beta2: 0.95, epsilon: 1e-5, momentumDecay: 0.02, weightDecay: 0.1)
        },
        .optimizer("keras nadam") { NAdam(learningRate: 0.01) },
        .optimizer("keras lion") { Lion(learningRate: 0.005) },
        .optimizer("keras lion decay") { Lion(learningRate: 0.005, beta1: 0.8, beta2: 0.95, weightDecay: 0.1) },
    ]

    @Test(arguments: rows) func agreesAfterAHundredSteps(_ row: OptimizerRow) throws {
        let golden = try Golden("optimizers.safetensors", in: .module)
        let gradients = try golden("gradients")
        for (elementType, tolerance) in [(ElementType.float32, 1e-5), (.float64, 1e-6)] {
            let course = Course(try golden("start"))
            course.cast(to: elementType)
            let optimizer = row.make()
            for step in 1...100 {
                course.step(optimizer, along: gradients[step - 1].cast(to: elementType))
                #expect(optimizer.step == step)
                if let expected = golden.optional("\(row.name)/\(step)") {
                    expectClose(course.weight.value, expected, within: tolerance, "\(elementType), step \(step)")
                }
            }
        }
    }

    /// A state that went through a file gives the same bits as the uninterrupted run.
    @Test(arguments: rows) func goesOnFromItsState(_ row: OptimizerRow) throws {
        let golden = try Golden("optimizers.safetensors", in: .module)
        let gradients = try golden("gradients")
        try withTemporaryFolder { folder in
            let (whole, first) = (Course(try golden("start")), Course(try golden("start")))
            let (optimizer, interrupted) = (row.make(), row.make())
            for step in 0..<20 { whole.step(optimizer, along: gradients[step]) }
            for step in 0..<7 { first.step(interrupted, along: gradients[step]) }
            try Safetensors(interrupted.state).write(to: "\(folder)/optimizer.safetensors")

            let (second, resumed) = (Course(first.weight.value), row.make())
            resumed.state = try Safetensors(contentsOf: "\(folder)/optimizer.safetensors").tensors
            #expect(resumed.step == 7)
            for step in 7..<20 { second.step(resumed, along: gradients[step]) }
            expectSameBits(second.weight.value, whole.weight.value)
        }
    }

    @Test(arguments: rows) func threadsDoNotMatter(_ row: OptimizerRow) {
        let (start, gradient) = (randomTensor([70_001], seed: 1), randomTensor([70_001], seed: 2))
        let results = [1, 2].map { threads in
            withThreads(threads) {
                let course = Course(start)
                let optimizer = row.make()
                for _ in 0..<3 { course.step(optimizer, along: gradient) }
                return course.weight.value
            }
        }
        expectSameBits(results[0], results[1])
        #expect(!results[0].isEqual(to: start))
    }

    @Test(arguments: rows) func otherCopiesOfAParameterStay(_ row: OptimizerRow) {
        let course = Course(Tensor([1, 2, 3]))
        let copy = course.weight.value
        course.step(row.make(), along: Tensor([1, 1, 1]))
        #expect(copy.scalars == [1, 2, 3])
        #expect(!course.weight.value.isEqual(to: copy))
    }

    @Test func parametersWithoutGradientStay() {
        let model = Sequential(Dense(2, 3), Dense(3, 1))
        let before = model.stateDictionary()
        let first = model.layers[0]
        let gradients = valueAndGradients(of: model) { _ in first(Tensor([[1, 2]])).sum() }.gradients
        // Decay would move a parameter whose gradient counted as zero.
        AdamW(weightDecay: 0.5).update(model, along: gradients)
        for (name, tensor) in model.stateDictionary() {
            if name.hasPrefix("1.") { expectSameBits(tensor, before[name] ?? Tensor(0), name) }
            if name == "0.weight" { #expect(!tensor.isEqual(to: before[name] ?? Tensor(0))) }
        }
    }

    /// A parameter that a model has under two names is one parameter: it takes one step.
    @Test func sharedParametersTakeOneStep() {
        final class Tied: Module {
            let first: Dense
            let second: Dense
            override init() {
                first = Dense(2, 2, bias: false)
                second = first
            }
            override func forward(_ x: Tensor) -> Tensor { second(first(x)) }
        }
        let model = Tied()
        #expect(model.parameters.map(\.name) == ["first.weight"])
        #expect(model.parameterCount == 4)
        model.first.weight.value = Tensor([[1, 2], [3, 4]])
        let (_, gradients) = valueAndGradients(of: model) { $0(Tensor([[1, 1]])).sum() }
        // y = W W x: by the product rule, (Wᵀ1) xᵀ + 1 (W x)ᵀ.
        #expect(gradients[model.first.weight]?.scalars == [7, 11, 9, 13])
        SGD(learningRate: 1).update(model, along: gradients)
        #expect(model.first.weight.value.scalars == [-6, -9, -6, -9])
    }
}

@Suite struct Schedules {
    @Test func agreesWithPyTorch() throws {
        let golden = try Golden("schedules.safetensors", in: .module)
        let rows: [(String, Schedule)] = [
            ("one cycle", .oneCycle()),
            ("one cycle long", .oneCycle(warmUp: 0.5, initialDivisor: 10, finalDivisor: 100)),
            ("cosine to 0.0", .cosine()), ("cosine to 0.1", .cosine(final: 0.1)),
            ("step", .step(every: 7, factor: 0.3)), ("exponential", .exponential(factor: 0.97)),
            ("polynomial", .polynomial(power: 2.5)), ("restarts", .cosineRestarts(period: 4)),
            ("restarts growing", .cosineRestarts(period: 3, growth: 2, final: 0.2)),
            ("keras exponential", .exponential(factor: 0.5, every: 9)),
            ("keras polynomial", .polynomial(power: 0.5, final: 0.1)),
        ]
        for (name, schedule) in rows {
            for total in [3, 5, 10, 100, 137] {
                let factors = (0..<total).map { schedule.factor(at: $0, of: total) }
                expectClose(Tensor(factors), try golden("\(name)/\(total)"), within: 1e-6, "\(name) of \(total)")
            }
        }
    }

    @Test func constantIsOne() {
        #expect((0..<5).map { Schedule.constant.factor(at: $0, of: 5) } == [1, 1, 1, 1, 1])
    }

    @Test func cosineWarmsUpInAStraightLine() {
        let factors = (0..<10).map { Schedule.cosine(warmUp: 0.4).factor(at: $0, of: 10) }
        #expect(factors.prefix(4) == [0.25, 0.5, 0.75, 1])
        #expect(factors[4] == 1)
        #expect(zip(factors[4...], factors[5...]).allSatisfy { $0 > $1 })
        #expect(abs(factors[7] - 0.5) < 1e-6)
    }

    /// Steps beyond the end keep the last rate; trainings of one step have one.
    @Test func endsAreHeld() {
        for schedule in [Schedule.oneCycle(), .cosine(warmUp: 0.1, final: 0.2), .polynomial(final: 0.1), .constant] {
            let last = schedule.factor(at: 10, of: 10)
            #expect(schedule.factor(at: 1000, of: 10) == last)
            for total in 0...2 {
                for step in 0...3 {
                    let factor = schedule.factor(at: step, of: total)
                    #expect(factor.isFinite && factor >= 0 && factor <= 1)
                }
            }
        }
    }
}

@Suite struct Clipping {
    @Test(arguments: ["0.1", "1.0", "100.0"]) func agreesWithPyTorch(_ limit: String) throws {
        let golden = try Golden("clipping.safetensors", in: .module)
        let model = Sequential(Dense(3, 4, bias: false), Dense(5, 1, bias: false))
        var gradients = valueAndGradients(of: model) { $0.parameters[0].value.value.sum() }.gradients
        gradients[model.parameters[0].value] = try golden("first")
        gradients[model.parameters[1].value] = try golden("second").reshaped([1, 5])
        let norm = gradients.clip(globalNorm: Float(limit)!)
        expectClose(Tensor(norm), try golden("\(limit)/norm"), within: 1e-6)
        for (place, name) in ["first", "second"].enumerated() {
            let found = try #require(gradients[model.parameters[place].value])
            expectClose(found, try golden("\(limit)/\(name)").reshaped(found.shape), within: 1e-5, name)
        }
        #expect(gradients.globalNorm <= Float(limit)! * 1.00001)
    }

    @Test(arguments: ["0.1", "1.0", "100.0"], ["value", "own"])
    func ofElementsAndOfEachGradient(_ limit: String, _ kind: String) throws {
        let golden = try Golden("clipping.safetensors", in: .module)
        let model = Sequential(Dense(3, 4, bias: false), Dense(5, 1, bias: false))
        var gradients = Gradients()
        gradients[model.parameters[0].value] = try golden("first")
        gradients[model.parameters[1].value] = try golden("second").reshaped([1, 5])
        gradients.clip(kind == "value" ? .value(Float(limit)!) : .norm(Float(limit)!))
        for (place, name) in ["first", "second"].enumerated() {
            let found = try #require(gradients[model.parameters[place].value])
            expectClose(found, try golden("\(limit)/\(kind)/\(name)").reshaped(found.shape), within: 1e-5, name)
        }
    }

    @Test func aNumberIsALimitOfTheGlobalNorm() {
        #expect((1 as Mien.Clipping) == .globalNorm(1) && (0.5 as Mien.Clipping) == .globalNorm(0.5))
    }
}
