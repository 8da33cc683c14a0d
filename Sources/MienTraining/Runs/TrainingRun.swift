import FoundationEssentials
import Mien

/// The folder of a training: what it was made with, how it went, the best model, and the state from which it can go on.
///
/// ```
/// runs/face-reference-1/
///     config.json              the configuration it was begun with
///     metrics.csv              one line an epoch
///     model.safetensors        the best model so far
///     last/                    everything the training needs to go on
///     events.out.tfevents.…    the same curves, for TensorBoard
/// ```
///
/// ```swift
/// let run = try TrainingRun(creating: TrainingRun.freeFolder(in: "runs", named: "digits"), configuration: recipe)
/// try trainer.fit(training, validation: validation, epochs: 30, run: run)
///
/// // after a break, with a model, data and a trainer made from the same recipe:
/// let run = try TrainingRun(opening: "runs/digits-1")
/// let recipe = try run.configuration(as: Recipe.self)
/// try trainer.fit(training, validation: validation, epochs: 30, run: run)
/// ```
///
/// `last` is replaced in one step by one that is whole and safe on the disk. The program may be killed at any moment: the
/// training goes on from the last epoch's end, or from the step that Ctrl-C interrupted, and ends with the bits it would
/// have had without the break.
public final class TrainingRun {
    public let folder: String
    public let monitor: Monitor

    /// The command that goes on with the run, for the message after Ctrl-C.
    public var resumeCommand: String?

    /// What is written into the file of the best model beside its weights and the epoch's values.
    public var modelMetadata: [String: String] = [:]

    /// Begins a run in a new or empty folder.
    ///
    /// - Parameters:
    ///   - folder: is made if need be.
    ///   - configuration: what the training is made with; any value that can be encoded.
    ///   - monitor: decides which model is the best. Where an epoch has no such value its model counts as the best.
    public init(
        creating folder: String, configuration: some Encodable, monitor: Monitor = .validationAccuracy
    ) throws {
        self.folder = folder
        self.monitor = monitor
        _ = try Improvement(monitor, owner: "TrainingRun")
        try Self.check(newFolder: folder)
        let encoder = JSONEncoder.forRuns
        encoder.outputFormatting.insert([.prettyPrinted, .withoutEscapingSlashes])
        let content = try Array(encoder.encode(configuration)) + Array("\n".utf8)
        let isNew = !Files.exists(folder)
        do {
            try Files.makeFolder(folder)
            try Files.store(content, at: path("config.json"))
        } catch {
            if isNew { try? Files.delete(folder) }
            throw error
        }
    }

    /// Throws if no run can be begun in `folder`, because it holds something or cannot be made.
    ///
    /// ``init(creating:configuration:monitor:)`` does this; do it before long work, such as reading data.
    public static func check(newFolder folder: String) throws {
        guard Files.names(in: folder).isEmpty else { throw TrainingError.runExists(folder: folder) }
        if let reason = Files.obstacle(toFolder: folder) {
            throw TrainingError.cannotWrite(path: folder, reason: reason)
        }
    }

    /// Opens a run that was begun earlier.
    ///
    /// - Parameters:
    ///   - folder: holds the run.
    ///   - monitor: as when it was begun.
    public init(opening folder: String, monitor: Monitor = .validationAccuracy) throws {
        self.folder = folder
        self.monitor = monitor
        _ = try Improvement(monitor, owner: "TrainingRun")
        guard Files.exists(path("config.json")) else {
            throw TrainingError.noRun(folder: folder, missing: "config.json")
        }
    }

    /// The first of `parent/name-1`, `parent/name-2`, … that does not exist.
    public static func freeFolder(in parent: String, named name: String) -> String {
        var number = 1
        while Files.exists("\(parent)/\(name)-\(number)") { number += 1 }
        return "\(parent)/\(name)-\(number)"
    }

    /// The configuration that the run was begun with.
    public func configuration<Configuration: Decodable>(as type: Configuration.Type) throws -> Configuration {
        try decoded(type, from: path("config.json"))
    }

    /// Whether there is a state to go on from.
    public var hasCheckpoint: Bool { Files.exists(last) || Files.exists(former) }

    /// The file of the best model so far; it is there after the first epoch.
    public var bestModelPath: String { path("model.safetensors") }

    var last: String { path("last") }
    var former: String { path("last.former") }
    var next: String { path("last.next") }

    private func path(_ name: String) -> String { "\(folder)/\(name)" }

    // MARK: - After an epoch

    /// Saves the model if it is the best, the curves, and last the state: should the program end in between, the epoch
    /// is repeated and writes the same again.
    func finishEpoch(of trainer: Trainer) throws {
        let history = trainer.state.history
        try saveBestModel(of: trainer, history.epochs.last ?? [:])
        try Files.store(Array(history.csv.utf8), at: path("metrics.csv"))
        var events = try trainer.state.run.events ?? EventFile(in: folder)
        try events.append(history.epochs.last ?? [:], step: trainer.epoch, in: folder)
        trainer.state.run.events = events
        try saveCheckpoint(of: trainer)
    }

    private func saveBestModel(of trainer: Trainer, _ logs: Logs) throws {
        let value = logs[monitor.name]
        let improvement = try Improvement(monitor, owner: "TrainingRun")
        if let value, !improvement.isImprovement(value, over: trainer.state.run.best) { return }
        if let value { trainer.state.run.best = value }
        var metadata = modelMetadata
        metadata["epoch"] = "\(trainer.epoch)"
        for (name, value) in logs { metadata[name] = value.plain }
        try Safetensors(trainer.model.stateDictionary(), metadata: metadata).write(to: bestModelPath)
    }
}

extension History {
    /// One line an epoch, counted from 1, behind a line with the names; empty where an epoch has no such value.
    package var csv: String {
        let names = names
        let rows = epochs.enumerated().map { number, logs in
            (["\(number + 1)"] + names.map { name in logs[name]?.plain ?? "" }).joined(separator: ",")
        }
        return ([(["epoch"] + names).joined(separator: ",")] + rows).joined(separator: "\n") + "\n"
    }
}

extension JSONEncoder {
    /// Numbers that are none are written as words: a diverged training can be saved as well.
    static var forRuns: JSONEncoder {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        encoder.nonConformingFloatEncodingStrategy = .convertToString(
            positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
        return encoder
    }
}

extension JSONDecoder {
    static var forRuns: JSONDecoder {
        let decoder = JSONDecoder()
        decoder.nonConformingFloatDecodingStrategy = .convertFromString(
            positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
        return decoder
    }
}

/// The value in a JSON file.
func decoded<Value: Decodable>(_ type: Value.Type, from path: String) throws -> Value {
    let bytes = try Files.contents(of: path)
    do {
        return try JSONDecoder.forRuns.decode(type, from: Data(bytes))
    } catch {
        throw TrainingError.damagedState(file: path, reason: describe(error))
    }
}

/// What a decoder says, in one line.
package func describe(_ error: any Error) -> String {
    func place(_ context: DecodingError.Context) -> String {
        let keys = context.codingPath.map(\.stringValue).joined(separator: ".")
        return keys.isEmpty ? context.debugDescription : "\(keys): \(context.debugDescription)"
    }
    return switch error {
    case DecodingError.keyNotFound(let key, let context): "\(key.stringValue) is missing (\(place(context)))"
    case DecodingError.typeMismatch(_, let context), DecodingError.valueNotFound(_, let context),
        DecodingError.dataCorrupted(let context):
        place(context)
    default: "\(error)"
    }
}
