import FoundationEssentials
import MienTraining

// What the reports of all tasks say of a training or an evaluation.

extension RunReport {
    /// Accuracy, macro F1 and loss.
    package static func highlights(of evaluation: Evaluation) -> [Fact] {
        guard let report = evaluation.report else { return [] }
        return [
            Fact("accuracy", percent(report.accuracy)), Fact("macro F1", percent(report.macro.f1)),
            Fact("loss", "\((evaluation.loss * 1000).rounded() / 1000)"),
        ]
    }

    package static func percent(_ share: Double) -> String { "\((share * 1000).rounded() / 10) %" }
}

extension RunReport.Section {
    /// Confusion matrix and scores; none where classes were not measured.
    package static func results(_ title: String, of evaluation: Evaluation) -> [RunReport.Section] {
        evaluation.report.map { [.classification(title: title, $0)] } ?? []
    }

    /// What a run was made with.
    package static func configuration(_ value: some Encodable) -> RunReport.Section {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        let text = (try? encoder.encode(value)).map { String(decoding: $0, as: UTF8.self) } ?? ""
        return RunReport.Section("Configuration", [.preformatted(text)])
    }
}

extension History {
    /// The first epoch, from 1, with the best value.
    ///
    /// - Parameter isBetter: whether the first of two values is better.
    package func bestEpoch(by name: String, _ isBetter: (Double, Double) -> Bool) -> Int? {
        let values = epochs.enumerated().compactMap { epoch, logs in logs[name].map { (epoch + 1, $0) } }
        return values.dropFirst().reduce(values.first) { best, next in
            best.map { isBetter(next.1, $0.1) ? next : $0 } ?? next
        }?.0
    }
}
