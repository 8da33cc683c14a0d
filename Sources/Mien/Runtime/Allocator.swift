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
        // Unsafe pointers are not Sendable; a buffer in the cache belongs to nobody, so the mutex alone decides.
        nonisolated(unsafe) var free: [Int: [UnsafeMutableRawPointer]] = [:]
        var statistics = Statistics()
    }

    private let state = Mutex(State())

    package var statistics: Statistics { state.withLock { $0.statistics } }

    /// A buffer of at least `byteCount` bytes, not cleared. Give it back with the same `byteCount`.
    package func allocate(_ byteCount: Int) -> UnsafeMutableRawPointer {
        let size = Self.sizeClass(byteCount)
        let address = state.withLock { state -> UInt in
            state.statistics.live += size
            state.statistics.peak = max(state.statistics.peak, state.statistics.live)
            guard let buffer = state.free[size]?.popLast() else { return 0 }
            state.statistics.cached -= size
            return UInt(bitPattern: buffer)
        }
        return UnsafeMutableRawPointer(bitPattern: address) ?? Self.fresh(size)
    }

    package func release(_ buffer: UnsafeMutableRawPointer, _ byteCount: Int) {
        let size = Self.sizeClass(byteCount)
        let address = UInt(bitPattern: buffer)
        state.withLock { state in
            state.statistics.live -= size
            state.statistics.cached += size
            guard let buffer = UnsafeMutableRawPointer(bitPattern: address) else { return }
            state.free[size, default: []].append(buffer)
        }
    }

    /// Returns all cached buffers to the system.
    package func releaseCached() {
        state.withLock { state in
            for buffer in state.free.values.joined() { free(buffer) }
            state.free = [:]
            state.statistics.cached = 0
        }
    }

    private static func fresh(_ size: Int) -> UnsafeMutableRawPointer {
        var buffer: UnsafeMutableRawPointer?
        guard posix_memalign(&buffer, 64, size) == 0, let buffer else {
            fatalError("Out of memory: a tensor asks for \(size) bytes. Use a smaller batch or a smaller network.")
        }
        return buffer
    }

    /// `byteCount` rounded up to 4, 5, 6 or 7 times a power of two.
    private static func sizeClass(_ byteCount: Int) -> Int {
        let least = max(byteCount, 64)
        let step = 1 << (Int.bitWidth - 3 - (least - 1).leadingZeroBitCount)
        return (least + step - 1) & ~(step - 1)
    }
}
