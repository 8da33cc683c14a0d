import Foundation
import Mien
import MienTestSupport
import Testing

/// Counts visits of numbered places by any thread; each place belongs to one block.
private final class Visits: @unchecked Sendable {
    private let counts: UnsafeMutablePointer<Int>
    let count: Int

    init(_ count: Int) {
        self.count = count
        counts = .allocate(capacity: count)
        counts.initialize(repeating: 0, count: count)
    }

    deinit { counts.deallocate() }

    func visit(_ place: Int) { counts[place] += 1 }

    var all: [Int] { (0..<count).map { counts[$0] } }
}

@Suite struct ThreadPoolTests {
    @Test(arguments: [1, 2, 3, 8]) func eachBlockIsRunOnce(_ threads: Int) {
        withThreads(threads) {
            for count in [0, 1, 2, 3, 7, 100, 1000] {
                let visits = Visits(count)
                parallelFor(count) { visits.visit($0) }
                #expect(visits.all == Array(repeating: 1, count: count))
            }
        }
    }

    @Test(arguments: [(0, 4), (3, 4), (4, 4), (5, 4), (1000, 7), (1, 1)]) func blocksCoverTheRange(
        _ count: Int, _ size: Int
    ) {
        let visits = Visits(count)
        parallelBlocks(count, of: size) { block in
            #expect(block.lowerBound % size == 0 && block.count <= size)
            for place in block { visits.visit(place) }
        }
        #expect(visits.all == Array(repeating: 1, count: count))
    }

    @Test func regionsNest() {
        withThreads(3) {
            let visits = Visits(12 * 12 * 3)
            parallelFor(12) { outer in
                parallelFor(12) { middle in
                    parallelFor(3) { inner in visits.visit((outer * 12 + middle) * 3 + inner) }
                }
            }
            #expect(visits.all == Array(repeating: 1, count: visits.count))
        }
    }

    @Test func regionsOfSeveralThreadsAtOnce() {
        let visits = Visits(8 * 500 * 4)
        DispatchQueue.concurrentPerform(iterations: 8) { thread in
            for region in 0..<500 {
                parallelFor(4) { block in visits.visit((thread * 500 + region) * 4 + block) }
            }
        }
        #expect(visits.all == Array(repeating: 1, count: visits.count))
    }

    /// A worker that still holds a region's closure when the region ends would stop the program.
    @Test func manySmallRegions() async {
        await #expect(processExitsWith: .success) {
            Runtime.threads = 4
            let visits = Visits(4)
            for region in 0..<20_000 {
                // Workers come and go, and fall asleep now and then.
                if region % 5_000 == 0 { usleep(20_000) }
                if region % 1_000 == 0 { Runtime.threads = 2 + region / 1_000 % 3 }
                parallelFor(4) { visits.visit($0) }
            }
            #expect(visits.all == [20_000, 20_000, 20_000, 20_000])
        }
    }

    @Test func theNumberOfThreadsIsAtLeastOne() {
        withThreads(0) { #expect(Runtime.threads == 1) }
    }
}
