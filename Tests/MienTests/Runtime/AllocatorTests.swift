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
}
