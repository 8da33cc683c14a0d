import Mien
import Synchronization

/// The bytes that `make` gives for the parts of `0 ..< count`, put together in order; the parts are made on all threads.
///
/// Where several parts fail, the first one's error is thrown.
func inParallel<Failure: Error>(
    _ count: Int, blockSize: Int, _ make: (Range<Int>) throws(Failure) -> [UInt8]
) throws(Failure) -> [UInt8] {
    let blocks = (count + blockSize - 1) / blockSize
    let finished = Mutex([Result<[UInt8], Failure>?](repeating: nil, count: blocks))
    ThreadPool.shared.run(blocks) { block in
        let range = block * blockSize..<min((block + 1) * blockSize, count)
        let result: Result<[UInt8], Failure>
        do throws(Failure) {
            result = .success(try make(range))
        } catch {
            result = .failure(error)
        }
        finished.withLock { $0[block] = result }
    }
    var bytes: [UInt8] = []
    for case let result? in finished.withLock({ $0 }) {
        bytes += try result.get()
    }
    return bytes
}
