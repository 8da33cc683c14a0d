import Foundation
import Mien
import MienTestSupport
import Testing

/// Numbers below the least normal one are zero, on whatever thread they arise.
@Suite struct DenormalTests {
    private static let least = Float.leastNormalMagnitude

    /// In processes of their own: there the first operation is the first of the program.
    @Test(arguments: [1, 2, 4]) func resultsAreZero(_ threads: Int) async {
        await #expect(processExitsWith: .success) { [threads = threads as Int] in
            Runtime.threads = threads
            // Few elements are computed where they are asked for, many on all threads.
            for count in [1, 5, 2_000_000] {
                let least = Tensor.full([count], DenormalTests.least)
                #expect((least * 0.5).scalars.allSatisfy { $0.bitPattern == 0 }, "\(count) elements")
                #expect((least * 1).scalars.allSatisfy { $0 == DenormalTests.least })
            }
            let double = Tensor.full([5], 1, .float64) * Tensor(float64: [.leastNormalMagnitude], shape: [1]) * 0.5
            #expect(double.doubleScalars.allSatisfy { $0.bitPattern == 0 })
        }
    }

    @Test func operandsAreZero() async {
        await #expect(processExitsWith: .success) {
            let denormal = Tensor([Float(bitPattern: 1000)])
            #expect((denormal * 1e30).scalars[0].bitPattern == 0)
        }
    }

    @Test func onThreadsOfTheProgram() async {
        await #expect(processExitsWith: .success) {
            let done = DispatchSemaphore(value: 0)
            Thread.detachNewThread {
                #expect((Tensor([DenormalTests.least]) * 0.5).scalars[0].bitPattern == 0)
                done.signal()
            }
            done.wait()
        }
    }
}
