import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// The memory of all tensors: freed buffers are kept, by size, and handed out again.
///
/// A fresh 64 MiB buffer costs some 30 ms in page faults, a used one a twentieth of that, and a training step asks for
/// the same sizes each time. Sizes are rounded up to four classes per power of two, so that at most a fifth is wasted.
/// Buffers are aligned to 64 bytes, a cache line and the widest vector.
///
/// What is kept has two bounds. Tensors and kept buffers together take at most twice what tensors alone have taken at one
/// time since the cache was last emptied: batches of ever other sizes, each with buffers of its own, do not pile up. (Steps
/// of one size take 1.2 to 1.5 times as much.) And the cache has a ``limit``. Beyond either, the buffers that have lain
/// longest go back to the system.
package final class Allocator: Sendable {
    package static let shared = Allocator()

    /// What the allocator holds, in bytes.
    package struct Statistics: Sendable {
        /// In tensors now.
        package var live = 0
        /// Kept for reuse.
        package var cached = 0
        /// The largest `live` so far.
        package var peak = 0
    }

    private struct State {
        var cache = Cache()
        var statistics = Statistics()
        /// The largest `live` since the cache was last emptied.
        var recentPeak = 0
        var limit = defaultLimit

        /// Gives the buffers that have lain longest back to the system, until the cache is within its bounds.
        mutating func trim() {
            let bound = min(limit, 2 * recentPeak - statistics.live)
            while statistics.cached > bound, let size = cache.freeOldest() { statistics.cached -= size }
        }
    }

    private let state = Mutex(State())

    package var statistics: Statistics { state.withLock { $0.statistics } }

    /// The most bytes kept for reuse. At first `MIEN_CACHE_MEGABYTES`, or a quarter of the machine's memory.
    package var limit: Int {
        get { state.withLock { $0.limit } }
        set {
            state.withLock { state in
                state.limit = max(0, newValue)
                state.trim()
            }
        }
    }

    private static var defaultLimit: Int {
        if let text = getenv("MIEN_CACHE_MEGABYTES"), let count = Int(String(cString: text)), count >= 0 {
            return count.multipliedReportingOverflow(by: 1_000_000).overflow ? .max : count * 1_000_000
        }
        return sysconf(Int32(_SC_PHYS_PAGES)) / 4 * sysconf(Int32(_SC_PAGESIZE))
    }

    /// A buffer of at least `byteCount` bytes, not cleared. Give it back with the same `byteCount`.
    package func allocate(_ byteCount: Int) -> UnsafeMutableRawPointer {
        let size = Self.sizeClass(byteCount)
        let address = state.withLock { state -> UInt? in
            state.statistics.live += size
            state.statistics.peak = max(state.statistics.peak, state.statistics.live)
            state.recentPeak = max(state.recentPeak, state.statistics.live)
            if let address = state.cache.take(size) {
                state.statistics.cached -= size
                return address
            }
            state.trim()
            return nil
        }
        return address.flatMap(UnsafeMutableRawPointer.init(bitPattern:)) ?? fresh(size)
    }

    package func release(_ buffer: UnsafeMutableRawPointer, _ byteCount: Int) {
        let size = Self.sizeClass(byteCount)
        let address = UInt(bitPattern: buffer)
        state.withLock { state in
            state.statistics.live -= size
            state.statistics.cached += size
            state.cache.keep(address, size)
            state.trim()
        }
    }

    /// Returns all cached buffers to the system.
    package func releaseCached() {
        state.withLock { state in
            state.cache.freeAll()
            state.statistics.cached = 0
            state.recentPeak = state.statistics.live
        }
        _ = Self.trimHeap?(0)
    }

    /// Memory from the system, which is asked again without a cache if it has none.
    private func fresh(_ size: Int) -> UnsafeMutableRawPointer {
        if let buffer = Self.aligned(size) { return buffer }
        releaseCached()
        if let buffer = Self.aligned(size) { return buffer }
        let live = statistics.live - size
        stop(
            "Out of memory: a tensor asks for \(size) bytes, and others hold \(live). Use a smaller batch or a smaller network."
        )
    }

    private static func aligned(_ size: Int) -> UnsafeMutableRawPointer? {
        var buffer: UnsafeMutableRawPointer?
        return posix_memalign(&buffer, 64, size) == 0 ? buffer : nil
    }

    /// glibc keeps freed memory below 32 MiB for itself until it is told; Swift's overlay lacks the function.
    private static let trimHeap: (@convention(c) (Int) -> Int32)? = dlsym(dlopen(nil, RTLD_NOW), "malloc_trim")
        .map { unsafeBitCast($0, to: (@convention(c) (Int) -> Int32).self) }

    /// `byteCount` rounded up to 4, 5, 6 or 7 times a power of two.
    private static func sizeClass(_ byteCount: Int) -> Int {
        let least = max(byteCount, 64)
        let step = 1 << (Int.bitWidth - 3 - (least - 1).leadingZeroBitCount)
        return (least + step - 1) & ~(step - 1)
    }
}

/// Freed buffers by size. They are addresses, since pointers are not Sendable: a buffer here belongs to nobody else.
private struct Cache {
    private struct Buffer {
        let address: UInt
        /// The number of buffers that were kept before it.
        let age: Int
    }

    /// The buffers of each size, the oldest first.
    private var buffers: [Int: [Buffer]] = [:]
    private var keptCount = 0

    mutating func keep(_ address: UInt, _ size: Int) {
        buffers[size, default: []].append(Buffer(address: address, age: keptCount))
        keptCount += 1
    }

    /// The buffer of this size that was kept last: the processor may still have it in its caches.
    mutating func take(_ size: Int) -> UInt? { buffers[size]?.popLast()?.address }

    /// Gives the buffer that was kept first back to the system and returns its size; nil if there is none.
    mutating func freeOldest() -> Int? {
        var oldest: (age: Int, size: Int)?
        for (size, kept) in buffers {
            if let first = kept.first, first.age < oldest?.age ?? .max { oldest = (first.age, size) }
        }
        guard let size = oldest?.size, let buffer = buffers[size]?.removeFirst() else { return nil }
        free(UnsafeMutableRawPointer(bitPattern: buffer.address))
        return size
    }

    mutating func freeAll() {
        for buffer in buffers.values.joined() { free(UnsafeMutableRawPointer(bitPattern: buffer.address)) }
        buffers = [:]
    }
}
