/// How far a piece of work over many things is, such as files, told to a reporter.
package struct ProgressCounter {
    private let title: String
    private let total: Int
    private let reporter: any ProgressReporter
    private let pace: Pace
    private var done = 0

    /// - Parameters:
    ///   - title: what is going on.
    ///   - total: the number of things.
    package init(_ title: String, total: Int, on reporter: any ProgressReporter) {
        (self.title, self.total, self.reporter) = (title, total, reporter)
        pace = Pace(remaining: total)
    }

    package mutating func advance(by count: Int) {
        done += count
        pace.advance(by: count)
        reporter.advance(pace.step(title, done, of: total, [:]))
    }

    package func finish() { reporter.finish(pace.step(title, done, of: total, [:])) }
}
