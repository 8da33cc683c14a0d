/// What a recording sounds like, as a whole and from window to window.
public struct SpeechPrediction: Sendable, Equatable {
    /// A part of the recording.
    public struct Window: Sendable, Equatable {
        /// In seconds from the beginning.
        public let start: Double
        public let end: Double
        /// One for each label, their sum being one; nil for silence.
        public let probabilities: [Float]?
    }

    /// The emotions that the network tells apart.
    public let labels: [String]
    public let windows: [Window]

    /// What the windows' probabilities are in the mean; all alike if there is nothing but silence.
    public var probabilities: [Float] {
        let heard = windows.compactMap(\.probabilities)
        guard !heard.isEmpty else { return labels.map { _ in 1 / Float(labels.count) } }
        return labels.indices.map { label in heard.reduce(0) { $0 + $1[label] } / Float(heard.count) }
    }

    /// The most probable emotion of the recording; `unsure` if its probability is less than `threshold`, or there is nothing but
    /// silence.
    public func label(unsureBelow threshold: Float) -> String {
        windows.contains { $0.probabilities != nil } ? label(of: probabilities, unsureBelow: threshold) : Self.unsure
    }

    /// The same of a window.
    public func label(of window: Window, unsureBelow threshold: Float) -> String {
        window.probabilities.map { label(of: $0, unsureBelow: threshold) } ?? "silence"
    }

    private func label(of probabilities: [Float], unsureBelow threshold: Float) -> String {
        let best = probabilities.indices.max { probabilities[$0] < probabilities[$1] }
        return best.map { probabilities[$0] >= threshold ? labels[$0] : Self.unsure } ?? Self.unsure
    }

    public static let unsure = "unsure"
}
