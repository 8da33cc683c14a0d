import FoundationEssentials

/// A recording, as its file name describes it: `03-01-06-01-02-01-12.wav` is audio, speech, fearful, normal, the dogs, for the
/// first time, actor 12.
public struct RAVDESSRecording: Sendable, Hashable, Codable {
    public let file: String
    public let modality: RAVDESS.Modality
    public let channel: RAVDESS.VocalChannel
    public let emotion: RAVDESS.Emotion
    public let intensity: RAVDESS.Intensity
    public let statement: RAVDESS.Statement
    /// The first or the second time.
    public let repetition: Int
    /// 1…24
    public let actor: Int

    public var sex: RAVDESS.Sex { actor % 2 == 0 ? .female : .male }

    /// Reads the name of a file.
    ///
    /// - Throws: ``RAVDESSError/badName(file:field:found:expected:)`` with the first field that is wrong.
    public init(file: String) throws(RAVDESSError) {
        var fields = try NameFields(file)
        self.file = file
        modality = try fields.next("modality", 1...3, RAVDESS.Modality.init(rawValue:))
        channel = try fields.next("vocal channel", 1...2, RAVDESS.VocalChannel.init(rawValue:))
        emotion = try fields.next("emotion", 1...8, RAVDESS.Emotion.init(code:))
        intensity = try fields.next("intensity", 1...2, RAVDESS.Intensity.init(rawValue:))
        statement = try fields.next("statement", 1...2, RAVDESS.Statement.init(rawValue:))
        repetition = try fields.next("repetition", 1...2) { (1...2).contains($0) ? $0 : nil }
        actor = try fields.next("actor", RAVDESS.actors) { RAVDESS.actors.contains($0) ? $0 : nil }
    }

    /// The name of a file of audio and speech, without its extension.
    package static func name(
        _ emotion: RAVDESS.Emotion, _ intensity: RAVDESS.Intensity, _ statement: RAVDESS.Statement, repetition: Int,
        actor: Int
    ) -> String {
        let numbers = [
            RAVDESS.Modality.audio.rawValue, RAVDESS.VocalChannel.speech.rawValue, emotion.code, intensity.rawValue,
            statement.rawValue, repetition, actor,
        ]
        return numbers.map { $0 < 10 ? "0\($0)" : "\($0)" }.joined(separator: "-")
    }
}

/// The two-digit numbers of a file name, taken one after the other.
private struct NameFields {
    private let file: String
    private var rest: ArraySlice<Substring>

    init(_ file: String) throws(RAVDESSError) {
        self.file = file
        let name = URL(fileURLWithPath: file).deletingPathExtension().lastPathComponent
        let fields = name.split(separator: "-", omittingEmptySubsequences: false)
        guard fields.count == 7 else {
            throw .badName(
                file: file, field: "name", found: name, expected: "seven numbers such as 03-01-06-01-02-01-12")
        }
        rest = fields[...].map { Substring(String($0)) }[...]
    }

    mutating func next<Value>(
        _ field: String, _ range: ClosedRange<Int>, _ meaning: (Int) -> Value?
    ) throws(RAVDESSError) -> Value {
        let text = rest.removeFirst()
        let isNumber = text.count == 2 && text.allSatisfy { $0.isASCII && $0.isNumber }
        guard isNumber, let value = Int(text).flatMap(meaning) else {
            throw .badName(
                file: file, field: field, found: String(text),
                expected: "0\(range.lowerBound) to \(range.upperBound < 10 ? "0" : "")\(range.upperBound)")
        }
        return value
    }
}
