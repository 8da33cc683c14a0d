import MienTabular
import MienTraining

extension Paper004.System {
    /// The figures of the paper beside the repeated ones.
    func rows(note: String) -> [ReproductionRow] {
        let published = `protocol` == "paper" ? PublishedResult.accuracies[recipe.name] : nil
        let peer = PeerResults.accuracy(of: recipe.name, by: `protocol`).map {
            "scikit-learn and XGBoost: \($0.fixed(4))."
        }
        let cost = ReproductionCost(
            parameters: 0, seconds: seconds, millisecondsPerPrediction: millisecondsPerPrediction)
        func row(_ metric: ReproductionRow.Metric, _ figure: Double?, _ values: [Double]) -> ReproductionRow {
            ReproductionRow(
                paper: "004", system: recipe.name, protocol: `protocol`, metric: metric, published: figure,
                values: values, samples: reports.first?.samples ?? 0, cost: cost,
                note: [note, metric == .accuracy ? peer ?? "" : ""].filter { !$0.isEmpty }.joined(separator: " "))
        }
        return [
            row(.trainAccuracy, nil, trainAccuracies), row(.accuracy, published, accuracies),
            row(.macroF1, published, reports.map(\.macro.f1)),
        ]
    }
}

extension Paper004.Findings {
    public var rows: [ReproductionRow] {
        let note = remarks.joined(separator: " ")
        return systems.flatMap { $0.rows(note: note) }
    }

    /// All that was found, as Markdown.
    public var text: String {
        [
            accuracies, "The notebook's final vote, genre by genre:\n\n\(genres)", details, checks,
        ].joined(separator: "\n\n")
    }

    private var accuracies: String {
        let header = [
            "| accuracy | published | paper's protocol | peers | random folds | peers | artists apart | peers |",
            "|---|---|---|---|---|---|---|---|",
        ]
        let names = systems.map(\.recipe.name).reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
        let lines = names.map { name in
            let cells = ["paper", "random-10", "honest"].flatMap { division in
                let system = systems.first { $0.recipe.name == name && $0.protocol == division }
                let peer = PeerResults.accuracy(of: name, by: division).map { $0.fixed(3) }
                return [system.map { spread($0.accuracies) } ?? "", peer ?? ""]
            }
            let published = PublishedResult.accuracies[name].map { $0.fixed(2) } ?? ""
            return "| \(name) | \(published) | \(cells.joined(separator: " | ")) |"
        }
        return (header + lines).joined(separator: "\n")
    }

    private func spread(_ values: [Double]) -> String {
        let spread = Spread(values)
        return spread.mean.fixed(3) + (spread.deviation.map { " ± \($0.fixed(3))" } ?? "")
    }

    private var genres: String {
        let vote = systems.first { $0.recipe.name == "vote" && $0.protocol == "paper" }
        return "```\n\(vote?.reports.first?.text(digits: 2) ?? "")```"
    }

    private var details: String {
        """
        - Two principal components hold \(explainedVariance.means.fixed(10)) of the variance of the MFCCs' means, and \
        \(explainedVariance.variances.fixed(10)) of their variances'.
        - The test set begins with the rows \(firstTestRows.map(String.init).joined(separator: ", ")).
        - Best of the \(search.rows.count) candidates: \(search.best.candidate.label), \(search.best.mean.fixed(4)) in \
        cross-validation.
        - What it weighs most: \(importantFeatures.joined(separator: ", ")).
        """
    }

    private var checks: String {
        let lines = observations.map { "| \($0.claim) | \($0.holds ? "true" : "**false**") | \($0.found) |" }
        return (["| what the paper says | | what the table says |", "|---|---|---|"] + lines).joined(separator: "\n")
    }
}
