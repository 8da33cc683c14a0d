import Mien
import MienTestSupport
import MienTraining
import Testing

@Suite("Stages of a loader")
struct BatchStageTests {
    private let data = TensorDataset(
        inputs: randomTensor([12, 6, 8, 2]), labels: (0..<12).map { $0 % 3 })

    private func batches(_ stages: [BatchStage], epoch: Int = 0, from first: Int = 0) throws -> [Batch] {
        let iterator = DataLoader(data, batchSize: 5, seed: 3, stages: stages).batches(epoch: epoch, from: first)
        var batches: [Batch] = []
        while let batch = try iterator.next() { batches.append(batch) }
        return batches
    }

    /// The share of each example, told from the labels: those of three classes one after the other.
    @Test func mixupMixesInputsAndLabelsAlike() throws {
        for epoch in 0..<5 {
            let plain = try batches([], epoch: epoch)
            for (batch, original) in zip(try batches([.mixup(alpha: 1, classes: 3)], epoch: epoch), plain) {
                #expect(batch.targets.shape == [batch.count, 3] && batch.indices == original.indices)
                expectClose(batch.targets.sum(axes: -1), .ones([batch.count]), within: 1e-6)
                for place in 0..<batch.count {
                    // Some partner explains both: x − x′ is in proportion to y − y′, or the partner is of the same class.
                    let found = (0..<batch.count).contains { partner in
                        let (own, other) = (original.inputs[place], original.inputs[partner])
                        let difference = (own - other).squared().sum().item
                        let share =
                            partner == place
                            ? 1 : ((batch.inputs[place] - other) * (own - other)).sum().item / difference
                        let labels = original.targets.oneHot(3)
                        let inputs = own * share + other * (1 - share)
                        let targets = labels[place] * share + labels[partner] * (1 - share)
                        return (inputs - batch.inputs[place]).absolute().max().item < 1e-4
                            && (targets - batch.targets[place]).absolute().max().item < 1e-4
                            && share > -1e-4 && share < 1.0001
                    }
                    #expect(found, "epoch \(epoch), place \(place)")
                }
            }
        }
    }

    @Test func cutmixLabelsByTheArea() throws {
        var areas: Set<Int> = []
        for epoch in 0..<20 {
            let plain = try batches([], epoch: epoch)
            for (batch, original) in zip(try batches([.cutmix(classes: 3)], epoch: epoch), plain) {
                for place in 0..<batch.count {
                    let kept = (batch.inputs[place] .== original.inputs[place]).min(axes: -1)
                    let share = kept.sum().item / 48
                    let label = original.targets.oneHot(3)[place]
                    areas.insert(Int(kept.sum().item))
                    // What was not kept is another example's, at the same places.
                    let partner = (0..<batch.count).first { partner in
                        let isOther = batch.inputs[place] .== original.inputs[partner]
                        return (isOther.min(axes: -1) + kept).min().item > 0 && (share == 1) == (partner == place)
                    }
                    guard let partner else {
                        // The partner may be the example itself, or the rectangle outside: nothing changed then.
                        #expect(share == 1)
                        continue
                    }
                    if share == 1 { continue }
                    let expected = label * share + original.targets.oneHot(3)[partner] * (1 - share)
                    expectClose(batch.targets[place], expected, within: 1e-5)
                }
            }
        }
        #expect(areas.count > 5)
    }

    @Test func theSameEachTimeAndFromTheMiddle() throws {
        let stages: [BatchStage] = [
            .mixup(classes: 3), .cutmix(classes: 3),
            BatchStage("noise") { $0.inputs += Tensor.normal($0.inputs.shape, using: &$1) },
        ]
        let (first, second) = (try batches(stages, epoch: 2), try batches(stages, epoch: 2, from: 1))
        #expect(first.count == 3 && second.count == 2)
        for (a, b) in zip(first[1...], second) {
            expectSameBits(a.inputs, b.inputs)
            expectSameBits(a.targets, b.targets)
        }
        #expect(!first[0].inputs.isEqual(to: try batches(stages, epoch: 3)[0].inputs))
    }

    @Test func sharesAreOfTheBetaDistribution() throws {
        // By the labels of two examples of two classes; the mean of Beta(α, α) is ½, its variance 1 / (4 · (2α + 1)).
        let two = TensorDataset(inputs: .zeros([2, 1]), labels: [0, 1])
        for alpha: Float in [0.2, 1, 3] {
            let loader = DataLoader(two, batchSize: 2, stages: [.mixup(alpha: alpha, classes: 2)])
            var shares: [Double] = []
            for epoch in 0..<1000 {
                guard let batch = try loader.batches(epoch: epoch).next() else { continue }
                let share = Double(batch.targets[0, 0].item)
                // A partner of its own tells nothing.
                if share != 1 { shares.append(share) }
            }
            let mean = shares.reduce(0, +) / Double(shares.count)
            let variance = shares.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(shares.count)
            #expect(shares.count > 300 && abs(mean - 0.5) < 0.05)
            #expect(abs(variance - 1 / (4 * (2 * Double(alpha) + 1))) < 0.02, "alpha \(alpha): \(variance)")
        }
    }

    @Test func weightsAndFurtherTargetsAreMixedToo() throws {
        struct Weighted: Dataset {
            let count = 4
            func example(at index: Int, random: inout RandomStream) -> Example {
                Example(
                    input: Tensor([Float(index)]), target: Tensor(int32: [Int32(index % 2)], shape: []),
                    furtherTargets: [Tensor([Float(index), 1])], weight: Float(index))
            }
        }
        let loader = DataLoader(Weighted(), batchSize: 4)
        let plain = try #require(try loader.batches().next())
        #expect(plain.weights?.scalars == [0, 1, 2, 3] && plain.furtherTargets[0].shape == [4, 2])
        let mixed = try #require(
            try DataLoader(Weighted(), batchSize: 4, stages: [.mixup(alpha: 1, classes: 2)]).batches().next())
        expectClose(mixed.furtherTargets[0][0..., 0], mixed.inputs[0..., 0], within: 1e-6)
        expectClose(mixed.weights ?? Tensor(0), mixed.inputs[0..., 0], within: 1e-6)
        #expect(plain[1..<3].weights?.scalars == [1, 2] && plain[1..<3].indices == [1, 2])
    }
}
