// Sixteen neighbouring windows go through the stages together, a lane each: their rectangles' corners are neighbours in memory.
// Most windows fail in the first stages; the last few of sixteen go on by themselves. Lanes add up in single precision. Where
// that leaves a doubt whether a sum reaches its stage's threshold, the window's sum is computed once more in double precision:
// so each window passes that would pass alone.

import MienKernels

/// At most as many windows of sixteen as a vector's work is worth go on one by one.
#if MIEN_AVX512
    private let fewWindows = 1
#elseif MIEN_AVX2
    private let fewWindows = 2
#else
    private let fewWindows = 3
#endif

private typealias Sums = SIMD16<Int32>
private typealias Values = SIMD16<Float>

extension VectorKernels {
    package func cascadeRow(
        _ table: CascadeTable, sums: UnsafePointer<Int32>, norms: UnsafePointer<Float>, count: Int,
        into hits: UnsafeMutablePointer<Int32>
    ) -> Int {
        withUnsafeTemporaryAllocation(of: Values.self, capacity: table.largestTree) { scratch in
            guard let scratch = scratch.baseAddress else { return 0 }
            let cascade = Stages(table)
            var found = 0
            var skipsFirst = false
            for first in stride(from: 0, to: count, by: windowsAtOnce) {
                let windows = Windows(
                    sums: sums + first, norms: norms + first,
                    factors: UnsafeRawPointer(norms + first).loadUnaligned(as: Values.self))
                let candidates = bits(windows.factors .> 0)
                var left: UInt32 = 0
                if candidates != 0 { left = cascade.passing(0, candidates, windows, scratch) }
                left &= visited(failed: candidates & ~left, &skipsFirst)
                found += cascade.hits(among: left, of: windows, at: first, scratch, into: hits + found)
            }
            return found
        }
    }
}

/// The windows that are looked at: not those behind one that has failed, and was looked at.
///
/// - Parameter skipsFirst: whether the first is left out; afterwards, whether the next sixteen's first is.
@inline(__always)
private func visited(failed: UInt32, _ skipsFirst: inout Bool) -> UInt32 {
    if failed == 0xFFFF { return 0 }
    var seen: UInt32 = 0
    var lane: UInt32 = skipsFirst ? 1 : 0
    while lane < 16 {
        seen |= 1 &<< lane
        lane &+= 1 &+ (failed &>> lane & 1)
    }
    skipsFirst = lane == 17
    return seen
}

/// Sixteen windows side by side.
private struct Windows {
    let sums: UnsafePointer<Int32>
    let norms: UnsafePointer<Float>
    let factors: Values
}

/// A table's pointers, at hand.
private struct Stages {
    let nodes: UnsafeMutablePointer<CascadeNode>
    let treeSizes: UnsafeMutablePointer<Int32>
    let stages: UnsafeMutablePointer<CascadeStage>
    let count: Int
    let areStumps: Bool

    @inline(__always)
    init(_ table: CascadeTable) {
        (nodes, treeSizes, stages, count) = (table.nodes, table.treeSizes, table.stages, table.stageCount)
        areStumps = table.largestTree == 1
    }

    /// Takes the windows in `left`, which have passed the first stage, through all others.
    ///
    /// - Returns: how many pass.
    @inline(__always)
    func hits(
        among left: UInt32, of windows: Windows, at first: Int, _ scratch: UnsafeMutablePointer<Values>,
        into hits: UnsafeMutablePointer<Int32>
    ) -> Int {
        var left = left
        var stage = 1
        while stage < count && left.nonzeroBitCount > fewWindows {
            left = passing(stage, left, windows, scratch)
            stage &+= 1
        }
        var found = 0
        while left != 0 {
            let lane = left.trailingZeroBitCount
            left &= left &- 1
            if passes(from: stage, windows.sums + lane, windows.norms[lane]) {
                hits[found] = Int32(truncatingIfNeeded: first &+ lane)
                found &+= 1
            }
        }
        return found
    }

    /// The windows among `candidates` that pass a stage.
    @inline(__always)
    func passing(
        _ number: Int, _ candidates: UInt32, _ windows: Windows, _ scratch: UnsafeMutablePointer<Values>
    ) -> UInt32 {
        let stage = stages[number]
        let sums = areStumps ? stumps(of: stage, windows) : trees(of: stage, windows, scratch)
        var passing = bits(sums .>= stage.threshold + stage.doubt)
        var doubtful = candidates & ~passing & ~bits(sums .< stage.threshold - stage.doubt)
        while doubtful != 0 {
            let lane = doubtful.trailingZeroBitCount
            doubtful &= doubtful &- 1
            let sum = sum(of: stage, windows.sums + lane, windows.norms[lane])
            if sum >= Double(stage.threshold) { passing |= 1 &<< UInt32(truncatingIfNeeded: lane) }
        }
        return passing & candidates
    }

    // MARK: - Sixteen windows

    @inline(__always)
    private func stumps(of stage: CascadeStage, _ windows: Windows) -> Values {
        var sum = Values.zero
        var node = nodes + Int(stage.firstNode)
        for _ in 0..<stage.treeCount {
            let isBelow = value(node, windows) .< node.pointee.threshold
            sum += Values(repeating: node.pointee.values.1)
                .replacing(with: Values(repeating: node.pointee.values.0), where: isBelow)
            node += 1
        }
        return sum
    }

