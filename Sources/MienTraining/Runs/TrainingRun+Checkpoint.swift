import FoundationEssentials
import Mien

/// The state of a training on the disk, `last/`:
///
/// `model.safetensors` (parameters, statistics and the layers' counters), `optimizer.safetensors`, `callbacks.json` and
/// `callbacks.safetensors`, `state.json`.
extension TrainingRun {
    private enum Name {
        static let model = "model.safetensors"
        static let optimizer = "optimizer.safetensors"
        static let callbacks = "callbacks.json"
        static let callbackTensors = "callbacks.safetensors"
        static let state = "state.json"
    }

    // MARK: - Saving

    /// Writes the state whole into a folder beside `last`, makes it safe on the disk, and puts it in its place. The former
    /// one stays until that is done.
    func saveCheckpoint(of trainer: Trainer) throws {
        do {
            try Files.delete(next)
            try Files.makeFolder(next)
            try write(trainer, to: next)
            try Files.makeDurable(next)
        } catch {
            try? Files.delete(next)
            throw error
        }
        try Files.delete(former)
        if Files.exists(last) { try Files.move(last, to: former) }
        try Files.move(next, to: last)
        try Files.makeDurable(folder)
        try Files.delete(former)
    }

    private func write(_ trainer: Trainer, to folder: String) throws {
        trainer.state.learningRate = trainer.optimizer.learningRate
        trainer.state.stopsTraining = trainer.stopsTraining
        let callbacks = CallbackStates(callbacks: trainer.callbacks)
        let encoder = JSONEncoder.forRuns
        try Safetensors(trainer.model.stateDictionary(includingState: true)).write(to: "\(folder)/\(Name.model)")
        try Safetensors(trainer.optimizer.state).write(to: "\(folder)/\(Name.optimizer)")
        try Safetensors(callbacks.tensors).write(to: "\(folder)/\(Name.callbackTensors)")
        try Files.store(Array(encoder.encode(callbacks)), at: "\(folder)/\(Name.callbacks)")
        try Files.store(Array(encoder.encode(trainer.state)), at: "\(folder)/\(Name.state)")
    }

    // MARK: - Going on

    /// How the training went up to the end of the last epoch that was saved.
    public func history() throws -> History {
        try decoded(TrainingState.self, from: "\(last)/\(Name.state)").history
    }

    /// Gives the trainer, its model, optimizer and callbacks the state that was saved.
    ///
    /// - Throws: before model and optimizer are changed, if the state is damaged or that of another training.
    func restore(_ trainer: Trainer) throws {
        let file = "\(last)/\(Name.state)"
        let state = try decoded(TrainingState.self, from: file)
        try check(state, against: trainer.state, file: file)
        let (model, optimizer) = ("\(last)/\(Name.model)", "\(last)/\(Name.optimizer)")
        let weights = try Safetensors(contentsOf: model).tensors
        let memory = try Safetensors(contentsOf: optimizer).tensors
        let callbackTensors = try Safetensors(contentsOf: "\(last)/\(Name.callbackTensors)").tensors
        try trainer.model.check(weights, includingState: true, from: model)
        try check(memory, against: weights, file: optimizer)

        try restore(trainer.callbacks, callbackTensors)
        try trainer.model.load(weights, includingState: true, from: model)
        trainer.optimizer.state = memory
        trainer.optimizer.learningRate = state.learningRate
        trainer.state = state
        trainer.stopsTraining = state.stopsTraining
    }

    /// Repairs what a program that was killed left behind, also one that had not saved a state yet.
    func recover() throws {
        // Killed between the two renamings of `saveCheckpoint`: the former state is whole.
        if !Files.exists(last), Files.exists(former) { try Files.move(former, to: last) }
        // Killed while a file was written beside its place.
        for name in Files.names(in: folder) where name.hasSuffix(AtomicFile.partialSuffix) {
            try Files.delete("\(folder)/\(name)")
        }
    }

    private func restore(_ callbacks: [Callback], _ tensors: [String: Tensor]) throws {
        let file = "\(last)/\(Name.callbacks)"
        let bytes = try Files.contents(of: file)
        do {
            _ = try JSONDecoder.forRuns.decode(
                CallbackStates.Restored.self, from: Data(bytes), configuration: callbacks)
        } catch {
            throw TrainingError.damagedState(file: file, reason: describe(error))
        }
        CallbackStates(callbacks: callbacks).tensors = tensors
    }

    private func check(_ state: TrainingState, against own: TrainingState, file: String) throws {
        guard state.version == own.version else {
            throw TrainingError.otherTraining(
                file: file, what: "the version of the format", found: "\(state.version)", expected: "\(own.version)")
        }
        for (what, expected) in own.setup.sorted(by: { $0.key < $1.key }) where state.setup[what] != expected {
            throw TrainingError.otherTraining(
                file: file, what: what, found: state.setup[what] ?? "not given", expected: expected)
        }
        guard state.epoch >= 0, state.batch >= 0, state.step >= 0, state.history.epochs.count == state.epoch else {
            throw TrainingError.damagedState(
                file: file,
                reason: "epoch \(state.epoch), batch \(state.batch), step \(state.step) and a history of "
                    + "\(state.history.epochs.count) epochs contradict each other")
        }
    }

    /// The optimizer keeps a tensor of a parameter's shape in each slot: `momentum.head.weight`.
    private func check(_ memory: [String: Tensor], against weights: [String: Tensor], file: String) throws {
        for (name, tensor) in memory where name != "step" {
            let parameter = name.split(separator: ".", maxSplits: 1).last.map(String.init) ?? name
            guard let weight = weights[parameter], weight.shape == tensor.shape else {
                throw TrainingError.damagedState(
                    file: file,
                    reason: "\(name) is \(tensor.shape), which is the shape of no parameter \(parameter) of the model")
            }
        }
    }
}
