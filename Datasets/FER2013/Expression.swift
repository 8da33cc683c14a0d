extension FER2013 {
    /// The seven facial expressions, in the alphabetical order that numbers the labels: angry 0 … surprise 6.
    ///
    /// The original table counts differently (``tableCode``); every loader of this target gives labels of this order.
    public enum Expression: Int, CaseIterable, Codable, Sendable {
        case angry, disgust, fear, happy, neutral, sad, surprise

        /// The class name: `angry`, `disgust`, `fear`, `happy`, `neutral`, `sad`, `surprise`.
        public var name: String {
            switch self {
            case .angry: "angry"
            case .disgust: "disgust"
            case .fear: "fear"
            case .happy: "happy"
            case .neutral: "neutral"
            case .sad: "sad"
            case .surprise: "surprise"
            }
        }

        /// The number that stands in the `emotion` column of `fer2013.csv`:
        /// 0 angry, 1 disgust, 2 fear, 3 happy, 4 sad, 5 surprise, 6 neutral.
        public var tableCode: Int { Self.tableOrder.firstIndex(of: self) ?? 0 }

        /// The expression with a number of the `emotion` column, or nil if there is none.
        public init?(tableCode: Int) {
            guard Self.tableOrder.indices.contains(tableCode) else { return nil }
            self = Self.tableOrder[tableCode]
        }

        private static let tableOrder: [Self] = [.angry, .disgust, .fear, .happy, .sad, .surprise, .neutral]

        /// The expression that a folder of images stands for: its name or a usual other form of it
        /// (`anger`, `happiness`, `surprised` …), in upper or lower case.
        public init?(folderName: String) {
            let name = folderName.lowercased()
            guard let match = Self.allCases.first(where: { $0.name == name || $0.otherNames.contains(name) }) else {
                return nil
            }
            self = match
        }

        private var otherNames: [String] {
            switch self {
            case .angry: ["anger"]
            case .disgust: ["disgusted"]
            case .fear: ["fearful", "afraid", "scared"]
            case .happy: ["happiness", "joy"]
            case .neutral: ["neutrality"]
            case .sad: ["sadness"]
            case .surprise: ["surprised"]
            }
        }
    }
}
