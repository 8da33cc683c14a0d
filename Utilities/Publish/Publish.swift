import ArgumentParser

/// Makes what the project shows of finished trainings: the weights that ship with it, in half precision, the parts of
/// `Docs/Results.md`, and the tables on the cards of the weights.
@main
struct Publish: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Publish finished runs, from the root of the repository.",
        subcommands: [
            PublishFace.self, PublishSpeech.self, PublishPaper001.self, PublishPaper004.self, PublishRecommender.self,
        ])
}
