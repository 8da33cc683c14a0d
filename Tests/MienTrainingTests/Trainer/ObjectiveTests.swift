import Mien
import MienTestSupport
import MienTraining
import Testing

/// Two numbers from one body.
private final class TwoHeads: Module {
    let body = Dense(4, 6)
    let label = Dense(6, 3)
    let size = Dense(6, 1)

    func outputs(_ x: Tensor) -> (label: Tensor, size: Tensor) {
        let features = body(x).relu()
        return (label(features), size(features))
    }
}

/// Clouds that are of a size too.
private struct SizedClouds: Dataset {
    let count: Int

    func example(at index: Int, random: inout RandomStream) -> Example {
        var example = Clouds(count: count).example(at: index, random: &random)
        example.furtherTargets = [Tensor([Float(index % 3)])]
        return example
    }
}

@Suite("Objectives, steps and their parts")
struct ObjectiveTests {
    private func objective(_ model: TwoHeads) -> Objective {
        Objective("label and size") { batch in
            let (label, size) = model.outputs(batch.inputs)
            let losses = (
                crossEntropy(label, batch.targets), meanSquaredError(size, batch.furtherTargets[0])
            )
            return .init(losses.0 + 0.5 * losses.1, measures: ["label_loss": losses.0, "size_loss": losses.1])
        }
    }

    @Test func severalOutputsAndLosses() throws {
        let model = withSeed(2) { TwoHeads() }
        let trainer = Trainer(
            model, optimizer: Adam(learningRate: 0.02), objective: objective(model), batchSize: 8, progress: .silent)
        let history = try trainer.fit(SizedClouds(count: 60), validation: SizedClouds(count: 20), epochs: 15)
        #expect(
            Set(history.names) == [
                "loss", "label_loss", "size_loss", "val_loss", "val_label_loss", "val_size_loss", "learning_rate",
            ])
        for (loss, (label, size)) in zip(history["loss"], zip(history["label_loss"], history["size_loss"])) {
            #expect(abs(loss! - (label! + 0.5 * size!)) < 1e-5)
        }
        #expect(history["val_size_loss"].last!! < 0.5 * history["val_size_loss"][0]!)
        #expect(history["val_label_loss"].last!! < history["val_label_loss"][0]!)
        #expect(try trainer.evaluate(SizedClouds(count: 20)).accuracy == nil)
    }

    /// A loss and the objective that says the same have the same bits.
    @Test func anObjectiveOfALossIsTheLoss() throws {
        func weights(_ make: (Module) -> Trainer) throws -> Tensor {
            let model = withSeed(11) { SmallNetwork() }
            try make(model).fit(Clouds(count: 40), epochs: 2)
            return model.stateDictionary()["body.0.weight"] ?? Tensor(0)
        }
        let byLoss = try weights {
            Trainer($0, optimizer: SGD(), loss: .crossEntropy(), batchSize: 8, progress: .silent)
        }
        let byObjective = try weights { model in
            Trainer(
                model, optimizer: SGD(),
                objective: Objective("same") { .init(crossEntropy(model($0.inputs), $0.targets)) }, batchSize: 8,
                progress: .silent)
        }
        let byStep = try weights { model in
            Trainer(model, optimizer: SGD(), loss: .crossEntropy(), batchSize: 8, progress: .silent) { trainer, batch in
                let (loss, gradients) = valueAndGradients(of: model) { crossEntropy($0(batch.inputs), batch.targets) }
                trainer.optimizer.update(model, along: gradients)
                return ["loss": Double(loss.item), "steps": Double(trainer.step)]
            }
        }
        expectSameBits(byObjective, byLoss)
        expectSameBits(byStep, byLoss)
    }

    @Test func measuresOfAStepOfYourOwn() throws {
        let trainer = Trainer(SmallNetwork(), optimizer: SGD(), loss: .crossEntropy(), batchSize: 10, progress: .silent)
        {
            trainer, batch in ["loss": 2, "number": Double(batch.indices[0]), "rate": Double(trainer.step)]
        }
        let history = try trainer.fit(Clouds(count: 20), epochs: 1)
        #expect(history["loss"] == [2] && history["rate"] == [0.5])
    }

    @Test func partsOfABatchGiveTheSameStep() throws {
        func weights(_ microBatchSize: Int?) throws -> Tensor {
            let model = withSeed(3) { Linear(weight: [[1, 2, 3, 4], [0, 1, 0, 1], [2, 1, 1, 1]], bias: [0, 0, 0]) }
            let trainer = Trainer(
                model, optimizer: SGD(learningRate: 0.1, momentum: 0.9), loss: .crossEntropy(labelSmoothing: 0.1),
                clipping: .globalNorm(0.5), batchSize: 10, microBatchSize: microBatchSize, progress: .silent)
            let history = try trainer.fit(Clouds(count: 36), epochs: 3)
            #expect(trainer.step == 12)
            return Tensor.concatenate([
                model.layer.weight.value.flattened(), Tensor(history["loss"].map { Float($0!) }),
                Tensor(history["accuracy"].map { Float($0!) }),
            ])
        }
        let whole = try weights(nil)
        for size in [1, 3, 5, 9] { expectClose(try weights(size), whole, within: 1e-5, "parts of \(size)") }
        expectSameBits(try weights(10), whole)
    }

    @Test func weightsOfExamplesAreFactors() throws {
        /// Every third example does not count.
        struct Weighted: Dataset {
            let count = 30
            func example(at index: Int, random: inout RandomStream) -> Example {
                var example = Clouds(count: count, noise: 0).example(at: index, random: &random)
                example.weight = index % 3 == 2 ? 0 : 1.5
                return example
            }
        }
        func weights(_ data: any Dataset, _ batchSize: Int) throws -> Tensor {
            let model = Linear(weight: [[1, 2, 3, 4], [0, 1, 0, 1], [2, 1, 1, 1]], bias: [0, 0, 0])
            let trainer = Trainer(
                model, optimizer: SGD(learningRate: 0.1), loss: .crossEntropy(), batchSize: batchSize, shuffle: false,
                progress: .silent)
            try trainer.fit(data, epochs: 1)
            return model.layer.weight.value
        }
        // Weights of one and a half make up for the third that is missing.
        let without = Subset(Clouds(count: 30, noise: 0), indices: (0..<30).filter { $0 % 3 != 2 })
        expectClose(try weights(Weighted(), 30), try weights(without, 20), within: 1e-6)
        let unweighted = try weights(Clouds(count: 30, noise: 0), 30)
        #expect(try !weights(Weighted(), 30).isEqual(to: unweighted))
        let plain = Trainer(
            SmallNetwork(), optimizer: SGD(), loss: Loss("own") { crossEntropy($0, $1) }, progress: .silent)
        #expect(throws: Never.self) { try plain.fit(Clouds(count: 10), epochs: 1) }
    }

    @Test func targetsOfAnotherShapeAreRefused() {
        let trainer = Trainer(SmallNetwork(), optimizer: SGD(), loss: .meanSquaredError(), progress: .silent)
        #expect(throws: TrainingError.targetsDoNotFit(targets: [10], outputs: [10, 3])) {
            try trainer.fit(Clouds(count: 10), epochs: 1)
        }
    }

    @Test func fineTuningLeavesTheFrozenPart() throws {
        let model = withSeed(11) { SmallNetwork() }
        model.body.layers[0].isFrozen = true
        let before = model.stateDictionary()
        try Trainer(model, optimizer: AdamW(), loss: .focal(), batchSize: 8, progress: .silent)
            .fit(Clouds(count: 20), epochs: 2)
        let after = model.stateDictionary()
        expectSameBits(after["body.0.weight"]!, before["body.0.weight"]!)
        #expect(!after["body.4.weight"]!.isEqual(to: before["body.4.weight"]!))
    }
}

