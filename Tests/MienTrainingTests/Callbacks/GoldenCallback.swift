import Foundation
import Mien
import MienTraining
import Testing

/// A course of logs, and what Keras's callbacks did with it; `Utilities/golden_callbacks.py` made it.
struct GoldenCourse: Decodable, Sendable, CustomTestStringConvertible {
    struct Options: Decodable, Sendable {
        var monitor: String?
        var mode: String?
        var patience: Int?
        var baseline: Double?
        var factor: Double?
        var cooldown: Int?
        var filepath: String?
        var separator: String?
        var append: Bool?
        var minDelta: Double?
        var restoreBestWeights: Bool?
        var startFromEpoch: Int?
        var minLR: Double?
        var saveBestOnly: Bool?
        var saveFrequency: Int?
        var initialThreshold: Double?

        private enum CodingKeys: String, CodingKey {
            case monitor, mode, patience, baseline, factor, cooldown, filepath, separator, append
            case minDelta = "min_delta"
            case restoreBestWeights = "restore_best_weights"
            case startFromEpoch = "start_from_epoch"
            case minLR = "min_lr"
            case saveBestOnly = "save_best_only"
            case saveFrequency = "save_freq"
            case initialThreshold = "initial_value_threshold"
        }
    }

    struct Callback: Decodable, Sendable {
        var kind: String
        var options: Options
    }

    struct Epoch: Decodable, Sendable {
        var learningRate: Double
        var logs: Logs
        var states: [[String: Double?]]
        var saved: [String: Double]
    }

    struct Expected: Decodable, Sendable {
        var epochs: [Epoch]
        var weight: Double
        var csv: String?
    }

    struct File: Decodable {
        var cases: [GoldenCourse]
    }

    var name: String
    var logs: [Logs]
    var batches: Int
    var learningRate: Double
    var before: String?
    var callbacks: [Callback]
    var expected: Expected
    var testDescription: String { name }

    static let all: [GoldenCourse] = (try? golden("callbacks.json", as: File.self).cases) ?? []
}

extension GoldenCourse.Callback {
    func made(in folder: String) throws -> MienTraining.Callback {
        let direction: Monitor.Direction? = options.mode.map { $0 == "min" ? .minimize : .maximize }
        let monitor = Monitor(options.monitor ?? "val_loss", direction)
        switch kind {
        case "EarlyStopping":
            return EarlyStopping(
                monitor: monitor, minDelta: options.minDelta ?? 0, patience: options.patience ?? 0,
                baseline: options.baseline, restoresBestWeights: options.restoreBestWeights ?? false,
                startFromEpoch: options.startFromEpoch ?? 0)
        case "ReduceLROnPlateau":
            return ReduceLROnPlateau(
                monitor: monitor, factor: options.factor ?? 0.1, patience: options.patience ?? 10,
                minDelta: options.minDelta ?? 1e-4, cooldown: options.cooldown ?? 0,
                minLearningRate: options.minLR ?? 0)
        case "ModelCheckpoint":
            return ModelCheckpoint(
                path: "\(folder)/\(options.filepath ?? "")", monitor: monitor,
                savesBestOnly: options.saveBestOnly ?? false, savesWeightsOnly: true,
                frequency: options.saveFrequency.map { .batches($0) } ?? .epoch,
                initialThreshold: options.initialThreshold)
        default:
            #expect(kind == "CSVLogger")
            return CSVLogger(
                path: "\(folder)/log.csv", separator: options.separator ?? ",", appends: options.append ?? false)
        }
    }
}

/// Stands first: gives the epochs the logs of the course, and the weight the number of steps done.
final class Script: Callback {
    let logs: [Logs]
    init(_ logs: [Logs]) { self.logs = logs }

    override func onBatchEnd(_ batch: Int, logs: Logs, trainer: Trainer) {
        trainer.model.parameters[0].value.value = Tensor([Float(trainer.step)])
    }

    override func onEpochEnd(_ epoch: Int, logs: inout Logs, trainer: Trainer) { logs = self.logs[epoch] }
}

/// Stands last: notes what the others have done.
final class Recorder: Callback {
    struct Epoch {
        var learningRate: Double
        var logs: Logs
        var states: [[String: Double]]
        var saved: [String: Double]
    }

    let folder: String
    var epochs: [Epoch] = []
    init(folder: String) { self.folder = folder }

    override func onEpochEnd(_ epoch: Int, logs: inout Logs, trainer: Trainer) throws {
        epochs.append(
            Epoch(
                learningRate: Double(trainer.optimizer.learningRate), logs: logs,
                states: try trainer.callbacks.dropFirst().dropLast().map(numbers), saved: try savedWeights()))
    }

    /// The numbers in a callback's state.
    private func numbers(of callback: Callback) throws -> [String: Double] {
        struct State: Encodable {
            let callback: Callback
            func encode(to encoder: any Encoder) throws { try callback.encodeState(to: encoder) }
        }
        let encoder = JSONEncoder()
        encoder.nonConformingFloatEncodingStrategy = .convertToString(
            positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
        let object = try JSONSerialization.jsonObject(with: encoder.encode(State(callback: callback)))
        let members = try #require(object as? [String: Any])
        return members.compactMapValues { ($0 as? NSNumber)?.doubleValue ?? ($0 as? String).flatMap(Double.init) }
    }

    /// The weight in each file that ModelCheckpoint wrote.
    private func savedWeights() throws -> [String: Double] {
        var weights: [String: Double] = [:]
        for name in try FileManager.default.subpathsOfDirectory(atPath: folder) where name.hasSuffix(".keras") {
            let tensors = try Safetensors(contentsOf: "\(folder)/\(name)").tensors
            weights[name] = Double(try #require(tensors["weight"]).item)
        }
        return weights
    }
}
