import Foundation
import Mien
import MienAudio
import MienTestSupport
import Testing

/// The signals that librosa's features were computed of.
enum FeatureSignal: String, CaseIterable, CustomTestStringConvertible {
    case vibrato, chirp, chord, bursts, syllables, silence, clicks, short
    case oneSample = "one sample"

    static let golden = try! Golden("features.safetensors", in: .module)

    var testDescription: String { rawValue }

    var waveform: Waveform {
        get throws {
            Waveform(try self["signal"].scalars, sampleRate: Int(try self["rate"].item))
        }
    }

    /// What librosa found.
    subscript(feature: String) -> Tensor {
        get throws { try Self.golden("\(rawValue)/\(feature)") }
    }

    func optional(_ feature: String) -> Tensor? { Self.golden.optional("\(rawValue)/\(feature)") }
}

/// How near a feature must be to librosa's, element by element.
enum Closeness {
    /// Within 1e-4 of the value, or of a hundredth of the greatest.
    case relative
    /// Within 1e-3 dB.
    case decibels
}

/// Expects one shape, and each element near the expected one.
func expectNear(
    _ found: Tensor, _ expected: Tensor, _ closeness: Closeness = .relative, _ what: String = "",
    sourceLocation: SourceLocation = #_sourceLocation
) {
    guard found.shape == expected.shape else {
        Issue.record("\(what): shape \(found.shape), expected \(expected.shape)", sourceLocation: sourceLocation)
        return
    }
    let (values, wanted) = (found.doubleScalars, expected.doubleScalars)
    // Where zeros are expected, what is left of sums that cancel is no error.
    let scale = max(wanted.map(\.magnitude).max() ?? 0, 1e-6)
    for (index, (value, wanted)) in zip(values, wanted).enumerated() {
        let tolerance = closeness == .decibels ? 1e-3 : 1e-4 * (wanted.magnitude + 0.01 * scale)
        if !((value - wanted).magnitude <= tolerance) {
            Issue.record(
                "\(what) \(found.shape): element \(index) is \(value), expected \(wanted) ± \(tolerance)",
                sourceLocation: sourceLocation)
            return
        }
    }
}
