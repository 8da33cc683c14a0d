import Mien

extension Trainer {
    /// - Parameter steps: the number of steps in the whole training.
    func update(along batch: Batch, of steps: Int) throws {
        if schedule != .constant {
            optimizer.learningRate = state.firstLearningRate * schedule.factor(at: state.step, of: steps)
        }
        state.means.add(try update(along: batch), count: batch.count)
    }

    /// Changes the model along a batch, at the optimizer's learning rate.
    func update(along batch: Batch) throws -> BatchResult {
        if let trainingStep {
            var measures = try trainingStep(self, batch)
            return BatchResult(loss: measures.removeValue(forKey: "loss") ?? .nan, measures: measures)
        }
        let buffers = guardsNumbers ? model.buffers.map { ($0.value, $0.value.value) } : []
        var (gradients, result) = try gradients(along: batch)
        if guardsNumbers && (!result.loss.isFinite || gradients.hasNonFinite) {
            for (buffer, value) in buffers { buffer.value = value }
            try reportNonFinite(in: batch)
        }
        if let clipping { gradients.clip(clipping) }
        measured(.optimizer) { optimizer.update(model, along: gradients) }
        return result
    }

    /// The gradients of a batch, accumulated over its parts.
    private func gradients(along batch: Batch) throws -> (Gradients, BatchResult) {
        let size = microBatchSize ?? batch.count
        if size >= batch.count { return try gradients(alongPart: batch) }
        var (gradients, result) = (Gradients(), BatchResult())
        for start in stride(from: 0, to: batch.count, by: size) {
            let part = batch[start..<min(start + size, batch.count)]
            let share = Double(part.count) / Double(batch.count)
            let (partGradients, partResult) = try self.gradients(alongPart: part)
            gradients.add(partGradients, times: Float(share))
            result.add(partResult, share: share)
        }
        return (gradients, result)
    }

    private func gradients(alongPart batch: Batch) throws -> (Gradients, BatchResult) {
        var found: (value: Objective.Value, outputs: Tensor?)?
        let (_, gradients) = try profiled {
            try valueAndGradients(of: model) { _ in
                let computed = try value(of: batch)
                found = computed
                // The tape is the loss's alone: what is kept for the logs must not hold it.
                found?.value.loss = computed.value.loss.stopGradient()
                found?.value.measures = computed.value.measures.mapValues { $0.stopGradient() }
                return computed.value.loss
            }
        }
        return (gradients, found.map { result($0.value, $0.outputs, batch) } ?? BatchResult())
    }

    /// Computes the step again, part by part, and throws where NaN or infinity began.
    private func reportNonFinite(in batch: Batch) throws {
        let size = microBatchSize ?? batch.count
        for start in stride(from: 0, to: batch.count, by: size) {
            let part = batch[start..<min(start + size, batch.count)]
            if let origin = try firstNonFinite(of: model, { _ in try value(of: part).value.loss }) {
                throw TrainingError.nonFinite(epoch: state.epoch, batch: state.batch, origin: origin)
            }
        }
        // Each part is finite, their sum is not.
        throw TrainingError.nonFinite(
            epoch: state.epoch, batch: state.batch,
            origin: NonFiniteOrigin(layer: nil, place: .backward(operation: "the sum over the batch")))
    }

    // MARK: - Profile

    /// Does `body` with its time counted as `part`, if a profile is wanted.
    func measured<Result>(_ part: Profiler.Part, _ body: () throws -> Result) rethrows -> Result {
        guard let profiler else { return try body() }
        return try profiler.measured(part, body)
    }

    /// Does `body` with its layers' time and memory counted, if a profile is wanted.
    private func profiled<Result>(_ body: () throws -> Result) rethrows -> Result {
        guard let profiler else { return try body() }
        return try profiler.observing(body)
    }
}
