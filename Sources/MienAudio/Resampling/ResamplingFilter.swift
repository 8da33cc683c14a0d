import Foundation
import MienKernels
import Synchronization

/// The coefficients that take a signal from one rate to another: a low-pass filter, a sinc under a Kaiser window, at all the
/// places where outputs need it.
///
/// Between rates with a small common ratio every phase has its row. Otherwise (44,099 to 16,000 Hz would take 16,000 rows)
/// there are rows for a few phases, and an output is on the cubic through those of four neighbouring rows, with an error
/// 137 dB down.
final class ResamplingFilter: Sendable {
    let grid: ResamplingGrid
    let coefficients: [Float]
    /// Half of a window: an output depends on so many samples before it, its own included, and so many after it.
    let reach: Int

    /// The most coefficients of a filter with a row for each phase: 1 MB, for the second nearest cache.
    private static let tableLimit = 1 << 18

    private init(step: Int, phases: Int) {
        // In samples of the signal, a period of the lower rate is as long as:
        let period = max(1, Double(step) / Double(phases))
        reach = Int((Prototype.reach * period).rounded(.up))
        let width = (2 * reach + 15) / 16 * 16
        let hasEveryRow = phases * width <= Self.tableLimit
        let rows = hasEveryRow ? phases : max(1, Int((64 / period).rounded(.up)))
        grid = ResamplingGrid(phases: phases, step: step, width: width, rows: rows)

        // Row `r` of phase `p / rows` has at `k` the filter's value `p / rows + reach − 1 − k` samples from its middle.
        let values = Prototype.values(spacing: 1 / (Double(rows) * period), gain: 1 / period)
        var coefficients = [Float](repeating: 0, count: grid.rowsInAll * width)
        for row in 0..<grid.rowsInAll {
            let phase = hasEveryRow ? row : row - 1
            for k in 0..<width {
                let place = abs(phase + (reach - 1 - k) * rows)
                if place < values.count { coefficients[row * width + k] = values[place] }
            }
        }
        self.coefficients = coefficients
    }

    // MARK: - The filters in use

    /// The filters made last; making one takes as long as resampling some seconds.
    private static let recent = Mutex<[ResamplingFilter]>([])

    static func from(_ source: Int, to target: Int) -> ResamplingFilter {
        let divisor = greatestCommonDivisor(source, target)
        let (step, phases) = (source / divisor, target / divisor)
        return recent.withLock { recent in
            if let found = recent.first(where: { $0.grid.step == step && $0.grid.phases == phases }) { return found }
            let filter = ResamplingFilter(step: step, phases: phases)
            recent = [filter] + recent.prefix(7)
            return filter
        }
    }
}

/// The filter for a lower rate of 1: the sinc of its cutoff under a Kaiser window.
private enum Prototype {
    /// Where the window ends: the length that the rejection and the transition below take by Kaiser's formula.
    static let reach = 96.0
    /// Of half the rate, as soxr's HQ: flat until here, and nothing beyond 1.
    static let passBandEnd = 0.9136
    /// Kaiser's β for 126 dB.
    static let beta = 12.93

    /// The values at 0, `spacing`, 2 · `spacing`, … to the window's end.
    static func values(spacing: Double, gain: Double) -> [Float] {
        let cutoff = (passBandEnd + 1) / 2
        let scale = gain * cutoff / bessel(beta)
        return (0...Int(reach / spacing)).map { index in
            let time = Double(index) * spacing
            let angle = Double.pi * cutoff * time
            let sinc = index == 0 ? 1 : sin(angle) / angle
            return Float(scale * sinc * bessel(beta * max(0, 1 - (time / reach) * (time / reach)).squareRoot()))
        }
    }

    /// The modified Bessel function of the first kind and order zero: `Σ (x² / 4)ᵏ / k!²`, for x to 13.
    private static func bessel(_ x: Double) -> Double {
        let quarter = x * x / 4
        var sum = 1.0
        for factor in besselFactors { sum = 1 + sum * (quarter * factor) }
        return sum
    }

    /// From term to term, beginning with the 32nd, which is below 10⁻¹⁸ of the sum.
    private static let besselFactors = (1...32).reversed().map { 1 / Double($0 * $0) }
}

private func greatestCommonDivisor(_ a: Int, _ b: Int) -> Int { b == 0 ? a : greatestCommonDivisor(b, a % b) }
