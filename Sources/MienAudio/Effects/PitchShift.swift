import Mien

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

extension Waveform {
    /// The same sound at another pitch, as long as before: librosa's `effects.pitch_shift`.
    ///
    /// It is stretched in time, which leaves the pitch, and resampled, which changes both and gives it back its length.
    ///
    /// - Parameters:
    ///   - steps: upwards, at most ten octaves to either side; semitones unless `stepsPerOctave` says otherwise.
    ///   - stft: its spectra are stretched.
    public func pitchShifted(by steps: Double, stepsPerOctave: Int = 12, stft: STFT = STFT()) -> Waveform {
        let octaves = steps / Double(stepsPerOctave)
        require(
            stepsPerOctave > 0 && abs(octaves) <= 10,
            "Waveform.pitchShifted: \(steps) steps of \(stepsPerOctave) to the octave; expected at most ten octaves")
        let rate = exp2(-octaves)
        let stretched = timeStretched(by: rate, stft: stft)
        let rates = closestFraction(to: rate)
        var resampler = Resampler(from: rates.denominator, to: rates.numerator)
        let shifted = resampler.resample(stretched.samples) + resampler.finish()
        let missing = [Float](repeating: 0, count: max(0, samples.count - shifted.count))
        return Waveform(shifted.prefix(samples.count) + missing, sampleRate: sampleRate)
    }
}

/// The last of the number's continued fractions that the resampler takes for rates: off by a few millionths of its size at
/// most, mostly by far less.
private func closestFraction(to number: Double) -> (numerator: Int, denominator: Int) {
    let limit = Double(Resampler.rates.upperBound)
    var (former, latest) = ((numerator: 0.0, denominator: 1.0), (numerator: 1.0, denominator: 0.0))
    var rest = number
    while rest.isFinite {
        let whole = rest.rounded(.down)
        let next = (
            numerator: whole * latest.numerator + former.numerator,
            denominator: whole * latest.denominator + former.denominator
        )
        if next.numerator > limit || next.denominator > limit { break }
        (former, latest) = (latest, next)
        rest = 1 / (rest - whole)
    }
    return (Int(latest.numerator), Int(latest.denominator))
}
