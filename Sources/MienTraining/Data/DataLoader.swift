import Mien

/// Puts a data set's examples together into batches, while the network computes.
///
/// ```swift
/// let loader = DataLoader(faces, batchSize: 64, shuffle: true, seed: 7)
/// for epoch in 0..<10 {
///     let batches = loader.batches(epoch: epoch)
///     while let batch = try batches.next() {
///         let (loss, gradients) = valueAndGradients(of: model) { crossEntropy($0(batch.inputs), batch.targets) }
///         optimizer.update(model, along: gradients)
///     }
/// }
/// ```
///
/// What comes when is decided by the seed, the epoch and the example's number alone: the same batches with the same bits
/// each time, also when an epoch is begun in its middle.
public struct DataLoader: Sendable {
    public let dataset: any Dataset
    public let batchSize: Int
    public let shuffle: Bool
    public let balanced: Bool
    public let dropLast: Bool
    public let seed: UInt64
    public let prefetch: Int
    public let stages: [BatchStage]

    /// - Parameters:
    ///   - dataset: where the examples come from. Their inputs have one shape, and so have their targets.
    ///   - batchSize: the number of examples in a batch.
    ///   - shuffle: whether each epoch has an order of its own.
    ///   - balanced: whether each epoch has as many examples as the data set, but equally many of each class, in an order
    ///     of its own: those of rare classes come several times, of those of frequent ones some are left out. The data set
    ///     has to be a ``LabeledDataset``.
    ///   - dropLast: whether to leave out a last batch that is not full.
    ///   - seed: decides the order and the augmentation.
    ///   - prefetch: how many batches are made in advance.
    ///   - stages: what is done with each batch, in this order.
    public init(
        _ dataset: any Dataset, batchSize: Int, shuffle: Bool = false, balanced: Bool = false, dropLast: Bool = false,
        seed: UInt64 = 0, prefetch: Int = 2, stages: [BatchStage] = []
    ) {
        require(batchSize > 0, "DataLoader: the batch size must be above zero, found \(batchSize)")
        require(prefetch > 0, "DataLoader: at least one batch has to be made in advance, found \(prefetch)")
        require(
            !balanced || dataset is any LabeledDataset,
            "DataLoader: only a LabeledDataset can be balanced, found \(type(of: dataset))")
        self.dataset = dataset
        self.batchSize = batchSize
        self.shuffle = shuffle
        self.balanced = balanced
        self.dropLast = dropLast
        self.seed = seed
        self.prefetch = prefetch
        self.stages = stages
    }

    /// The number of batches in an epoch.
    public var batchCount: Int {
        dropLast ? dataset.count / batchSize : (dataset.count + batchSize - 1) / batchSize
    }

    /// The number of examples in an epoch.
    public var exampleCount: Int { dropLast ? batchCount * batchSize : dataset.count }

    /// The examples' numbers in the order in which they come.
    ///
    /// - Parameter epoch: from 0; labels the stream `shuffle` of the seed.
    public func order(epoch: Int) -> [Int] {
        if balanced, let labels = (dataset as? any LabeledDataset)?.labels { return balancedOrder(labels, epoch) }
        guard shuffle else { return Array(0..<dataset.count) }
        var random = RandomStream(seed: seed, purpose: .shuffle, UInt64(epoch))
        return random.permutation(dataset.count)
    }

    private func balancedOrder(_ labels: [Int], _ epoch: Int) -> [Int] {
        var random = RandomStream(seed: seed, purpose: .shuffle, UInt64(epoch), 1)
        let classes = Dictionary(grouping: labels.indices, by: { labels[$0] }).sorted { $0.key < $1.key }.map(\.value)
        var order: [Int] = []
        for (place, members) in classes.enumerated() {
            var left = labels.count / classes.count + (place < labels.count % classes.count ? 1 : 0)
            while left > 0 {
                let round = random.permutation(members.count).prefix(left)
                order += round.map { members[$0] }
                left -= round.count
            }
        }
        return random.permutation(order.count).map { order[$0] }
    }

    /// The batches of an epoch, made on a thread of their own, which ends with the iterator.
    ///
    /// - Parameters:
    ///   - epoch: from 0; labels the streams of order and augmentation.
    ///   - first: how many batches to leave out at the beginning.
    public func batches(epoch: Int = 0, from first: Int = 0) -> BatchIterator {
        let order = order(epoch: epoch)
        let count = max(0, batchCount - first)
        return BatchIterator(
            Prefetcher(count: count, capacity: prefetch) { position in
                let start = (first + position) * batchSize
                var batch = try batch(Array(order[start..<min(start + batchSize, order.count)]), epoch: epoch)
                for (place, stage) in stages.enumerated() {
                    var random = RandomStream(
                        seed: seed, purpose: .augmentation, UInt64(epoch), UInt64(first + position), UInt64(place))
                    stage.change(&batch, &random)
                }
                return batch
            })
    }

    private func batch(_ indices: [Int], epoch: Int) throws -> Batch {
        let examples = try indices.map { index in
            var random = RandomStream(seed: seed, purpose: .augmentation, UInt64(epoch), UInt64(index))
            return try dataset.example(at: index, random: &random)
        }
        let weights = examples.map(\.weight)
        return Batch(
            inputs: try stacked(examples.map(\.input), "input", indices),
            targets: try stacked(examples.map(\.target), "target", indices),
            furtherTargets: try furtherTargets(examples, indices),
            weights: weights.contains { $0 != 1 } ? Tensor(weights) : nil, indices: indices)
    }

    private func furtherTargets(_ examples: [Example], _ indices: [Int]) throws -> [Tensor] {
        let count = examples[0].furtherTargets.count
        for (example, index) in zip(examples, indices) where example.furtherTargets.count != count {
            throw TrainingError.unequalExamples(
                part: "targets", index: index, found: "\(example.furtherTargets.count + 1)", first: indices[0],
                expected: "\(count + 1)")
        }
        return try (0..<count).map { place in
            try stacked(examples.map { $0.furtherTargets[place] }, "target \(place + 1)", indices)
        }
    }

    /// Examples come from files: that they fit together is checked here, where the culprit has a name.
    private func stacked(_ tensors: [Tensor], _ part: String, _ indices: [Int]) throws -> Tensor {
        for (tensor, index) in zip(tensors, indices)
        where tensor.shape != tensors[0].shape || tensor.elementType != tensors[0].elementType {
            throw TrainingError.unequalExamples(
                part: part, index: index, found: "\(tensor.elementType) \(tensor.shape)", first: indices[0],
                expected: "\(tensors[0].elementType) \(tensors[0].shape)")
        }
        return Tensor.stack(tensors)
    }
}

/// The batches of one epoch, in order. See ``DataLoader/batches(epoch:from:)``.
public final class BatchIterator {
    private let prefetcher: Prefetcher<Batch>

    init(_ prefetcher: Prefetcher<Batch>) { self.prefetcher = prefetcher }

    /// The next batch; nil after the last.
    ///
    /// - Throws: what the data set threw when it was to make one of the batch's examples. The iteration is over then.
    public func next() throws -> Batch? { try prefetcher.next() }
}
