import Mien

/// One input of a network, and what the network should make of it.
public struct Example: Sendable {
    /// Without a batch axis: an image is `[height, width, channels]`.
    public var input: Tensor
    /// A class as an int32 scalar, or a float32 vector: a soft label, with a probability for each class.
    public var target: Tensor
    /// For networks with several outputs: what the others should be. See ``Objective``.
    public var furtherTargets: [Tensor]
    /// The factor of the example's loss.
    public var weight: Float

    public init(input: Tensor, target: Tensor, furtherTargets: [Tensor] = [], weight: Float = 1) {
        self.input = input
        self.target = target
        self.furtherTargets = furtherTargets
        self.weight = weight
    }

    /// An example of class `label`.
    public init(input: Tensor, label: Int, weight: Float = 1) {
        self.init(input: input, target: Tensor(int32: [Int32(label)], shape: []), weight: weight)
    }
}

/// Examples by number, made when they are asked for.
///
/// A loader asks from a thread of its own, while the network computes.
public protocol Dataset: Sendable {
    /// The number of examples.
    var count: Int { get }

    /// - Parameters:
    ///   - index: `0 ..< count`.
    ///   - random: for augmentation: a stream of this epoch's and this index's own, so that an example has the same bits
    ///     whoever is asked for it first. Draw from nothing else.
    /// - Throws: what hinders the example, such as a damaged file; whoever waits for its batch gets to see it.
    func example(at index: Int, random: inout RandomStream) throws -> Example
}

/// A data set that knows the class of each example without making it.
public protocol LabeledDataset: Dataset {
    /// The class of every example, from 0.
    var labels: [Int] { get }
    /// What the classes are called.
    var classNames: [String] { get }
}

// MARK: - Parts

/// Some examples of a data set, in an order of their own.
public struct Subset<Base: Dataset>: Dataset {
    public let base: Base
    /// The examples' numbers in `base`.
    public let indices: [Int]

    public init(_ base: Base, indices: [Int]) {
        let range = 0..<base.count
        require(
            indices.allSatisfy(range.contains),
            "Subset: the indices must lie in \(range), found \(indices.first { !range.contains($0) } ?? 0)")
        self.base = base
        self.indices = indices
    }

    public var count: Int { indices.count }

    public func example(at index: Int, random: inout RandomStream) throws -> Example {
        try base.example(at: indices[index], random: &random)
    }
}

extension Subset: LabeledDataset where Base: LabeledDataset {
    public var labels: [Int] {
        let labels = base.labels
        return indices.map { labels[$0] }
    }
    public var classNames: [String] { base.classNames }
}

extension Dataset {
    /// `count` examples drawn with the seed, without repetition, in their former order; all if there are no more.
    public func sample(_ count: Int, seed: UInt64) -> Subset<Self> {
        var random = RandomStream(seed: seed, purpose: .split, 1)
        return Subset(self, indices: random.permutation(self.count).prefix(max(0, count)).sorted())
    }
}

extension LabeledDataset {
    /// Two parts of the data set with the same mixture of classes, drawn with the seed.
    ///
    /// ```swift
    /// let (training, validation) = faces.stratifiedSplit(fraction: 0.1, seed: 7)
    /// ```
    ///
    /// Of a class with `n` examples the second part gets `fraction · n`, rounded down, and the examples that are still
    /// missing to `fraction · count` come from the classes that rounding cut most, the first of them where equal.
    ///
    /// - Parameters:
    ///   - fraction: the second part's share, 0 … 1.
    ///   - seed: decides who goes where.
    /// - Returns: both parts, their examples in their former order.
    public func stratifiedSplit(fraction: Double, seed: UInt64) -> (first: Subset<Self>, second: Subset<Self>) {
        require((0...1).contains(fraction), "stratifiedSplit: a fraction in 0 … 1 is expected, found \(fraction)")
        let members = Dictionary(grouping: labels.indices, by: { labels[$0] }).sorted { $0.key < $1.key }
        let shares = members.map { fraction * Double($0.value.count) }
        var counts = shares.map { Int($0) }
        let missing = Int((fraction * Double(labels.count)).rounded()) - counts.reduce(0, +)
        let byLoss = shares.indices.sorted { first, second in
            let losses = (shares[first] - Double(counts[first]), shares[second] - Double(counts[second]))
            return losses.0 == losses.1 ? first < second : losses.0 > losses.1
        }
        for position in byLoss.prefix(max(0, missing)) { counts[position] += 1 }

        var (first, second): ([Int], [Int]) = ([], [])
        for ((label, indices), count) in zip(members, counts) {
            var random = RandomStream(seed: seed, purpose: .split, 0, UInt64(bitPattern: Int64(label)))
            let order = random.permutation(indices.count)
            second += order.prefix(count).map { indices[$0] }
            first += order.dropFirst(count).map { indices[$0] }
        }
        return (Subset(self, indices: first.sorted()), Subset(self, indices: second.sorted()))
    }
}
