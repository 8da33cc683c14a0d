import Mien

/// Finds the peaks of a sequence: librosa's `peak_pick` (Böck et al. 2012).
///
/// A peak is the greatest value of its neighbourhood, exceeds the mean of another by a threshold, and keeps its distance
/// from the peak before.
public struct PeakPicking: Sendable, Hashable, Codable {
    /// Values before a peak that may not exceed it.
    public let framesBefore: Int
    /// Values from a peak on that may not exceed it, itself among them.
    public let framesAfter: Int
    /// Values before a peak that are in the mean.
    public let meanFramesBefore: Int
    /// Values from a peak on that are in the mean, itself among them.
    public let meanFramesAfter: Int
    /// By how much a peak exceeds the mean at least.
    public let threshold: Float
    /// Values after a peak that are skipped.
    public let pause: Int

    public init(
        framesBefore: Int, framesAfter: Int, meanFramesBefore: Int, meanFramesAfter: Int, threshold: Float, pause: Int
    ) {
        require(
            framesBefore >= 0 && meanFramesBefore >= 0 && framesAfter > 0 && meanFramesAfter > 0 && pause >= 0,
            "PeakPicking: frames before and the pause are at least 0, frames after at least 1")
        (self.framesBefore, self.framesAfter) = (framesBefore, framesAfter)
        (self.meanFramesBefore, self.meanFramesAfter) = (meanFramesBefore, meanFramesAfter)
        (self.threshold, self.pause) = (threshold, pause)
    }

    /// The places of the peaks, in order.
    public func callAsFunction(_ values: [Float]) -> [Int] {
        var peaks: [Int] = []
        var index = 0
        while index < values.count {
            if isPeak(index, of: values) {
                peaks.append(index)
                index += pause
            }
            index += 1
        }
        return peaks
    }

    private func isPeak(_ index: Int, of values: [Float]) -> Bool {
        let end = values.count
        let neighbours = values[max(0, index - framesBefore)..<min(index + framesAfter, end)]
        if neighbours.contains(where: { $0 > values[index] }) { return false }
        let around = values[max(0, index - meanFramesBefore)..<min(index + meanFramesAfter, end)]
        return values[index] >= around.reduce(0, +) / Float(around.count) + threshold
    }
}
