import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// The machine as Mien uses it: threads, memory, matrix products.
public enum Runtime {
    /// The number of threads that work on one operation. At first `MIEN_THREADS`, or the number of processors.
    ///
    /// Results have the same bits whatever the number.
    public static var threads: Int {
        get { ThreadPool.shared.threads }
        set { ThreadPool.shared.threads = newValue }
    }

    /// Bytes that tensors hold now.
    public static var liveBytes: Int { Allocator.shared.statistics.live }

    /// Bytes that are kept for the next tensors.
    public static var cachedBytes: Int { Allocator.shared.statistics.cached }

    /// The most bytes that tensors have held at one time.
    public static var peakBytes: Int { Allocator.shared.statistics.peak }

    /// The most bytes that are kept for the next tensors. At first `MIEN_CACHE_MEGABYTES` (of a million bytes), or a quarter
    /// of the machine's memory; zero keeps nothing, which costs time.
    ///
    /// Whatever the limit, what is kept and what tensors hold are together at most twice what tensors have held at one time.
    public static var cacheLimit: Int {
        get { Allocator.shared.limit }
        set { Allocator.shared.limit = newValue }
    }

    /// Returns the memory that is kept for reuse to the system. A trainer does so when its training or evaluation ends.
    public static func releaseCachedMemory() { Allocator.shared.releaseCached() }

    /// Whether convolutions are sums of products and nothing else. At first where `MIEN_EXACT` is 1.
    ///
    /// Otherwise 3×3 kernels of stride one go through Winograd's method where that is faster: it has a quarter of the products,
    /// and an error some twenty times that of the plain sum.
    public static var isExact: Bool {
        get { exactness.load(ordering: .relaxed) }
        set { exactness.store(newValue, ordering: .relaxed) }
    }

    private static let exactness = Atomic(getenv("MIEN_EXACT").map { String(cString: $0) } == "1")

    /// The instruction set of Mien's own kernels; OpenBLAS chooses its own.
    public static var instructionSet: InstructionSet { .current }

    /// The version of OpenBLAS and the processor it computes for, such as `OpenBLAS 0.3.21, SkylakeX`.
    public static var matrixLibrary: String { BLAS.shared.description }
}
