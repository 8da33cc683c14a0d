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
    ///   - labels: the expressions to keep.
    ///   - seed: of the drawn faces, and of a validation split that is taken out of the training images.
    public init(_ path: String?, labels: [String], seed: UInt64) throws {
        guard let path else {
            splits = FER2013Splits.synthetic(train: 2_100, validation: 420, test: 420, seed: seed).restricted(
                to: labels)
            remarks = ["Synthetic faces: drawn by Mien, not photographs. Give --data for a real result."]
            return
        }
        let found = try FER2013Splits(contentsOf: path, seed: seed)
        splits = found.restricted(to: labels)
        remarks = Self.remarks(on: found)
    }

    /// The data's faults that bear on a result.
    private static func remarks(on splits: FER2013Splits) -> [String] {
        let report = FER2013Report(of: splits)
        var remarks: [String] = []
        if case .altered(let reason) = report.genuineness { remarks.append("Not the original FER2013: \(reason).") }
        if case .partial(let reason) = report.genuineness { remarks.append("Part of FER2013: \(reason).") }
        if splits.isValidationFromTrain {
            remarks.append("The data have no validation split: a tenth of the training images became it.")
        }
        for shared in report.faults.shared {
            remarks.append(
                "\(shared.images) \(shared.split.rawValue) images are also in the \(shared.with.rawValue) split.")
        }
        return remarks
    }

    /// The split, or an error that names those there are.
    public func images(_ split: FER2013.Split) throws(FaceExpressionError) -> FER2013Images {
        if let images = splits[split] { return images }
        let present = FER2013.Split.allCases.filter { splits[$0] != nil }.map(\.rawValue)
        throw .missingSplit(split.rawValue, data: splits.source, present: present)
    }
}

extension FER2013Splits {
    /// The images of the expressions with these names; itself if these are all.
    fileprivate func restricted(to labels: [String]) -> FER2013Splits {
        let kept = FER2013.Expression.allCases.filter { labels.contains($0.name) }
        return kept == FER2013.Expression.allCases ? self : restricted(to: Set(kept))
    }
}
