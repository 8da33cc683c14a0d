import Mien

/// What can go wrong in a training by no fault of the program: data, files, options, numbers.
public enum TrainingError: Error, Equatable {
    /// A data set without examples. `part` is what it is for, such as `training`.
    case emptyDataset(part: String)
    /// Two examples of a batch whose inputs or targets differ in shape or element type.
    case unequalExamples(part: String, index: Int, found: String, first: Int, expected: String)
    /// A label that the network has no output for.
    case labelOutOfRange(index: Int, label: Int, classes: Int)
    /// Targets that the network's outputs cannot be compared with.
    case targetsDoNotFit(targets: [Int], outputs: [Int])
    /// A watched value whose name does not tell which way is better.
    case unknownDirection(monitor: String, callback: String)
    case badOption(owner: String, option: String, found: String, expected: String)
    /// A placeholder in a path that is no name of a value, or whose format does not suit it.
    case badPlaceholder(path: String, placeholder: String, names: [String])
    case nonFiniteLoss(epoch: Int, batch: Int, loss: Double)
    /// A step in which NaN or an infinite number arose, and where.
    case nonFinite(epoch: Int, batch: Int, origin: NonFiniteOrigin)
    case cannotWrite(path: String, reason: String)
    case cannotRead(path: String, reason: String)
    case noRecipe(file: String)
    /// A file that holds no recipe of the task, or not all of it.
    case badRecipe(file: String, reason: String)
    /// A folder for a new run that holds something.
    case runExists(folder: String)
    /// A folder without a run in it, or whose run has no checkpoint. `missing` is the file or folder that was looked for.
    case noRun(folder: String, missing: String)
    /// A file of a run that does not hold what it should.
    case damagedState(file: String, reason: String)
    /// A checkpoint of a training with another optimizer, data set, seed, …
    case otherTraining(file: String, what: String, found: String, expected: String)
    /// Ctrl-C. The state is saved in `folder` if the training had a run folder.
    case interrupted(epoch: Int, batch: Int, folder: String?, command: String?)
}

extension TrainingError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .emptyDataset(let part):
            "The \(part) data is empty. Give a data set with at least one example."
        case .unequalExamples(let part, let index, let found, let first, let expected):
            "Example \(index) has the \(part) \(found), but example \(first) of the same batch \(expected). "
                + "All examples need one shape and element type; resize or convert them in the data set."
        case .labelOutOfRange(let index, let label, let classes):
            "Example \(index) is of class \(label), but the network has \(classes) outputs, for the classes "
                + "0 ..< \(classes). Correct the label or widen the network's last layer."
        case .targetsDoNotFit(let targets, let outputs):
            "Targets of shape \(targets) do not fit the network's outputs of shape \(outputs). "
                + "Give int32 classes [batch], or soft labels of the outputs' shape."
        case .unknownDirection(let monitor, let callback):
            "\(callback) watches \(monitor), whose name does not tell whether more or less of it is better. "
                + "Write Monitor(\"\(monitor)\", .maximize) or .minimize."
        case .badOption(let owner, let option, let found, let expected):
            "\(owner): for \(option) \(expected) is expected, found \(found)."
        case .badPlaceholder(let path, let placeholder, let names):
            "{\(placeholder)} in the path \(path) cannot be filled in. The names are \(names.joined(separator: ", ")); "
                + "counts take a format like {epoch:03d}, other values like {loss:.4f}."
        case .nonFiniteLoss(let epoch, let batch, let loss):
            "The loss is \(loss.plain) in epoch \(epoch + 1), after batch \(batch + 1). "
                + "Use a lower learning rate or clip the gradients; look for values that are no numbers in the data."
        case .nonFinite(let epoch, let batch, let origin):
            "In epoch \(epoch + 1), batch \(batch + 1), \(origin). "
                + "Use a lower learning rate or clip the gradients; look for values that are no numbers in the data."
        default: fileDescription
        }
    }

    /// The sentences about files and run folders.
    private var fileDescription: String {
        switch self {
        case .cannotWrite(let path, let reason):
            "\(path) cannot be written: \(reason). Give a place with room where you may write."
        case .cannotRead(let path, let reason):
            "\(path) cannot be read: \(reason). Check the path, and whether you may read what is there."
        case .noRecipe(let file):
            "\(file): no such file, where a recipe is expected. Check the path, or name a recipe that ships."
        case .badRecipe(let file, let reason):
            "\(file) holds no recipe for this task: \(reason). Begin with the config.json of a run, and change what you like."
        case .runExists(let folder):
            "\(folder) is not empty. Give another folder for the new run, or resume the one that is there."
        case .noRun(let folder, let missing):
            "\(folder) holds no run that can go on: there is no \(missing) in it. Give the folder of a run."
        case .damagedState(let file, let reason):
            "\(file) is damaged: \(reason). The run cannot go on from it; begin a new one."
        case .otherTraining(let file, let what, let found, let expected):
            "\(file) belongs to another training: \(what) is \(found) there and \(expected) here. "
                + "Resume with the run's own configuration, or begin a new run."
        case .interrupted(let epoch, let batch, let folder, let command):
            "Interrupted in epoch \(epoch + 1) after \(batch) batches; "
                + (folder.map { "the state is saved in \($0)." } ?? "nothing is saved, for want of a run folder.")
                + (command.map { " Go on with: \($0)" } ?? "")
        default: ""
        }
    }
}

extension TrainingError: Failure {
    public var kind: FailureKind {
        switch self {
        case .unknownDirection, .badOption, .badPlaceholder: .usage
        case .cannotWrite, .runExists: .cannotWrite
        case .noRun, .noRecipe: .notFound
        case .interrupted: .interrupted
        case .emptyDataset, .unequalExamples, .labelOutOfRange, .targetsDoNotFit, .nonFiniteLoss, .nonFinite,
            .cannotRead, .badRecipe, .damagedState, .otherTraining:
            .badData
        }
    }
}