@Suite("Guard, profile and search")
struct TrainerToolsTests {
    /// NaN where an input is above its limit.
    private final class Fragile: Module {
        var limit: Float = 1e6
        override func forward(_ x: Tensor) -> Tensor { x * (limit - x).squareRoot().sum() * 0 + x }
    }

    private final class FragileNetwork: Module {
        let body = Sequential(Dense(4, 6), Dropout(0.3), Fragile(), Dense(6, 3))
        override func forward(_ x: Tensor) -> Tensor { body(x) }
    }

    @Test func theGuardNamesTheLayer() throws {
        let model = withSeed(1) { FragileNetwork() }
        (model.body.layers[2] as? Fragile)?.limit = -100
        let trainer = Trainer(
            model, optimizer: SGD(), loss: .crossEntropy(), batchSize: 8, guardsNumbers: true, progress: .silent)
        let error = #expect(throws: TrainingError.self) { try trainer.fit(Clouds(count: 20), epochs: 1) }
        let origin = NonFiniteOrigin(layer: "body.2 (Fragile)", place: .forward)
        #expect(error == .nonFinite(epoch: 0, batch: 0, origin: origin))
        #expect("\(error!)".contains("In epoch 1, batch 1, the output of body.2 (Fragile) is the first"))
        // Without the guard it goes on.
        try Trainer(model, optimizer: SGD(), loss: .crossEntropy(), progress: .silent).fit(Clouds(count: 8), epochs: 1)
    }

