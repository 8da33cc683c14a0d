/// The facial-expression data set FER2013 (Goodfellow et al. 2013, arXiv:1307.0414): 35,887 grey photographs of
/// 48 × 48 pixels with seven expressions.
///
/// ```swift
/// let faces = try FER2013Splits(contentsOf: "fer2013")      // image folders or fer2013.csv, recognised
/// let training = faces.train, testing = faces.evaluationSplit
/// let drawn = FER2013Splits.synthetic(train: 2_800, validation: 700, test: 700, seed: 1)
/// ```
public enum FER2013 {
    /// Pixels along each side of an image.
    public static let side = 48
    /// Pixels of an image.
    public static let pixelCount = side * side

    /// The three parts of the data set.
    public enum Split: String, CaseIterable, Codable, Sendable {
        /// To learn from: 28,709 images, `Training` in the original table.
        case train
        /// To choose by: 3,589 images, `PublicTest` in the original table.
        case validation
        /// To judge by, once: 3,589 images, `PrivateTest` in the original table.
        case test

        /// The split that a folder is named after, in upper or lower case: `train`, `training`; `validation`, `valid`,
        /// `val`, `publictest`; `test`, `privatetest`. Nil for any other name.
        public init?(folderName: String) {
            switch folderName.lowercased() {
            case "train", "training": self = .train
            case "validation", "valid", "val", "publictest": self = .validation
            case "test", "privatetest": self = .test
            default: return nil
            }
        }

        /// The split with a value of the original table's `Usage` column, in upper or lower case; nil for any other.
        init?(usage: String) {
            guard let split = Self.allCases.first(where: { $0.usage.lowercased() == usage.lowercased() }) else {
                return nil
            }
            self = split
        }

        /// The value of the original table's `Usage` column: `Training`, `PublicTest` or `PrivateTest`.
        public var usage: String {
            switch self {
            case .train: "Training"
            case .validation: "PublicTest"
            case .test: "PrivateTest"
            }
        }

        /// Images of every expression in the original, in the order of ``FER2013/Expression``.
        ///
        /// Source: counted in the original table and in its common copy as image folders.
        public var originalCounts: [Int] {
            switch self {
            case .train: [3_995, 436, 4_097, 7_215, 4_965, 4_830, 3_171]
            case .validation: [467, 56, 496, 895, 607, 653, 415]
            case .test: [491, 55, 528, 879, 626, 594, 416]
            }
        }
    }
}
