import Foundation
import Mien
import MienTraining

/// The experiment of paper 001, repeated: its three networks, each trained with several seeds.
///
/// Every training has a run folder of its own below ``folder``. What is finished there is not repeated, and what was
/// interrupted goes on.
public struct Paper001 {
    public let data: String?
    public let `protocol`: SpeechProtocol
    public let folder: String
    public let seeds: Int
    /// Changes of the recipes, for what the paper does not say.
    private let change: (inout SpeechRecipe) -> Void

    /// - Parameters:
    ///   - data: a folder of recordings; nil for synthetic voices.
    ///   - seeds: trainings of each network, with the seeds from one on.
    ///   - change: changes a recipe, for what the paper does not say.
    public init(
        data: String?, protocol: SpeechProtocol = .paper, folder: String, seeds: Int = 10,
        change: @escaping (inout SpeechRecipe) -> Void = { _ in }
    ) {
        (self.data, self.protocol, self.folder) = (data, `protocol`, folder)
        (self.seeds, self.change) = (seeds, change)
    }

    /// What came of one training.
    public struct Result: Codable, Sendable, Equatable {
        public var trainAccuracy: Double
        public var report: Report
        public var epochs: Int
        /// From the first step to the last; of what was resumed, since then.
        public var seconds: Double

        /// Of the test recordings.
        public struct Report: Codable, Sendable, Equatable {
            public var samples: Int
            public var accuracy: Double
            public var macro: ClassificationScores
            public var perClass: [ClassificationScores]
        }
    }

    /// All trainings of a network.
    public struct System: Sendable {
        public let recipe: SpeechRecipe
        public let results: [Result]
        public let cost: ReproductionCost
    }

    /// Trains what is not trained yet.
    public func run(progress: any ProgressReporter) throws -> [System] {
        try [SpeechRecipe.lstm, .cnn, .cnnLSTM].map { recipe in
            var recipe = recipe
            change(&recipe)
            let results = try (1...seeds).map { seed in
                recipe.seed = UInt64(seed)
                progress.show("\(recipe.name), seed \(seed) of \(seeds)")
                return try result(of: recipe, progress: progress)
            }
            let seconds = results.map(\.seconds).reduce(0, +) / Double(results.count)
            return System(recipe: recipe, results: results, cost: Self.cost(of: recipe, seconds: seconds))
        }
    }

    private func result(of recipe: SpeechRecipe, progress: any ProgressReporter) throws -> Result {
        let folder = "\(folder)/\(recipe.name)-\(recipe.seed)"
        let file = "\(folder)/result.json"
        if let content = FileManager.default.contents(atPath: file),
            let result = try? JSONDecoder().decode(Result.self, from: content)
        {
            return result
        }
        let configuration = SpeechTraining.Configuration(recipe: recipe, protocol: `protocol`, data: data)
        let training =
            Files.exists("\(folder)/config.json")
            ? try SpeechTraining(resuming: folder, progress: progress)
            : try SpeechTraining(configuration, folder: folder, progress: progress)
        let clock = ContinuousClock()
        let start = clock.now
        let outcome = try training.train(progress: progress)
        let seconds = Double((clock.now - start).components.seconds)
        guard let report = outcome.test?.report, let accuracy = outcome.training.accuracy else {
            throw SpeechEmotionError.noRecordings(part: "test", data: training.data.source)
        }
        let result = Result(
            trainAccuracy: accuracy,
            report: .init(
                samples: report.samples, accuracy: report.accuracy, macro: report.macro, perClass: report.perClass),
            epochs: outcome.history.epochs.count, seconds: seconds)
        try Files.store(Array(JSONEncoder().encode(result)), at: file)
        return result
    }

    private static func cost(of recipe: SpeechRecipe, seconds: Double) -> ReproductionCost {
        let network = recipe.makeNetwork()
        let input = Tensor.zeros([1, SpeechVector.count, 1])
        let clock = ContinuousClock()
        let times = (0..<21).map { _ in clock.measure { _ = network(input) } }.sorted()
        let median = times[10].components
        return ReproductionCost(
            parameters: network.stateDictionary().values.reduce(0) { $0 + $1.count }, seconds: seconds,
            millisecondsPerPrediction: Double(median.seconds) * 1e3 + Double(median.attoseconds) * 1e-15)
    }
}

// MARK: - Tables

extension Paper001.System {
    /// The figures of the paper beside the repeated ones.
    public func rows(protocol: String, note: String) -> [ReproductionRow] {
        let published = `protocol` == "paper" ? PublishedResult.of(recipe.architecture) : nil
        func row(
            _ metric: ReproductionRow.Metric, _ figure: Double?, _ value: (Paper001.Result) -> Double
        ) -> ReproductionRow {
            ReproductionRow(
                paper: "001", system: recipe.name, protocol: `protocol`, metric: metric,
                published: figure, values: results.map(value),
                samples: results.first?.report.samples ?? 0, cost: cost, note: note)
        }
        return [
            row(.trainAccuracy, published?.trainAccuracy) { $0.trainAccuracy },
            row(.accuracy, published?.accuracy) { $0.report.accuracy },
            row(.macroF1, published?.macro.f1) { $0.report.macro.f1 },
            row(.unweightedRecall, published?.macro.recall) { $0.report.macro.recall },
        ]
    }

    /// A table as the paper's, with its figures beside the repeated ones: F1 of each emotion, and in all.
    public func table() -> String {
        let published = PublishedResult.of(recipe.architecture)
        func line(_ name: String, _ figure: Double?, _ values: [Double]) -> String {
            let spread = Spread(values)
            let cells = [
                figure?.fixed(2) ?? "", "\(spread.mean.fixed(3)) ± \((spread.deviation ?? 0).fixed(3))",
                (values.max() ?? 0).fixed(3),
            ]
            return "| \(name) | \(cells.joined(separator: " | ")) |"
        }
        let scores = recipe.labels.indices.map { label in results.map { $0.report.perClass[label].f1 } }
        let title = published?.title ?? recipe.name
        var lines = [
            "| \(title) | published | mean ± deviation, \(results.count) seeds | best |", "|---|---|---|---|",
            line("train accuracy", published?.trainAccuracy, results.map(\.trainAccuracy)),
            line("test accuracy", published?.accuracy, results.map(\.report.accuracy)),
            line("macro F1", published?.macro.f1, results.map(\.report.macro.f1)),
        ]
        for (label, name) in recipe.labels.enumerated() {
            lines.append(line("F1 \(name)", published?.perClass[label].f1, scores[label]))
        }
        return lines.joined(separator: "\n") + "\n\n" + summary(of: scores.map { Spread($0).mean })
    }

    /// The emotions that are recognised best and worst, and what the network costs.
    private func summary(of scores: [Double]) -> String {
        let order = scores.indices.sorted { scores[$0] > scores[$1] }.map { recipe.labels[$0] }
        return "Recognised best: \(order.first ?? ""); worst: \(order.last ?? ""). \(cost.parameters) parameters, "
            + "\(cost.seconds.fixed(0)) s a training, \(cost.millisecondsPerPrediction.fixed(1)) ms a prediction."
    }
}
