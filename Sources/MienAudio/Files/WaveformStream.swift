import Mien

/// A sound file, or a part of it, in blocks of mono samples at a wanted rate: in little memory, however long it is.
///
/// ```swift
/// let stream = try WaveformStream(contentsOf: "lecture.mp3", sampleRate: 16_000, blockLength: 16_000 * 10)
/// while let block = try stream.next() { … }
/// ```
///
/// The blocks joined are the samples of ``Waveform/init(contentsOf:sampleRate:offset:duration:)``, to the bit.
public final class WaveformStream {
    /// Samples in a second, in hertz.
    public let sampleRate: Int
    /// Samples of each block; the last may be shorter.
    public let blockLength: Int
    private let file: AudioFile
    private var resampler: Resampler
    /// Frames still to be read; nil for all.
    private var framesLeft: Int?
    /// Samples that no block has taken.
    private var pending: [Float] = []
    private var isFinished = false

    /// - Parameters:
    ///   - sampleRate: of the blocks; the file's if not given.
    ///   - blockLength: samples of a block.
    ///   - offset: seconds to leave out at the beginning.
    ///   - duration: seconds to read, if there are as many; all if not given.
    public init(
        contentsOf path: String, sampleRate: Int? = nil, blockLength: Int = 65_536, offset: Double = 0,
        duration: Double? = nil
    ) throws(AudioError) {
        require(blockLength > 0, "WaveformStream: blockLength is \(blockLength); expected at least 1")
        require(offset >= 0 && offset.isFinite, "WaveformStream: offset is \(offset) s; expected at least 0")
        require(duration ?? 0 >= 0, "WaveformStream: duration is \(duration ?? 0) s; expected at least 0")
        file = try AudioFile(path)
        self.sampleRate = sampleRate ?? file.sampleRate
        self.blockLength = blockLength
        resampler = Resampler(from: file.sampleRate, to: self.sampleRate)
        // Beyond 2⁵³ frames a file has no end.
        func frames(_ seconds: Double) -> Int { Int(min(seconds * Double(file.sampleRate), 0x1p53)) }
        framesLeft = duration.map(frames)
        if offset > 0 {
            let start = frames(offset)
            if let length = file.duration, start >= file.frameCount ?? .max {
                throw .beyondEnd(file: path, offset: offset, duration: length)
            }
            try file.seek(to: start)
        }
    }

    /// The next block; nil after the last.
    public func next() throws(AudioError) -> Waveform? {
        while pending.count < blockLength, let samples = try read() { pending += samples }
        if pending.isEmpty { return nil }
        let block = Array(pending.prefix(blockLength))
        pending.removeFirst(block.count)
        return Waveform(block, sampleRate: sampleRate)
    }

    /// Samples as many as come at once; nil after the last.
    func read() throws(AudioError) -> [Float]? {
        if isFinished { return nil }
        // So many that the frames of many channels, or the samples that one frame becomes, do not fill the memory.
        let growth = max(1, sampleRate / file.sampleRate)
        let count = min(framesLeft ?? .max, max(1, 65_536 / (file.channels * growth)))
        let frames = try file.readMono(count)
        if let left = framesLeft { framesLeft = left - frames.count }
        isFinished = frames.count < count || framesLeft == 0
        return isFinished ? resampler.resample(frames) + resampler.finish() : resampler.resample(frames)
    }

    /// Samples of the whole, as far as the header tells.
    var expectedCount: Int? {
        let present = file.frameCount.map { $0 - file.position }
        guard let frames = [present, framesLeft].compactMap(\.self).min() else { return nil }
        return resampledCount(frames, from: file.sampleRate, to: sampleRate)
    }
}
