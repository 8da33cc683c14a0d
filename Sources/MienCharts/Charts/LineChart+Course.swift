extension LineChart {
    /// What the curves run over.
    public enum Course: Sendable {
        /// Even steps of what is named, from 1.
        case steps(String)
        /// Growing sizes of what is named, one for each value of a series. Equal distances are equal ratios.
        case sizes(String, [Double])

        /// The epochs of a training.
        public static let epochs = Course.steps("epoch")

        /// The name below the axis.
        var name: String {
            switch self {
            case .steps(let name), .sizes(let name, _): name
            }
        }

        /// Where value `index` of a series stands on the axis; nil behind the last size.
        func place(_ index: Int) -> Double? {
            switch self {
            case .steps: Double(index + 1)
            case .sizes(_, let sizes): index < sizes.count ? sizes[index] : nil
            }
        }

        /// The same in words: `epoch 3`.
        func words(_ index: Int) -> String {
            place(index).map { "\(name) \(NumberText.short($0))" } ?? "no \(name)"
        }

        /// `count` values from the first on, in words.
        func words(count: Int) -> String {
            switch self {
            case .steps: count == 1 ? "one \(name)" : "\(count) \(name)s"
            case .sizes: "\(words(0)) to \(words(count - 1))"
            }
        }

        /// The axis of `count` values in a drawing with room for `room` long labels.
        func scale(count: Int, room: Int) -> Scale {
            switch self {
            case .steps: .epochs(count, count: room)
            case .sizes(_, let sizes): .logarithmic(at: Array(sizes.prefix(count)), count: 2 * room)
            }
        }
    }
}
