/// What a FER2013 data set at hand is: its splits, whether it is the original, and its faults.
///
/// ```swift
/// let report = FER2013Report(of: try FER2013Splits(contentsOf: "fer2013"))
/// print(report)
/// ```
public struct FER2013Report: Codable, Equatable, Sendable {
    /// One split's images.
    public struct SplitSummary: Codable, Equatable, Sendable {
        public let split: FER2013.Split
        public let images: Int
        /// Images by class name.
        public let classes: [String: Int]
        /// Mean and standard deviation of the grey values, divided by 255.
        public let mean: Double
        public let standardDeviation: Double
    }

    public let source: String
    public let layout: FER2013Splits.Layout
    public let genuineness: Genuineness
    /// Of the training images, with those that were held out for validation.
    public let fingerprint: Fingerprint?
    public let splits: [SplitSummary]
    public let faults: Faults

    /// Looks at every pixel: about a second for the whole data set.
    public init(of splits: FER2013Splits) {
        source = splits.source
        layout = splits.layout
        let training = [splits.train, splits.isValidationFromTrain ? splits.validation : nil].compactMap { $0 }
        fingerprint = Fingerprint(of: training)
        genuineness = Genuineness(of: fingerprint)
        self.splits = FER2013.Split.allCases.compactMap { split in
            guard let images = splits[split], let summary = Fingerprint(of: [images]) else { return nil }
            return SplitSummary(
                split: split, images: images.count,
                classes: Dictionary(uniqueKeysWithValues: zip(images.classNames, images.classCounts)),
                mean: summary.mean, standardDeviation: summary.standardDeviation)
        }
        faults = Faults(in: splits)
    }
}

extension FER2013Report: CustomStringConvertible {
    /// Some lines of text, the verdict first.
    public var description: String {
        var lines = ["\(source): \(verdict)"]
        for summary in splits {
            let classes = FER2013.Expression.allCases.compactMap { expression in
                summary.classes[expression.name].map { "\(expression.name) \($0)" }
            }
            lines.append(
                "  \(summary.split.rawValue): \(summary.images) images\(comparison(of: summary)) "
                    + "(\(classes.joined(separator: ", ")))")
        }
        let missing = FER2013.Split.allCases.filter { split in !splits.contains { $0.split == split } }
        if !missing.isEmpty { lines.append("  not there: \(missing.map(\.rawValue).joined(separator: ", "))") }
        lines.append("  blank images: \(faults.blank.count)")
        lines.append("  surplus exact copies: \(faults.surplusCopies)")
        for shared in faults.shared {
            lines.append("  images of \(shared.split.rawValue) also in \(shared.with.rawValue): \(shared.images)")
        }
        lines.append("  groups of copies with contradicting labels: \(faults.contradictions.count)")
        return lines.joined(separator: "\n")
    }

    /// What a split's counts say of it, if anything.
    private func comparison(of summary: SplitSummary) -> String {
        let counts = FER2013.Expression.allCases.map { summary.classes[$0.name] ?? 0 }
        let (validation, test) = (FER2013.Split.validation.originalCounts, FER2013.Split.test.originalCounts)
        if counts == summary.split.originalCounts { return ", as many as in the original" }
        if counts == zip(validation, test).map(+) { return ", the original's validation and test together" }
        return ""
    }

    private var verdict: String {
        switch genuineness {
        case .genuine: "the original FER2013 training images"
        case .partial(let reason): "not the whole of FER2013: \(reason)"
        case .altered(let reason): "not the original FER2013: \(reason)"
        }
    }
}
