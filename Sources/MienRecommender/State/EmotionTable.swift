import FoundationEssentials
import Mien

/// Where emotions lie in valence and arousal.
///
/// The standard places are conventional readings of Russell's circumplex model of affect (J. A. Russell, Journal of Personality
/// and Social Psychology 39, 1980): what is agreed upon is the quadrant and the order, not the second digit. Put others into
/// a file where you know better:
///
/// ```
/// emotion,valence,arousal
/// happy,0.8,0.5
/// tired,-0.2,-0.8
/// ```
///
/// or, as JSON, `{"happy": [0.8, 0.5], "tired": [-0.2, -0.8]}`. A file stands for the whole table; emotions that it leaves out
/// are unknown then.
public struct EmotionTable: Sendable, Equatable {
    /// The names of the emotions, by the alphabet.
    public var names: [String] { places.keys.sorted() }

    private let places: [String: Affect]

    /// - Parameter places: by the emotions' names, in small letters; both numbers lie in -1 … 1.
    public init(_ places: [String: Affect]) { self.places = places }

    /// The seven expressions of FER2013, the eight emotions of RAVDESS, and the moods of songs.
    public static let standard = EmotionTable([
        "happy": Affect(valence: 0.8, arousal: 0.5),
        "surprise": Affect(valence: 0.4, arousal: 0.8),
        "angry": Affect(valence: -0.6, arousal: 0.7),
        "fear": Affect(valence: -0.6, arousal: 0.8),
        "disgust": Affect(valence: -0.6, arousal: 0.35),
        "sad": Affect(valence: -0.65, arousal: -0.4),
        "calm": Affect(valence: 0.5, arousal: -0.6),
        "neutral": .neutral,
    ])

    /// Other names of the same emotions, among them those of RAVDESS.
    private static let synonyms = [
        "happiness": "happy", "joy": "happy", "surprised": "surprise", "anger": "angry", "fearful": "fear",
        "afraid": "fear", "scared": "fear", "disgusted": "disgust", "sadness": "sad", "calmness": "calm",
    ]

    /// What the table calls an emotion, whether in small letters or not, or by another name such as `fearful`; nil if it is
    /// unknown.
    public func name(of emotion: String) -> String? {
        let name = emotion.lowercased()
        if places[name] != nil { return name }
        return Self.synonyms[name].flatMap { places[$0] == nil ? nil : $0 }
    }

    public subscript(emotion: String) -> Affect? { name(of: emotion).flatMap { places[$0] } }

    /// Where a distribution lies in the mean.
    ///
    /// - Throws: ``RecommenderError/unknownEmotion(_:known:)``.
    public func affect(of distribution: EmotionDistribution) throws(RecommenderError) -> Affect {
        var parts: [(place: Affect, weight: Double)] = []
        for (emotion, share) in distribution.shares {
            guard let place = self[emotion] else { throw .unknownEmotion(emotion, known: names) }
            parts.append((place, share))
        }
        return Affect.mean(parts) ?? .neutral
    }
}

// MARK: - Files

extension EmotionTable {
    /// Reads a file of either form.
    ///
    /// - Throws: ``RecommenderError``, which names the line.
    public init(contentsOf path: String) throws(RecommenderError) {
        let places = path.lowercased().hasSuffix(".json") ? try Self.json(path) : try Self.table(path)
        if places.isEmpty { throw .badEmotionTable(file: path, line: nil, reason: "it names no emotion") }
        self.init(places)
    }

    private static func table(_ path: String) throws(RecommenderError) -> [String: Affect] {
        let reader = try RowReader(path)
        let columns = try reader.places(of: ["emotion", "valence", "arousal"])
        var places: [String: Affect] = [:]
        while let row = try reader.next() {
            guard let cells = row.cells else {
                throw .badEmotionTable(file: path, line: row.line, reason: row.fault ?? "it cannot be read")
            }
            let numbers = columns.dropFirst().compactMap { Double(cells[$0]) }
            try add(cells[columns[0]], numbers, to: &places, path, line: row.line)
        }
        return places
    }

    private static func json(_ path: String) throws(RecommenderError) -> [String: Affect] {
        let bytes = try readWhole(path, limit: 1 << 20)
        guard let numbers = try? JSONDecoder().decode([String: [Double]].self, from: Data(bytes)) else {
            throw .badEmotionTable(
                file: path, line: nil, reason: "it is no JSON of the form {\"happy\": [0.8, 0.5], …}")
        }
        var places: [String: Affect] = [:]
        for (name, pair) in numbers { try add(name, pair, to: &places, path, line: nil) }
        return places
    }

    private static func add(
        _ name: String, _ numbers: [Double], to places: inout [String: Affect], _ path: String, line: Int?
    ) throws(RecommenderError) {
        let name = name.trimmed.lowercased()
        guard !name.isEmpty, numbers.count == 2, numbers.allSatisfy({ abs($0) <= 1 }) else {
            throw .badEmotionTable(
                file: path, line: line,
                reason: "\(name.isEmpty ? "an emotion without a name" : name) needs a valence and an arousal in -1 … 1")
        }
        let place = Affect(valence: numbers[0], arousal: numbers[1])
        if places.updateValue(place, forKey: name) != nil {
            throw .badEmotionTable(file: path, line: line, reason: "\(name) is there twice")
        }
    }
}
