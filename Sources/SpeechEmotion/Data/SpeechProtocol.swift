import Mien
import MienTraining
import RAVDESS

/// Which recordings a network learns from, is chosen by, and is measured with.
public enum SpeechProtocol: Codable, Sendable, Equatable {
    /// That of paper 001: a fifth of the recordings, each emotion in proportion, is the test set, and validates as well. Every
    /// voice is on both sides, and the network is chosen by what it is measured with.
    case paper
    /// A published division that keeps every speaker on one side, see ``RAVDESS/SpeakerFold``; the network is chosen by the
    /// fold's validation actors.
    case honest(fold: Int)
    /// All recordings to learn from and none to measure with: for networks that are to be used.
    case everything

    public var name: String {
        switch self {
        case .paper: "paper"
        case .honest(let fold): "honest, fold \(fold)"
        case .everything: "everything"
        }
    }

    /// What the reader of a result should know.
    public var remarks: [String] {
        switch self {
        case .paper:
            [
                "Protocol of the paper: every voice is in training and test, and the network was chosen by its test recordings."
            ]
        case .honest, .everything: []
        }
    }

    /// Divides the recordings.
    ///
    /// - Parameter seed: chooses the test recordings of the paper's protocol.
    /// - Throws: ``SpeechEmotionError`` where there is no such fold, or a part of it would be empty.
    public func division(of data: SpeechData, seed: UInt64) throws(SpeechEmotionError) -> SpeechDivision {
        switch self {
        case .paper:
            let (training, test) = TensorDataset(inputs: .zeros([data.count]), labels: data.labels)
                .stratifiedSplit(fraction: 0.2, seed: seed)
            return SpeechDivision(training: training.indices, validation: test.indices, test: test.indices)
        case .everything:
            return SpeechDivision(training: Array(0..<data.count), validation: [], test: [])
        case .honest(let number):
            guard let fold = RAVDESS.SpeakerFold.all.first(where: { $0.number == number }) else {
                throw .unknownFold(number)
            }
            guard fold.isComplete(with: data.actors) else {
                throw .incompleteFold(
                    number, data: data.source, missing: fold.testActors.filter { !data.actors.contains($0) })
            }
            return SpeechDivision(
                training: data.indices(of: fold.trainingActors), validation: data.indices(of: fold.validationActors),
                test: data.indices(of: fold.testActors))
        }
    }
}

/// The recordings of each part, by their numbers.
public struct SpeechDivision: Sendable, Equatable {
    public let training: [Int]
    public let validation: [Int]
    public let test: [Int]

    /// The parts that a result may be of.
    public enum Part: String, CaseIterable, Sendable {
        case train, validation, test, all
    }

    /// - Parameter count: of all recordings.
    func indices(of part: Part, count: Int) -> [Int] {
        switch part {
        case .train: training
        case .validation: validation
        case .test: test
        case .all: Array(0..<count)
        }
    }
}
