import ArgumentParser

struct Speech: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Emotions of speech (RAVDESS; paper 001).",
        subcommands: [
            SpeechTrain.self, SpeechEvaluate.self, SpeechPredict.self, SpeechFeaturesCommand.self,
            SpeechSummary.self,
        ])
}
