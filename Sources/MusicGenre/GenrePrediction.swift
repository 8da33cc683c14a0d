/// Which genre a piece of music sounds like, as a whole and from window to window.
public struct GenrePrediction: Sendable, Equatable {
    /// A part of the piece.
    public struct Window: Sendable, Equatable {
        /// In seconds from the beginning; nil for the row of a table.
        public let start: Double?
        public let end: Double?
        /// The number of the genre.
        public let genre: Int
        /// One for each label, their sum being one; nil where the model gives none.
        public let probabilities: [Double]?
    }

    /// What the piece is called.
    public let name: String
    /// The genres that the model tells apart.
    public let labels: [String]
    /// At least one.
    public let windows: [Window]

    /// What the windows' probabilities are in the mean, or else the shares of windows that were taken for each genre.
    public var probabilities: [Double] {
        labels.indices.map { label in
            windows.reduce(0) { $0 + ($1.probabilities?[label] ?? ($1.genre == label ? 1 : 0)) } / Double(windows.count)
        }
    }

    /// The likeliest genre; `unsure` if its probability is less than `threshold`.
    public func label(unsureBelow threshold: Double) -> String {
        // One window is what the model says, which need not be its likeliest genre: support vectors vote.
        if windows.count == 1, windows[0].probabilities == nil { return labels[windows[0].genre] }
        return label(of: probabilities, unsureBelow: threshold)
    }

    /// The same of a window.
    public func label(of window: Window, unsureBelow threshold: Double) -> String {
        window.probabilities.map { label(of: $0, unsureBelow: threshold) } ?? labels[window.genre]
    }

    private func label(of probabilities: [Double], unsureBelow threshold: Double) -> String {
        let best = probabilities.indices.max { probabilities[$0] < probabilities[$1] }
        return best.map { probabilities[$0] >= threshold ? labels[$0] : Self.unsure } ?? Self.unsure
    }

    public static let unsure = "unsure"
}
