import FER2013
import Mien
import MienTraining

/// The images that a training or an evaluation uses, and what to say of them.
public struct FaceData: Sendable {
    public let splits: FER2013Splits
    /// What the reader should know before believing a number.
    public let remarks: [String]

    /// - Parameters:
    ///   - path: a folder of images or a `fer2013.csv`; nil draws synthetic faces.
    ///   - seed: of the drawn faces, and of a validation split that is taken out of the training images.
    ///   - needsValidation: whether a tenth of the training images becomes the validation split if there is none, even
    ///     where there is no test split either.
    public init(_ path: String?, seed: UInt64, needsValidation: Bool = false) throws {
        guard let path else {
            splits = FER2013Splits.synthetic(train: 2_100, validation: 420, test: 420, seed: seed)
            remarks = ["Synthetic faces: drawn by Mien, not photographs. Give --data for a real result."]
            return
        }
        let found = try FER2013Splits(contentsOf: path, seed: seed)
        splits = needsValidation ? found.holdingOut(seed: seed) : found
        remarks = Self.remarks(on: splits)
    }

    /// The data's faults that bear on a result.
    private static func remarks(on splits: FER2013Splits) -> [String] {
        let report = FER2013Report(of: splits)
        var remarks: [String] = []
        if case .altered(let reason) = report.genuineness { remarks.append("Not the original FER2013: \(reason).") }
        if case .partial(let reason) = report.genuineness { remarks.append("Not the whole of FER2013: \(reason).") }
        if splits.isValidationFromTrain {
            remarks.append("The data have no validation split: a tenth of the training images became it.")
        }
        // Copies of what was learnt are recognised too easily.
        for shared in report.faults.shared where shared.split != .train {
            remarks.append(
                "\(shared.images) \(shared.split.rawValue) images are also in the \(shared.with.rawValue) split.")
        }
        return remarks
    }

    /// The images of a split that show one of the expressions `labels`, at least one.
    ///
    /// - Throws: ``FaceExpressionError``, with the splits there are.
    public func images(_ split: FER2013.Split, labels: [String]) throws(FaceExpressionError) -> FER2013Images {
        guard let images = splits[split] else {
            let present = FER2013.Split.allCases.filter { splits[$0] != nil }.map(\.rawValue)
            throw .missingSplit(split.rawValue, data: splits.source, present: present)
        }
        let kept = FER2013.Expression.allCases.filter { labels.contains($0.name) }
        let chosen = kept == images.expressions ? images : images.restricted(to: Set(kept))
        guard chosen.count > 0 else {
            throw .noImages(split: split.rawValue, data: splits.source, labels: labels)
        }
        return chosen
    }
}
