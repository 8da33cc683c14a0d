import Foundation

/// A window over a frame of a signal; periodic, as spectra want it (SciPy's `fftbins=True`).
public enum Window: String, Sendable, Hashable, Codable, CaseIterable {
    case hann, hamming, blackman
    /// All ones; SciPy's `boxcar`.
    case rectangular

    /// The weights of `count` samples.
    public func weights(_ count: Int) -> [Float] {
        if count == 1 { return [1] }
        return (0..<count).map { index in
            let angle = 2 * Double.pi * Double(index) / Double(count)
            switch self {
            case .hann: return Float(0.5 - 0.5 * cos(angle))
            case .hamming: return Float(0.54 - 0.46 * cos(angle))
            case .blackman: return Float(0.42 - 0.5 * cos(angle) + 0.08 * cos(2 * angle))
            case .rectangular: return 1
            }
        }
    }
}
