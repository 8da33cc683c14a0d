import Mien

/// The bytes that `make` gives for the parts of `0 ..< count`, put together in order; the parts are made on all threads.
func inParallel<Failure: Error>(
    _ count: Int, blockSize: Int, _ make: (Range<Int>) throws(Failure) -> [UInt8]
) throws(Failure) -> [UInt8] {
    let blocks = try parallelMap((count + blockSize - 1) / blockSize) { block throws(Failure) in
        try make(block * blockSize..<min((block + 1) * blockSize, count))
    }
    return blocks.flatMap { $0 }
}
