/// How probable each emotion is. The shares are from 0 and add up to 1.
///
/// ```swift
/// let stated = try EmotionDistribution(parsing: "sad:.7,calm:.3")
/// let seen = try EmotionDistribution(labels: prediction.labels, probabilities: prediction.probabilities)
/// ```
public struct EmotionDistribution: Sendable, Equatable {
    /// The emotions with their shares, the greatest first, equal ones by the alphabet; none of them 0.
    public let shares: [(emotion: String, share: Double)]

    public static func == (a: Self, b: Self) -> Bool { a.shares.elementsEqual(b.shares) { $0 == $1 } }

    /// - Parameter weights: from 0, finite, not all of them 0; they are divided by their sum.
    /// - Throws: ``RecommenderError/badShare(emotion:found:)``, ``RecommenderError/noEmotion``.
    public init(_ weights: [String: Double]) throws(RecommenderError) {
        for (emotion, weight) in weights.sorted(by: { $0.key < $1.key }) {
            guard weight >= 0, weight.isFinite else { throw .badShare(emotion: emotion, found: "\(weight)") }
        }
        // Divided by the greatest first, so that no sum is infinite.
        let greatest = weights.values.max() ?? 0
        guard greatest > 0 else { throw .noEmotion }
        let scaled = weights.mapValues { $0 / greatest }
        let total = scaled.sorted { $0.key < $1.key }.reduce(0) { $0 + $1.value }
        shares = scaled.filter { $0.value > 0 }.map { (emotion: $0.key, share: $0.value / total) }
            .sorted { ($1.share, $0.emotion) < ($0.share, $1.emotion) }
    }

    /// What a predictor of faces or voices says.
    ///
    /// - Parameters:
    ///   - labels: the emotions' names, such as FER2013's or RAVDESS's.
    ///   - probabilities: one for each label.
    ///   - table: gives one emotion one name, so that `fear` and `fearful` are added up.
    public init(
        labels: [String], probabilities: [Float], table: EmotionTable = .standard
    ) throws(RecommenderError) {
        var weights: [String: Double] = [:]
        for (label, probability) in zip(labels, probabilities) {
            guard let name = table.name(of: label) else { throw .unknownEmotion(label, known: table.names) }
            guard probability >= 0, probability.isFinite else {
                throw .badShare(emotion: label, found: "\(probability)")
            }
            weights[name, default: 0] += Double(probability)
        }
        try self.init(weights)
    }

    /// What someone states by hand: `sad:.7,calm:.3`, or `sad` alone. The shares need not add up to 1.
    ///
    /// - Throws: ``RecommenderError``, which says what part cannot be read.
    public init(parsing text: String, table: EmotionTable = .standard) throws(RecommenderError) {
        var weights: [String: Double] = [:]
        for part in text.split(separator: ",", omittingEmptySubsequences: false) {
            let pieces = part.split(separator: ":", omittingEmptySubsequences: false).map { String($0).trimmed }
            guard (1...2).contains(pieces.count), !pieces[0].isEmpty else {
                throw .badState(text: text, part: String(part))
            }
            guard let name = table.name(of: pieces[0]) else { throw .unknownEmotion(pieces[0], known: table.names) }
            guard weights[name] == nil else { throw .repeatedEmotion(name, text: text) }
            weights[name] = try pieces.count == 1 ? 1 : Self.share(pieces[1], of: name)
        }
        try self.init(weights)
    }

    private static func share(_ text: String, of emotion: String) throws(RecommenderError) -> Double {
        guard let share = Double(text), share >= 0, share.isFinite else {
            throw .badShare(emotion: emotion, found: text)
        }
        return share
    }

    /// The likeliest emotion.
    public var likeliest: (emotion: String, share: Double) { shares[0] }

    /// The share of an emotion by the name that it has here; 0 if it is not among them.
    public subscript(emotion: String) -> Double { shares.first { $0.emotion == emotion }?.share ?? 0 }
}
