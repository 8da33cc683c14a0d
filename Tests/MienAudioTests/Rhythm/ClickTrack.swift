import Foundation
import MienAudio

/// Clicks on the beats, every second one softer, and noise; the same formula stands in `Utilities/golden_audio_rhythm.py`.
func clickTrack(sampleRate: Int, tempo: Double, seconds: Double, noise level: Float, seed: Int) -> Waveform {
    let rate = Double(sampleRate)
    var samples = (0..<Int(rate * seconds)).map { level * noise(UInt64($0 + seed)) }
    let click = (0..<sampleRate / 20).map { index in
        let time = Double(index) / rate
        return Float(exp(-60 * time) * sin(2 * .pi * 1000 * time))
    }
    var beat = 0
    while true {
        let start = Int((0.37 + Double(beat) * 60 / tempo) * rate)
        if start + click.count > samples.count { break }
        for index in click.indices { samples[start + index] += (beat % 2 == 0 ? 0.9 : 0.5) * click[index] }
        beat += 1
    }
    return Waveform(samples, sampleRate: sampleRate)
}

/// Uniform in −1 ..< 1 (SplitMix64).
private func noise(_ index: UInt64) -> Float {
    var z = index &* 0x9E37_79B9_7F4A_7C15
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    z ^= z >> 31
    return Float(z >> 40) * 0x1p-23 - 1
}
