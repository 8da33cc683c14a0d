import Mien

extension Spectrogram {
    /// The same sounds `rate` times as fast, at the same pitch: librosa's `phase_vocoder` (Dolson 1986).
    ///
    /// Frame `t` has the magnitudes of the place `t · rate`, between its neighbours; from frame to frame its phases go on by
    /// as much as the neighbours' differ. librosa wraps that difference about what the bin's frequency lets expect, which
    /// changes it by whole turns only. So a phase is a point on the unit circle here, going on is a product, and no angle
    /// is computed; in double precision, since what is lost in one frame is lost in all that follow.
    public func stretched(by rate: Double) -> Spectrogram {
        require(rate > 0 && rate.isFinite, "Spectrogram.stretched: the rate must be above zero, found \(rate)")
        let (bins, frames) = (real.shape[0], real.shape[1])
        let count = Int((Double(frames) / rate).rounded(.up))
        let result = Spectrogram(
            real: Tensor(uninitialized: [bins, count], .float32),
            imaginary: Tensor(uninitialized: [bins, count], .float32))
        let places = (0..<count).map { FramePlace(at: Double($0) * rate, of: frames) }
        Tensor.withPointers(Float.self, real.contiguous, into: result.real) { real, newReal in
            Tensor.withPointers(Float.self, imaginary.contiguous, into: result.imaginary) { imaginary, newImaginary in
                parallelBlocks(bins, of: binsPerBlock) { block in
                    for bin in block {
                        stretch(
                            real + bin * frames, imaginary + bin * frames, newReal + bin * count,
                            newImaginary + bin * count, places)
                    }
                }
            }
        }
        return result
    }
}

/// Enough to make a thread's visit worth while.
private let binsPerBlock = 64

/// A place between two frames.
private struct FramePlace {
    let frame: Int
    /// How far on the way to the next frame, 0...1.
    let part: Double
    /// Whether silence follows.
    let isLast: Bool

    init(at place: Double, of frames: Int) {
        frame = min(Int(place), frames - 1)
        part = place - Double(frame)
        isLast = frame == frames - 1
    }
}

/// Stretches one bin.
private func stretch(
    _ real: UnsafePointer<Float>, _ imaginary: UnsafePointer<Float>, _ newReal: UnsafeMutablePointer<Float>,
    _ newImaginary: UnsafeMutablePointer<Float>, _ places: [FramePlace]
) {
    if places.isEmpty { return }
    var phase = Phasor(real[0], imaginary[0]).direction
    for (index, place) in places.enumerated() {
        let here = Phasor(real[place.frame], imaginary[place.frame])
        let next = place.isLast ? Phasor(0, 0) : Phasor(real[place.frame + 1], imaginary[place.frame + 1])
        let magnitude = (1 - place.part) * here.magnitude + place.part * next.magnitude
        newReal[index] = Float(magnitude * phase.real)
        newImaginary[index] = Float(magnitude * phase.imaginary)
        phase = phase * next.direction * here.direction.conjugate
    }
}

/// A complex number in double precision.
private struct Phasor {
    var real: Double
    var imaginary: Double
}

extension Phasor {
    @inline(__always)
    init(_ real: Float, _ imaginary: Float) { self.init(real: Double(real), imaginary: Double(imaginary)) }

    var magnitude: Double { (real * real + imaginary * imaginary).squareRoot() }

    /// The number on the unit circle with the same phase; 1 for zero.
    @inline(__always)
    var direction: Phasor {
        let length = magnitude
        return length == 0 ? Phasor(1, 0) : Phasor(real: real / length, imaginary: imaginary / length)
    }

    @inline(__always)
    static func * (a: Phasor, b: Phasor) -> Phasor {
        Phasor(
            real: a.real * b.real - a.imaginary * b.imaginary, imaginary: a.real * b.imaginary + a.imaginary * b.real)
    }

    @inline(__always)
    var conjugate: Phasor { Phasor(real: real, imaginary: -imaginary) }
}

// MARK: - Waveforms

extension Waveform {
    /// The same sounds `rate` times as fast, at the same pitch: librosa's `effects.time_stretch`.
    ///
    /// - Parameters:
    ///   - rate: above 1, the result is shorter.
    ///   - stft: its spectra are stretched.
    public func timeStretched(by rate: Double, stft: STFT = STFT()) -> Waveform {
        let spectrogram = stft(samples).stretched(by: rate)
        let length = Int((Double(samples.count) / rate).rounded(.toNearestOrEven))
        return Waveform(stft.inverse(spectrogram, length: length), sampleRate: sampleRate)
    }
}
