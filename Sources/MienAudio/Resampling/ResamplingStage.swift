import Mien
import MienKernels

/// One filter and the part of the signal that it still needs.
struct ResamplingStage: Sendable {
    private let filter: ResamplingFilter
    /// From the first sample that the next output depends on, or before it, to the last that has come.
    private var buffer: [Float]
    /// Where the next output's window begins, in parts of a sample from the buffer's first.
    private var position: Int

    init(from source: Int, to target: Int) {
        filter = .from(source, to: target)
        (buffer, position) = Self.beginning(filter)
    }

    /// Before the signal are zeros, as many as the first output's window has there.
    private static func beginning(_ filter: ResamplingFilter) -> (buffer: [Float], position: Int) {
        ([Float](repeating: 0, count: filter.reach - 1), 0)
    }

    /// The outputs whose windows end within what has come.
    mutating func resample(_ block: [Float]) -> [Float] {
        buffer += block
        return take(outputs(beginningBefore: buffer.count - filter.grid.width + 1))
    }

    /// The outputs that lie before the signal's end; then the stage is as at first.
    mutating func finish() -> [Float] {
        let count = outputs(beginningBefore: buffer.count - filter.reach + 1)
        buffer += [Float](repeating: 0, count: filter.grid.width)
        defer { (buffer, position) = Self.beginning(filter) }
        return take(count)
    }

    /// How many outputs have windows that begin before sample `end` of the buffer.
    private func outputs(beginningBefore end: Int) -> Int {
        max(0, (end * filter.grid.phases - position + filter.grid.step - 1) / filter.grid.step)
    }

    /// Computes the next outputs and forgets what only they needed.
    private mutating func take(_ count: Int) -> [Float] {
        let (grid, position) = (filter.grid, position)
        let result = [Float](unsafeUninitializedCapacity: count) { result, filled in
            guard let result = result.baseAddress else { return }
            buffer.withUnsafeBufferPointer { buffer in
                filter.coefficients.withUnsafeBufferPointer { coefficients in
                    guard let x = buffer.baseAddress, let coefficients = coefficients.baseAddress else { return }
                    // Some outputs of each phase, over a stretch of the signal that the cache nearest to the processor holds.
                    parallelBlocks(count, of: max(1024, 8 * grid.phases)) { block in
                        kernels.resample(
                            x, grid, coefficients, start: position + block.lowerBound * grid.step,
                            into: result + block.lowerBound, count: block.count)
                    }
                }
            }
            filled = count
        }
        let next = position + count * grid.step
        let done = next / grid.phases
        buffer.removeFirst(done)
        self.position = next - done * grid.phases
        return result
    }
}
