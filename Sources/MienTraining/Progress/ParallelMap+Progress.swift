import Mien

/// What `make` gives for each of many things, such as files, in order; made on all threads.
///
/// - Parameters:
///   - title: what is going on.
///   - progress: where to show how far it is.
package func parallelMap<Value: Sendable, Failure: Error>(
    _ count: Int, title: String, on progress: any ProgressReporter, _ make: (Int) throws(Failure) -> Value
) throws(Failure) -> [Value] {
    var values: [Value] = []
    try parallelMap(count, title: title, on: progress, make) { (_, some: [Value]) throws(Failure) in values += some }
    return values
}

/// Hands on what `make` gives for each of many things, in order, some at a time: what was handed on is done, whatever becomes
/// of the rest.
///
/// - Parameters:
///   - title: what is going on.
///   - progress: where to show how far it is.
///   - take: is given the place of the first of them, and them.
package func parallelMap<Value: Sendable, Failure: Error>(
    _ count: Int, title: String, on progress: any ProgressReporter, _ make: (Int) throws(Failure) -> Value,
    take: (Int, [Value]) throws(Failure) -> Void
) throws(Failure) {
    defer { progress.clear() }
    let pace = Pace(remaining: count)
    // Some at a time, so that the progress moves.
    for first in stride(from: 0, to: count, by: 16) {
        let some = min(16, count - first)
        try take(first, parallelMap(some) { index throws(Failure) in try make(first + index) })
        pace.advance(by: some)
        progress.advance(pace.step(title, first + some, of: count, [:]))
    }
    if count > 0 { progress.finish(pace.step(title, count, of: count, [:])) }
}
