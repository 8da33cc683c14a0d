import Mien

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

extension Waveform {
    /// The sound later by so many samples, or earlier where `count` is negative; as long as before, with silence where
    /// nothing was.
    public func shifted(by count: Int) -> Waveform {
        let rest = samples.count - Int(min(count.magnitude, UInt(samples.count)))
        let silence = [Float](repeating: 0, count: samples.count - rest)
        let moved: [Float] = count < 0 ? samples.suffix(rest) + silence : silence + samples.prefix(rest)
        return Waveform(moved, sampleRate: sampleRate)
    }

    /// The sound louder by so many decibels, or softer where they are negative.
    public func amplified(by decibels: Float) -> Waveform {
        var result = self
        result.samples.multiply(by: pow(10, decibels / 20))
        return result
    }

    /// The sound with white noise of normal distribution, whose power lies below the sound's by `signalToNoise` decibels
    /// exactly. Silence stays silent.
    ///
    /// - Parameter random: what the noise is drawn from; one number is taken.
    public func withNoise(signalToNoise: Float, random: inout RandomStream) -> Waveform {
        withNoise(key: random.next(), signalToNoise: signalToNoise)
    }

    func withNoise(key: UInt64, signalToNoise: Float) -> Waveform {
        let power = samples.sumOfSquares
        if power == 0 { return self }
        var noise = whiteNoise(samples.count, key: key)
        noise.multiply(by: Float((power / noise.sumOfSquares).squareRoot() * pow(10, -Double(signalToNoise) / 20)))
        var result = self
        result.samples.withUnsafeMutableBufferPointer { samples in
            for index in samples.indices { samples[index] += noise[index] }
        }
        return result
    }
}

/// Draws from the standard normal distribution; block `n` of Philox gives four of them.
private func whiteNoise(_ count: Int, key: UInt64) -> [Float] {
    let generator = Philox(key: key)
    // Whole blocks: what is too much at the end is cut off.
    let blocks = (count + 3) / 4
    let noise = Tensor(uninitialized: [blocks * 4], .float32)
    noise.withMutablePointer(Float.self) { noise in
        parallelBlocks(blocks, of: drawsPerBlock) { range in
            for block in range {
                let words = generator.block(UInt64(block))
                for pair in stride(from: 0, to: 4, by: 2) {
                    // Box & Muller: two draws from a radius and an angle.
                    let radius = (-2 * logf(1 - uniform(words[pair]))).squareRoot()
                    let angle = 2 * .pi * uniform(words[pair + 1])
                    noise[4 * block + pair] = radius * cosf(angle)
                    noise[4 * block + pair + 1] = radius * sinf(angle)
                }
            }
        }
    }
    return Array(noise.scalars.prefix(count))
}

/// Some ten microseconds of draws.
private let drawsPerBlock = 512

extension [Float] {
    fileprivate var sumOfSquares: Double {
        withUnsafeBufferPointer { values in
            var sum = 0.0
            for value in values { sum += Double(value) * Double(value) }
            return sum
        }
    }

    fileprivate mutating func multiply(by factor: Float) {
        withUnsafeMutableBufferPointer { values in
            for index in values.indices { values[index] *= factor }
        }
    }
}
