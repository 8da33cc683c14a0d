import Foundation
import Mien
import Testing

/// The allocator's counts are the whole process's: each test has a process of its own.
@Suite struct AllocatorTests {
    @Test func freedMemoryIsCountedAndUsedAgain() async {
        await #expect(processExitsWith: .success) {
            let allocator = Allocator.shared
            let start = allocator.statistics
            var tensor: Tensor? = Tensor(uninitialized: [1 << 20], .float32)
            let first = tensor!.withPointer(Float.self) { UInt(bitPattern: $0) }
            #expect(allocator.statistics.live == start.live + (4 << 20))
            #expect(allocator.statistics.peak >= start.live + (4 << 20))
            tensor = nil
            #expect(allocator.statistics.live == start.live)
            #expect(allocator.statistics.cached == start.cached + (4 << 20))

            tensor = Tensor(uninitialized: [1 << 20], .float32)
            #expect(tensor!.withPointer(Float.self) { UInt(bitPattern: $0) } == first)
            #expect(allocator.statistics.cached == start.cached)
            tensor = nil

            Runtime.releaseCachedMemory()
            #expect(Runtime.cachedBytes == 0)
            #expect(Runtime.liveBytes == start.live)
            #expect(Runtime.peakBytes >= 4 << 20)
        }
    }

    @Test func buffersAreAlignedAndHardlyLargerThanAsked() async {
        await #expect(processExitsWith: .success) {
            let allocator = Allocator.shared
            for bytes in [0, 1, 63, 64, 65, 80, 81, 1000, 4096, 4097, 5_000_000, 1 << 25, (1 << 25) + 1] {
                let before = allocator.statistics.live
                let buffer = allocator.allocate(bytes)
                let taken = allocator.statistics.live - before
                #expect(UInt(bitPattern: buffer) % 64 == 0)
                #expect(taken >= bytes && taken <= max(64, bytes + bytes / 4), "\(bytes) bytes took \(taken)")
                buffer.initializeMemory(as: UInt8.self, repeating: 1, count: bytes)
                allocator.release(buffer, bytes)
                #expect(allocator.statistics.live == before)
            }
        }
    }

    @Test func aStepAsksForNothingNew() async {
        await #expect(processExitsWith: .success) {
            let model = Sequential(Dense(30, 40), ReLU(), Dense(40, 5))
            let x = Tensor.ones([16, 30])
            let optimizer = Adam()
            func step() {
                let gradients = valueAndGradients(of: model) { $0(x).squared().mean() }.gradients
                optimizer.update(model, along: gradients)
            }
            step()
            step()
            let (live, held) = (Runtime.liveBytes, Runtime.liveBytes + Runtime.cachedBytes)
            for _ in 0..<20 { step() }
            #expect(Runtime.liveBytes == live)
            #expect(Runtime.liveBytes + Runtime.cachedBytes == held)
        }
    }

    /// Each batch size has buffers of its own; those of all sizes are several times what one step takes.
    @Test func aLongTrainingDoesNotGrow() async {
        await #expect(processExitsWith: .success) {
            // Of several threads chance decides how many have memory for a block at the same time.
            Runtime.threads = 1
            let model = Sequential(Dense(64, 256), ReLU(), Dense(256, 10))
            let optimizer = Adam()
            var held: [Int] = []
            for step in 0..<1_000 {
                // All sizes from 1 to 128, again and again.
                let x = Tensor.ones([1 + 37 * step % 128, 64])
                let gradients = valueAndGradients(of: model) { $0(x).squared().mean() }.gradients
                optimizer.update(model, along: gradients)
                held.append(Runtime.liveBytes + Runtime.cachedBytes)
            }
            let (early, late) = (held[128..<256].max() ?? 0, held[256...].max() ?? 0)
            #expect(late <= early + early / 50, "\(late) bytes after \(early)")
            #expect(late <= 2 * Runtime.peakBytes, "\(late) bytes for \(Runtime.peakBytes)")
        }
    }

    @Test func theCacheHasALimitAndTheOldestBuffersGoFirst() async {
        await #expect(processExitsWith: .success) {
            setenv("MIEN_CACHE_MEGABYTES", "10", 1)
            let allocator = Allocator.shared
            #expect(Runtime.cacheLimit == 10_000_000)
            let sizes = [1 << 22, 5 << 20, 3 << 20, 1 << 20]
            let buffers = sizes.map { allocator.allocate($0) }
            for (buffer, size) in zip(buffers, sizes) { allocator.release(buffer, size) }
            // All four would be 13 MiB; without the first they are 9.
            #expect(Runtime.cachedBytes == 9 << 20)
            allocator.release(allocator.allocate(5 << 20), 5 << 20)
            #expect(Runtime.cachedBytes == 9 << 20)
            // Now the buffer of 3 MiB has lain longest.
            Runtime.cacheLimit = 8 << 20
            #expect(Runtime.cachedBytes == 6 << 20)
            Runtime.cacheLimit = 0
            #expect(Runtime.cachedBytes == 0)
        }
    }

    /// glibc would keep what is smaller than 32 MiB.
    @Test(.enabled(if: residentBytes() != nil, "the system does not tell a process its memory"))
    func releasedMemoryIsTheSystems() async {
        await #expect(processExitsWith: .success) {
            let (allocator, size, count) = (Allocator.shared, 3 << 20, 40)
            for _ in 0..<2 {
                let buffers = (0..<count).map { _ in allocator.allocate(size) }
                for buffer in buffers { buffer.initializeMemory(as: UInt8.self, repeating: 1, count: size) }
                // The last one holds the heap's end.
                for buffer in buffers.dropLast() { allocator.release(buffer, size) }
                let before = try #require(residentBytes())
                Runtime.releaseCachedMemory()
                #expect(try before - #require(residentBytes()) > (count - 2) * size)
            }
        }
    }

    @Test func outOfMemoryTellsWhatWasAskedFor() async {
        let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            _ = Tensor(uninitialized: [1 << 50], .float32)
        }
        let text = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
        #expect(text.contains("Out of memory: a tensor asks for 4503599627370496 bytes, and others hold "))
        #expect(text.contains("Use a smaller batch"))
    }
}

/// What the process has of the machine's memory, as Linux says.
private func residentBytes() -> Int? {
    guard let text = try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8) else { return nil }
    return text.split(separator: " ").dropFirst().first.flatMap { Int($0) }.map { $0 * sysconf(Int32(_SC_PAGESIZE)) }
}
