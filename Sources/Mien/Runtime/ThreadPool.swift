import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Persistent worker threads that share out numbered blocks of work.
///
/// A worker spins for some microseconds after its last block, then sleeps: a region costs 0.3 µs while training runs,
/// against tens of microseconds through Dispatch or task groups. There is one level of parallelism: a region that is
/// opened inside another one, or from a second thread while the pool is busy, runs where it is called.
///
/// Which thread takes a block is left to chance. Results must therefore depend on the block alone: work is cut by shape,
/// never by the number of threads, and partial sums are added in block order.
package final class ThreadPool: @unchecked Sendable {
    package static let shared = ThreadPool()

    /// One region's work: the blocks not yet taken, and the threads that are at it.
    private struct Job: @unchecked Sendable {
        let count: Int
        let body: (Int) -> Void
    }

    private let isBusy = Atomic<Bool>(false)
    private let generation = Atomic<Int>(0)
    private let nextBlock = Atomic<Int>(0)
    /// The number of workers within the region; `open` is added while others may still enter.
    private let inside = Atomic<Int>(0)
    private static let open = 1 << 32
    private let sleeping = Atomic<Int>(0)
    private let limit: Atomic<Int>
    private var job: Job?
    private var workers = 0
    private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    private let condition = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)

    private init() {
        // Every product of matrices runs inside a region: here OpenBLAS is told to use one thread before the first one.
        _ = BLAS.shared
        limit = Atomic(Self.defaultThreads)
        pthread_mutex_init(mutex, nil)
        pthread_cond_init(condition, nil)
    }

    /// The number of threads that work on a region, the calling one included.
    package var threads: Int {
        get { limit.load(ordering: .relaxed) }
        set { limit.store(max(1, newValue), ordering: .relaxed) }
    }

    /// `MIEN_THREADS`, or the number of processors.
    private static var defaultThreads: Int {
        if let text = getenv("MIEN_THREADS"), let count = Int(String(cString: text)), count > 0 { return count }
        return max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))
    }

    /// Calls `body` once for each block in `0 ..< count`, on all threads, and returns when the last one is done.
    package func run(_ count: Int, _ body: (Int) -> Void) {
        let helpers = min(threads, count) - 1
        guard helpers > 0, isBusy.compareExchange(expected: false, desired: true, ordering: .acquiring).exchanged else {
            for block in 0..<count { body(block) }
            return
        }
        startWorkers(threads - 1)
        withoutActuallyEscaping(body) { body in
            job = Job(count: count, body: body)
            nextBlock.store(0, ordering: .relaxed)
            inside.store(Self.open, ordering: .releasing)
            generation.add(1, ordering: .sequentiallyConsistent)
            if sleeping.load(ordering: .sequentiallyConsistent) > 0 {
                pthread_mutex_lock(mutex)
                pthread_cond_broadcast(condition)
                pthread_mutex_unlock(mutex)
            }
            takeBlocks()
            // A worker that is late to wake finds the region closed: nobody waits for it.
            inside.subtract(Self.open, ordering: .relaxed)
            while inside.load(ordering: .acquiring) > 0 { pause() }
            job = nil
        }
        isBusy.store(false, ordering: .releasing)
    }

    /// Takes blocks until none is left. Not inlined: its reference to the body must be gone when it returns, since the body
    /// does not outlive the region.
    @inline(never)
    private func takeBlocks() {
        guard let job else { return }
        while true {
            let block = nextBlock.add(1, ordering: .relaxed).oldValue
            if block >= job.count { return }
            job.body(block)
        }
    }

    /// Counts the calling worker into the region that is open; false if none is.
    private func enter() -> Bool {
        var current = inside.load(ordering: .relaxed)
        while current >= Self.open {
            let attempt = inside.compareExchange(expected: current, desired: current + 1, ordering: .acquiring)
            if attempt.exchanged { return true }
            current = attempt.original
        }
        return false
    }

    private func startWorkers(_ count: Int) {
        while workers < count {
            workers += 1
            var thread = pthread_t()
            let index = workers
            let entry = Unmanaged.passRetained(
                WorkerEntry(pool: self, index: index, seen: generation.load(ordering: .relaxed)))
            let status = pthread_create(
                &thread, nil,
                { entry in
                    // Optional with Glibc, not so on Darwin.
                    let argument: UnsafeMutableRawPointer? = entry
                    guard let argument else { return nil }
                    let entry = Unmanaged<WorkerEntry>.fromOpaque(argument).takeRetainedValue()
                    entry.pool.work(entry)
                }, entry.toOpaque())
            if status != 0 {
                stop(
                    "The system gives no more threads (error \(status)). Set MIEN_THREADS to a smaller number than \(threads)."
                )
            }
            pthread_detach(thread)
        }
    }

    private final class WorkerEntry {
        let pool: ThreadPool
        let index: Int
        let seen: Int
        init(pool: ThreadPool, index: Int, seen: Int) {
            (self.pool, self.index, self.seen) = (pool, index, seen)
        }
    }

    private func work(_ entry: WorkerEntry) -> Never {
        Denormals.flush()
        var seen = entry.seen
        while true {
            seen = waitForJob(after: seen)
            // There may be more workers than the limit, if it was lowered.
            guard entry.index < threads, enter() else { continue }
            takeBlocks()
            inside.subtract(1, ordering: .releasing)
        }
    }

    /// Spins, then sleeps, until the generation is no longer `seen`; returns the new one.
    private func waitForJob(after seen: Int) -> Int {
        for _ in 0..<4_000 {
            let now = generation.load(ordering: .acquiring)
            if now != seen { return now }
            pause()
        }
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        sleeping.add(1, ordering: .sequentiallyConsistent)
        defer { sleeping.subtract(1, ordering: .sequentiallyConsistent) }
        while true {
            let now = generation.load(ordering: .sequentiallyConsistent)
            if now != seen { return now }
            pthread_cond_wait(condition, mutex)
        }
    }

    @inline(__always)
    private func pause() { _ = generation.load(ordering: .relaxed) }
}

/// Calls `body` once for each block in `0 ..< count`, on Mien's threads. The result must not depend on who runs a block.
package func parallelFor(_ count: Int, _ body: (Int) -> Void) {
    Denormals.flush()
    ThreadPool.shared.run(count, body)
}

/// Cuts `0 ..< count` into blocks of `blockSize`, whatever the number of threads, and calls `body` for each on Mien's threads.
package func parallelBlocks(_ count: Int, of blockSize: Int, _ body: (Range<Int>) -> Void) {
    if count <= blockSize {
        Denormals.flush()
        if count > 0 { body(0..<count) }
        return
    }
    parallelFor((count + blockSize - 1) / blockSize) { block in
        body(block * blockSize..<min(count, (block + 1) * blockSize))
    }
}
