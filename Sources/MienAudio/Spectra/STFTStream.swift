import Mien

/// Power spectra of a live signal, block by block: together those of the whole signal, to the bit.
///
/// ```swift
/// var stream = STFTStream(STFT(fftLength: 512, hopLength: 160))
/// while let block = microphone.next() { show(filters(stream.powers(block))) }
/// show(filters(stream.finish()))
/// ```
///
/// What needs the whole signal, such as decibels below its greatest level, cannot be had of a stream.
public struct STFTStream: Sendable {
    public let stft: STFT
    /// The signal with its padding, from the next frame's first sample on, or from before it.
    private var pending: [Float] = []
    /// How many samples before it: frames may lie farther apart than they are long.
    private var skipped = 0
    /// The first samples, until there are enough of them to know what stands before; nil from then on.
    private var beginning: [Float]? = []
    /// The last samples, by which it is told what stands behind.
    private var last: [Float] = []

    /// - Parameter stft: of any padding but `wrap`, which begins with the end.
    public init(_ stft: STFT) {
        require(
            stft.padding != .wrap, "STFTStream: padding wrap begins with a signal's end, which a stream does not know")
        self.stft = stft
    }

    /// Samples beyond either end.
    private var margin: Int { stft.padding == nil ? 0 : stft.fftLength / 2 }

    /// The spectra that a further block makes complete: `[bins, frames]`, perhaps without frames.
    public mutating func powers(_ block: [Float]) -> Tensor {
        last = Array((last + block).suffix(margin + 1))
        if let beginning {
            self.beginning = beginning + block
            // A mirror image needs one sample more than it is long.
            guard beginning.count + block.count > margin else { return .zeros([stft.bins, 0]) }
            begin()
        } else {
            pending += block
        }
        return completed()
    }

    /// The spectra of the frames that reach beyond the end: `[bins, frames]`.
    public mutating func finish() -> Tensor {
        if beginning != nil { begin() }
        pending += padded(last).suffix(margin)
        return completed()
    }

    private mutating func begin() {
        let signal = beginning ?? []
        pending = Array(padded(signal).prefix(margin)) + signal
        beginning = nil
    }

    private func padded(_ signal: [Float]) -> [Float] {
        stft.padding?.padded(signal, before: margin, after: margin) ?? signal
    }

    private mutating func completed() -> Tensor {
        let frames = STFT(
            fftLength: stft.fftLength, hopLength: stft.hopLength, windowLength: stft.windowLength,
            window: stft.window, padding: nil)
        skip()
        let powers = frames.powers(pending)
        skipped += powers.shape[1] * stft.hopLength
        skip()
        return powers
    }

    private mutating func skip() {
        let count = min(skipped, pending.count)
        pending.removeFirst(count)
        skipped -= count
    }
}