    /// A training with the guard has the bits of one without.
    @Test func theGuardChangesNothing() throws {
        let weights = try [false, true].map { guards in
            let model = withSeed(11) { SmallNetwork() }
            try Trainer(
                model, optimizer: SGD(), loss: .crossEntropy(), batchSize: 8, guardsNumbers: guards, profile: guards,
                progress: .silent
            ).fit(Clouds(count: 40), epochs: 2)
            return model.stateDictionary(includingState: true)
        }
        for (name, tensor) in weights[0] { expectSameBits(weights[1][name] ?? Tensor(0), tensor, name) }
    }

    /// In a process of its own: memory is counted for the whole process.
    @Test func theProfileNamesEveryLayer() async {
        await #expect(processExitsWith: .success) {
            let trainer = Trainer(
                SmallNetwork(hidden: 50), optimizer: Adam(), loss: .crossEntropy(), batchSize: 8, profile: true,
                progress: .silent)
            #expect(trainer.profile?.steps == 0)
            try trainer.fit(Clouds(count: 40), epochs: 2)
            let profile = try #require(trainer.profile)
            #expect(profile.steps == 10)
            #expect(
                profile.layers.map(\.name) == [
                    "SmallNetwork", "body (Sequential)", "body.0 (Dense)", "body.1 (BatchNorm)", "body.2 (ReLU)",
                    "body.3 (Dropout)", "body.4 (Dense)",
                ])
            #expect(profile.layers.allSatisfy { $0.calls == 10 && $0.forward >= .zero })
            for layer in profile.layers where layer.name.contains("Dense") || layer.name.contains("Norm") {
                #expect(layer.forward > .zero && layer.backward > .zero && layer.bytes > 0, "\(layer.name)")
            }
            let inner = profile.layers.reduce(Duration.zero) { $0 + $1.forward + $1.backward }
            #expect(inner + profile.optimizer + profile.data + profile.outsideForward < profile.total)
            #expect(profile.optimizer > .zero && profile.outsideForward > .zero && profile.outsideBackward > .zero)
            let lines = "\(profile)".split(separator: "\n")
            #expect(lines.count == 12 && Set(lines.map(\.count)).count == 1)
            #expect(lines[0].hasPrefix("10 steps of ") && lines[3].hasPrefix("body.0 (Dense) "))
            let plain = Trainer(SmallNetwork(), optimizer: Adam(), loss: .crossEntropy(), progress: .silent)
            #expect(plain.profile == nil)
        }
    }

    @Test func theSearchFindsARateAndLeavesNothing() throws {
        let model = withSeed(11) { SmallNetwork() }
        let optimizer = SGD(learningRate: 0.3, momentum: 0.9)
        let trainer = Trainer(model, optimizer: optimizer, loss: .crossEntropy(), batchSize: 8, progress: .silent)
        try trainer.fit(Clouds(count: 40), epochs: 1)
        let (before, memory) = (model.stateDictionary(includingState: true), optimizer.state)
        let search = try trainer.searchLearningRate(Clouds(count: 60), from: 1e-4, to: 100, steps: 60)
        #expect(search.rates.count == search.losses.count && search.rates.count > 20)
        #expect(abs(search.rates[0] - 1e-4) < 1e-9 && search.rates == search.rates.sorted())
        let suggestion = try #require(search.suggestion)
        #expect((1e-4...10).contains(suggestion))
        for (name, tensor) in model.stateDictionary(includingState: true) {
            expectSameBits(tensor, before[name] ?? Tensor(0), name)
        }
        for (name, tensor) in optimizer.state { expectSameBits(tensor, memory[name] ?? Tensor(0), name) }
        #expect(optimizer.learningRate == 0.3 && trainer.step == 5)
    }

    @Test func theSuggestionIsWhereTheLossFallsFastest() {
        // Level, then straight down for ten steps, then level again.
        let losses = (0..<50).map { (step: Int) -> Double in
            let fallen = Double(min(max(step - 20, 0), 10))
            return 2 - 0.15 * fallen
        }
        let search = LearningRateSearch(rates: (0..<50).map { Double($0 + 1) }, losses: losses)
        #expect((24...34).contains(search.suggestion ?? 0))
        #expect(abs(search.smoothedLosses[0] - 2) < 1e-12)
        let rising = LearningRateSearch(rates: [1, 2, 3, 4], losses: [1, 2, 3, 4])
        #expect(rising.suggestion == nil && LearningRateSearch(rates: [], losses: []).suggestion == nil)
    }
}
