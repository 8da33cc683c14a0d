import Foundation
import Synchronization

/// A window over a frame of a signal; periodic, as spectra want it (SciPy's `fftbins=True`).
public enum Window: String, Sendable, Hashable, Codable, CaseIterable {
    case hann, hamming, blackman
    /// All ones; SciPy's `boxcar`.
    case rectangular

    private struct Length: Hashable {
        let window: Window
        let count: Int
    }

    /// What was asked for before: many calls for short sounds would else spend much of their time on cosines.
    private static let known = Mutex<[Length: [Float]]>([:])

    /// The weights of `count` samples.
    public func weights(_ count: Int) -> [Float] {
        let length = Length(window: self, count: count)
        if let weights = Self.known.withLock({ $0[length] }) { return weights }
        let weights = count == 1 ? [1] : (0..<count).map { weight(at: 2 * Double.pi * Double($0) / Double(count)) }
        Self.known.withLock { $0[length] = weights }
        return weights
    }

    /// - Parameter angle: from 0 at the first sample to a whole turn behind the last one.
    private func weight(at angle: Double) -> Float {
        switch self {
        case .hann: Float(0.5 - 0.5 * cos(angle))
        case .hamming: Float(0.54 - 0.46 * cos(angle))
        case .blackman: Float(0.42 - 0.5 * cos(angle) + 0.08 * cos(2 * angle))
        case .rectangular: 1
        }
    }
}
