import FoundationEssentials
import Mien

/// Where a training is, besides the model, the optimizer's memory and the callbacks: `last/state.json`.
struct TrainingState: Codable {
    /// Of the format; raised when an older Mien could not go on from it.
    var version = 1
    /// What must be as it was for the training to go on: names and values, in words.
    var setup: [String: String] = [:]
    /// The epoch that is going on, from 0.
    var epoch = 0
    /// The number of its batches that are done.
    var batch = 0
    /// The number of all updates of the parameters.
    var step = 0
    /// Of the batches that are done.
    var means: RunningMeans
    /// Of the epochs that are done.
    var history = History()
    /// Whether a callback has ended the training.
    var isStopped = false
    /// Whether a callback has ended the epoch that is going on.
    var stopsTraining = false
    /// The optimizer's rate at the beginning, which the schedule's factors are of.
    var firstLearningRate: Float = 0
    /// The optimizer's rate now.
    var learningRate: Float = 0
    /// The run folder's memory.
    var run = RunMemory()

    init(countsHits: Bool) { means = RunningMeans(countsHits: countsHits) }

    /// What a run folder remembers.
    struct RunMemory: Codable {
        /// The watched value of `model.safetensors`.
        var best: Double?
        /// The event file's name and size.
        var events: EventFile?
    }
}

/// The callbacks' part of a checkpoint: `last/callbacks.json`, a list of what each of them encodes.
struct CallbackStates: Encodable {
    let callbacks: [Callback]

    func encode(to encoder: any Encoder) throws {
        var container = encoder.unkeyedContainer()
        for callback in callbacks { try callback.encodeState(to: container.superEncoder()) }
    }

    /// Reading a list of states into the callbacks, which are there already.
    struct Restored: DecodableWithConfiguration {
        init(from decoder: any Decoder, configuration callbacks: [Callback]) throws {
            var container = try decoder.unkeyedContainer()
            for callback in callbacks { try callback.decodeState(from: container.superDecoder()) }
        }
    }

    /// The callbacks' tensors, behind their places in the list: `0.head.weight`.
    var tensors: [String: Tensor] {
        get {
            callbacks.enumerated().reduce(into: [:]) { all, callback in
                for (name, tensor) in callback.element.tensors { all["\(callback.offset).\(name)"] = tensor }
            }
        }
        nonmutating set {
            for (place, callback) in callbacks.enumerated() {
                let own = newValue.filter { $0.key.hasPrefix("\(place).") }
                callback.tensors = Dictionary(
                    uniqueKeysWithValues: own.map { (String($0.key.dropFirst("\(place).".count)), $0.value) })
            }
        }
    }
}