    @inline(__always)
    private func trees(
        of stage: CascadeStage, _ windows: Windows, _ scratch: UnsafeMutablePointer<Values>
    ) -> Values {
        var sum = Values.zero
        var root = nodes + Int(stage.firstNode)
        for tree in Int(stage.firstTree)..<Int(stage.firstTree &+ stage.treeCount) {
            let size = Int(treeSizes[tree])
            // From the last node on: each finds what its successors come to.
            var place = size
            while place > 0 {
                place &-= 1
                let node = root + place
                let next = node.pointee.next
                let below = next.0 > 0 ? scratch[Int(next.0)] : Values(repeating: node.pointee.values.0)
                let above = next.1 > 0 ? scratch[Int(next.1)] : Values(repeating: node.pointee.values.1)
                scratch[place] = above.replacing(with: below, where: value(node, windows) .< node.pointee.threshold)
            }
            sum += scratch[0]
            root += size
        }
        return sum
    }

    /// A node's feature in each window.
    @inline(__always)
    private func value(_ node: UnsafeMutablePointer<CascadeNode>, _ windows: Windows) -> Values {
        let (corners, weights) = (node.pointee.corners, node.pointee.weights)
        var sum = rectangles(windows.sums, corners.0) * weights.0 + rectangles(windows.sums, corners.1) * weights.1
        if weights.2 != 0 { sum += rectangles(windows.sums, corners.2) * weights.2 }
        return sum * windows.factors
    }

    // MARK: - One window

    /// Whether a window passes `stage` and all behind it.
    @inline(__always)
    private func passes(from stage: Int, _ sums: UnsafePointer<Int32>, _ factor: Float) -> Bool {
        var number = stage
        while number < count {
            if sum(of: stages[number], sums, factor) < Double(stages[number].threshold) { return false }
            number &+= 1
        }
        return true
    }

    /// A stage's sum for one window, as OpenCV adds it up.
    @inline(__always)
    private func sum(of stage: CascadeStage, _ sums: UnsafePointer<Int32>, _ factor: Float) -> Double {
        var sum = 0.0
        var root = nodes + Int(stage.firstNode)
        if areStumps {
            for _ in 0..<stage.treeCount {
                let values = root.pointee.values
                sum += Double(value(root, sums, factor) < root.pointee.threshold ? values.0 : values.1)
                root += 1
            }
            return sum
        }
        for tree in Int(stage.firstTree)..<Int(stage.firstTree &+ stage.treeCount) {
            var node = root
            while true {
                let isBelow = value(node, sums, factor) < node.pointee.threshold
                let next = isBelow ? node.pointee.next.0 : node.pointee.next.1
                if next == 0 {
                    sum += Double(isBelow ? node.pointee.values.0 : node.pointee.values.1)
                    break
                }
                node = root + Int(next)
            }
            root += Int(treeSizes[tree])
        }
        return sum
    }

    @inline(__always)
    private func value(
        _ node: UnsafeMutablePointer<CascadeNode>, _ sums: UnsafePointer<Int32>, _ factor: Float
    ) -> Float {
        let (corners, weights) = (node.pointee.corners, node.pointee.weights)
        var sum = rectangle(sums, corners.0) * weights.0 + rectangle(sums, corners.1) * weights.1
        if weights.2 != 0 { sum += rectangle(sums, corners.2) * weights.2 }
        return sum * factor
    }
}

/// The sum of a rectangle's pixels.
@inline(__always)
private func rectangle(_ sums: UnsafePointer<Int32>, _ corners: SIMD4<Int32>) -> Float {
    Float(sums[Int(corners[0])] &- sums[Int(corners[1])] &- sums[Int(corners[2])] &+ sums[Int(corners[3])])
}

/// The same in sixteen windows.
@inline(__always)
private func rectangles(_ sums: UnsafePointer<Int32>, _ corners: SIMD4<Int32>) -> Values {
    @inline(__always)
    func numbers(_ corner: Int32) -> Sums { UnsafeRawPointer(sums + Int(corner)).loadUnaligned(as: Sums.self) }
    let sum = numbers(corners[0]) &- numbers(corners[1]) &- numbers(corners[2]) &+ numbers(corners[3])
    // From 0 to 2²³ − 1, since windows are small: then they are the last bits of floats from 2²³ on. The standard library's
    // conversion is a loop over the lanes.
    return unsafeBitCast(sum | 0x4B00_0000, to: Values.self) - 8_388_608
}

/// A bit for each lane.
@inline(__always)
private func bits(_ mask: SIMDMask<Sums>) -> UInt32 {
    let powers = Sums(
        1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1_024, 2_048, 4_096, 8_192, 16_384, 32_768)
    let sixteen = unsafeBitCast(mask, to: Sums.self) & powers
    let eight = sixteen.lowHalf | sixteen.highHalf
    let four = eight.lowHalf | eight.highHalf
    let two = four.lowHalf | four.highHalf
    return UInt32(truncatingIfNeeded: two[0] | two[1])
}
