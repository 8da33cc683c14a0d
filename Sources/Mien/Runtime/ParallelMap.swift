import Synchronization

/// What `make` gives for each number in `0 ..< count`, in order; made on all threads.
///
/// Where several fail, the error of the lowest number is thrown.
package func parallelMap<Value: Sendable, Failure: Error>(
    _ count: Int, _ make: (Int) throws(Failure) -> Value
) throws(Failure) -> [Value] {
    let finished = Mutex([Result<Value, Failure>?](repeating: nil, count: count))
    parallelFor(count) { index in
        let result: Result<Value, Failure>
        do throws(Failure) {
            result = .success(try make(index))
        } catch {
            result = .failure(error)
        }
        finished.withLock { $0[index] = result }
    }
    var values: [Value] = []
    for case let result? in finished.withLock({ $0 }) { values.append(try result.get()) }
    return values
}
