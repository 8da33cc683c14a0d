import Mien

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// How the loss goes while the learning rate grows from step to step (Smith 2017).
public struct LearningRateSearch: Sendable, Equatable {
    /// The learning rate of each step, each the same factor above the one before.
    public let rates: [Double]
    /// The loss of each step, before it was taken.
    public let losses: [Double]
    /// Running means of the losses, in which a batch counts little.
    public let smoothedLosses: [Double]

    /// - Parameters:
    ///   - rates: the learning rate of each step.
    ///   - losses: as many losses.
    public init(rates: [Double], losses: [Double]) {
        require(
            rates.count == losses.count, "LearningRateSearch: \(rates.count) rates and \(losses.count) losses differ")
        self.rates = rates
        self.losses = losses
        var mean = 0.0
        // Divided by its own weight, as Adam's means: the first values are not drawn to zero.
        smoothedLosses = losses.enumerated().map { place, loss in
            mean = 0.9 * mean + 0.1 * loss
            return mean / (1 - pow(0.9, Double(place + 1)))
        }
    }

    /// The rate at which the smoothed loss falls fastest; a good highest rate of a schedule, or one to begin with. Nil where
    /// it never falls.
    public var suggestion: Double? {
        var (best, rate): (Double, Double?) = (0, nil)
        // The first means are of too few batches to tell.
        for place in smoothedLosses.indices.dropFirst(max(1, smoothedLosses.count / 10)).dropLast() {
            let slope = smoothedLosses[place + 1] - smoothedLosses[place - 1]
            if slope < best { (best, rate) = (slope, rates[place]) }
        }
        return rate
    }
}

extension Trainer {
    /// Takes steps with a learning rate that grows from `lowest` to `highest`, until the loss runs away, and puts everything
    /// back as it was.
    ///
    /// ```swift
    /// let search = try trainer.searchLearningRate(training)
    /// try LearningRateChart(search).write(to: "learning-rate.svg")
    /// trainer.optimizer.learningRate = Float(search.suggestion ?? 1e-3)
    /// ```
    ///
    /// - Parameters:
    ///   - training: what to learn from; shown again and again where it has fewer batches than there are steps.
    ///   - lowest: the rate of the first step.
    ///   - highest: the rate of the last step.
    ///   - steps: the number of steps, at most.
    public func searchLearningRate(
        _ training: any Dataset, from lowest: Float = 1e-6, to highest: Float = 1, steps: Int = 100
    ) throws -> LearningRateSearch {
        require(
            lowest > 0 && highest > lowest && steps > 1,
            "searchLearningRate: rates that grow, and two steps, are needed; found \(lowest), \(highest), \(steps)")
        guard training.count > 0 else { throw TrainingError.emptyDataset(part: "training") }
        let (weights, memory, rate) = (
            model.stateDictionary(includingState: true), optimizer.state, optimizer.learningRate
        )
        defer {
            // They are the model's own: nothing can be missing or of another shape.
            model.loadMatching(weights, includingState: true)
            optimizer.state = memory
            optimizer.learningRate = rate
            rest()
        }
        let loader = DataLoader(
            training, batchSize: batchSize, shuffle: shuffle, balanced: balanced, seed: seed, stages: stages)
        let growth = pow(Double(highest) / Double(lowest), 1 / Double(steps - 1))
        var (rates, losses): ([Double], [Double]) = ([], [])
        var batches = loader.batches()
        for step in 0..<steps {
            if step > 0 && step % loader.batchCount == 0 { batches = loader.batches(epoch: step / loader.batchCount) }
            guard let batch = try batches.next() else { break }
            rates.append(Double(lowest) * pow(growth, Double(step)))
            optimizer.learningRate = Float(rates[step])
            losses.append(try update(along: batch).loss)
            let smoothed = LearningRateSearch(rates: rates, losses: losses).smoothedLosses
            let least = smoothed.min() ?? 0
            // Beyond this nothing is to be learnt about good rates.
            if !losses[step].isFinite || (step > steps / 10 && smoothed[step] > 4 * abs(least)) { break }
        }
        if losses.last?.isFinite == false {
            rates.removeLast()
            losses.removeLast()
        }
        return LearningRateSearch(rates: rates, losses: losses)
    }
}
