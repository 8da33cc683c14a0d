import Mien

/// Which network tells apart which emotions of speech.
public struct SpeechRecipe: Sendable, Equatable {
    /// The networks of paper 001.
    public enum Architecture: Sendable {
        case lstm, cnn, cnnLSTM
    }

    public var name: String
    public var architecture: Architecture
    /// The names of the emotions to tell apart, in alphabetical order: the order of the network's outputs.
    public var labels: [String]
    /// Decides the first weights and the dropout masks.
    public var seed: UInt64

    /// The length of the vector of features of a recording: the means of 40 MFCCs, of their first and second differences,
    /// and of 40 mel bands.
    public static let features = 160

    /// The recipe of that name.
    ///
    /// - Throws: ``SpeechEmotionError/unknownRecipe(_:)``.
    public static func named(_ name: String) throws(SpeechEmotionError) -> SpeechRecipe {
        guard let recipe = all.first(where: { $0.name == name }) else { throw .unknownRecipe(name) }
        return recipe
    }

    public static var names: [String] { all.map(\.name) }

    static let all = [lstm, cnn, cnnLSTM]

    public static let lstm = SpeechRecipe("lstm", .lstm)
    public static let cnn = SpeechRecipe("cnn", .cnn)
    /// The best of the three.
    public static let cnnLSTM = SpeechRecipe("cnn-lstm", .cnnLSTM)

    private init(_ name: String, _ architecture: Architecture) {
        (self.name, self.architecture, seed) = (name, architecture, 1)
        labels = ["angry", "calm", "disgust", "fearful", "happy", "neutral", "sad", "surprised"]
    }

    /// The network with its first weights.
    public func makeNetwork() -> Module {
        withSeed(seed) {
            switch architecture {
            case .lstm: LSTMNetwork(classes: labels.count)
            case .cnn: CNNNetwork(classes: labels.count)
            case .cnnLSTM: CNNLSTMNetwork(classes: labels.count)
            }
        }
    }
}
