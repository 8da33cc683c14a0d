/// A table of paper 001: what a network reached there.
struct PublishedResult {
    /// Precision, recall and F1.
    typealias Scores = (precision: Double, recall: Double, f1: Double)

    let title: String
    let trainAccuracy: Double
    let accuracy: Double
    let macro: Scores
    /// In the order of the labels.
    let perClass: [Scores]

    /// Nil for a network that is not the paper's.
    static func of(_ architecture: SpeechRecipe.Architecture) -> PublishedResult? {
        switch architecture {
        case .lstm: lstm
        case .cnn: cnn
        case .cnnLSTM: cnnLSTM
        case .spectrogram: nil
        }
    }

    private static let lstm = PublishedResult(
        title: "LSTM", trainAccuracy: 0.2161, accuracy: 0.2188, macro: (0.08, 0.20, 0.12),
        perClass: [
            (0.21, 0.82, 0.34), (0.31, 0.53, 0.39), (0, 0, 0), (0, 0, 0), (0, 0, 0), (0, 0, 0), (0, 0, 0),
            (0.15, 0.28, 0.19),
        ])

    private static let cnn = PublishedResult(
        title: "CNN", trainAccuracy: 0.4557, accuracy: 0.4618, macro: (0.51, 0.45, 0.44),
        perClass: [
            (0.83, 0.26, 0.39), (0.39, 0.82, 0.53), (0.43, 0.51, 0.47), (0.50, 0.55, 0.53), (0.65, 0.39, 0.49),
            (0.15, 0.21, 0.18), (0.43, 0.32, 0.36), (0.67, 0.51, 0.58),
        ])

    private static let cnnLSTM = PublishedResult(
        title: "CNN + LSTM", trainAccuracy: 0.8828, accuracy: 0.6389, macro: (0.64, 0.64, 0.64),
        perClass: [
            (0.72, 0.59, 0.65), (0.76, 0.74, 0.75), (0.67, 0.72, 0.69), (0.57, 0.63, 0.60), (0.58, 0.47, 0.52),
            (0.63, 0.63, 0.63), (0.53, 0.50, 0.51), (0.65, 0.82, 0.73),
        ])
}
