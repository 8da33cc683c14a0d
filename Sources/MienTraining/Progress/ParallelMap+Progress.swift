import Mien

/// What `make` gives for each of many things, such as files, in order; made on all threads.
///
/// - Parameters:
///   - title: what is going on.
///   - progress: where to show how far it is.
package func parallelMap<Value: Sendable, Failure: Error>(
    _ count: Int, title: String, on progress: any ProgressReporter, _ make: (Int) throws(Failure) -> Value
) throws(Failure) -> [Value] {
    defer { progress.clear() }
    let pace = Pace(remaining: count)
    var values: [Value] = []
    // Some at a time, so that the progress moves.
    for first in stride(from: 0, to: count, by: 16) {
        let some = min(16, count - first)
        values += try parallelMap(some) { index throws(Failure) in try make(first + index) }
        pace.advance(by: some)
        progress.advance(pace.step(title, values.count, of: count, [:]))
    }
    if count > 0 { progress.finish(pace.step(title, count, of: count, [:])) }
    return values
}
