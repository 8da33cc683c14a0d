/// A loop over the elements of several tensors of one shape, with the fewest axes that their strides allow.
///
/// The last axis is left to the kernel, the others are walked here. Axes of length one are dropped and neighbours that lie
/// one after the other in all operands are joined, so that contiguous tensors become a single long run.
struct StridedLoop {
    /// Lengths of the outer axes.
    private(set) var outer: [Int]
    /// The length of the run that the kernel gets.
    private(set) var run: Int
    /// The strides of each operand along the outer axes.
    private(set) var outerStrides: [[Int]]
    /// The stride of each operand along the run.
    private(set) var runStrides: [Int]

    init(_ shape: [Int], strides operands: [[Int]]) {
        var lengths: [Int] = []
        var strides: [[Int]] = operands.map { _ in [] }
        for axis in shape.indices where shape[axis] != 1 {
            let isContinued =
                !lengths.isEmpty
                && operands.indices.allSatisfy { strides[$0][lengths.count - 1] == operands[$0][axis] * shape[axis] }
            if isContinued {
                lengths[lengths.count - 1] *= shape[axis]
                for operand in operands.indices { strides[operand][lengths.count - 1] = operands[operand][axis] }
            } else {
                lengths.append(shape[axis])
                for operand in operands.indices { strides[operand].append(operands[operand][axis]) }
            }
        }
        run = lengths.popLast() ?? 1
        runStrides = strides.map { $0.last ?? 1 }
        outer = lengths
        outerStrides = strides.map { Array($0.prefix(lengths.count)) }
    }

    /// Calls `body` for each run with the offsets of all operands and the number of elements, shared out to all threads.
    func forEachRun(_ body: ([Int], Int) -> Void) {
        let runs = outer.product
        if runs == 0 || run == 0 { return }
        if runs == 1 {
            parallelBlocks(run, of: elementsPerBlock) { block in
                body(runStrides.map { $0 * block.lowerBound }, block.count)
            }
        } else {
            parallelBlocks(runs, of: max(1, elementsPerBlock / run)) { block in walk(block, body) }
        }
    }

    /// Walks a block of runs, carrying the offsets along instead of computing each anew.
    private func walk(_ block: Range<Int>, _ body: ([Int], Int) -> Void) {
        var index = outer.map { _ in 0 }
        var remainder = block.lowerBound
        for axis in outer.indices.reversed() {
            index[axis] = remainder % outer[axis]
            remainder /= outer[axis]
        }
        var offsets = outerStrides.map { strides in zip(strides, index).reduce(0) { $0 + $1.0 * $1.1 } }
        for _ in block {
            body(offsets, run)
            for axis in outer.indices.reversed() {
                index[axis] += 1
                for operand in offsets.indices { offsets[operand] += outerStrides[operand][axis] }
                if index[axis] < outer[axis] { break }
                index[axis] = 0
                for operand in offsets.indices { offsets[operand] -= outerStrides[operand][axis] * outer[axis] }
            }
        }
    }
}
