import Mien
import MienKernels
import Synchronization

/// The Fourier transform of real frames, ``fourierColumns`` at once; of one frame, only the frequencies from zero to half the
/// sample rate.
///
/// An even length goes by a complex transform of half of it, whose real and imaginary parts are the even and the odd samples.
final class RealTransform: Sendable {
    let length: Int
    private let transform: FourierTransform
    /// `exp(−2πi · k / length)` up to half the length; empty where the length is odd.
    private let roots: [Float]

    private static let known = Mutex<[Int: RealTransform]>([:])

    /// The transform of a length. What was used before is kept, with its tables of sines.
    static func of(length: Int) -> RealTransform {
        if let transform = known.withLock({ $0[length] }) { return transform }
        let transform = RealTransform(length: length)
        known.withLock { $0[length] = transform }
        return transform
    }

    private init(length: Int) {
        self.length = length
        let isEven = length % 2 == 0
        transform = FourierTransform(length: isEven ? length / 2 : length)
        roots = isEven ? (0...length / 2).flatMap { FourierTransform.root($0, of: length) } : []
    }

    private var isEven: Bool { length % 2 == 0 }
    var bins: Int { length / 2 + 1 }

    /// Frames of a signal, `hop` samples apart, and their places in the columns.
    struct Frames {
        let count: Int
        let hop: Int
        /// As many weights as a frame has samples.
        let window: UnsafePointer<Float>
    }

    /// Calls `body` with the spectra of up to ``fourierColumns`` frames, ``bins`` rows, which it may overwrite.
    func forward(_ signal: UnsafePointer<Float>, _ frames: Frames, _ body: (ComplexColumns) -> Void) {
        transform.withMemory(rows: bins) { x, y in
            guard isEven else {
                gatherOdd(signal, frames, into: x)
                return body(transform.forward(x, y).result)
            }
            kernels.gatherFrames(
                signal, hop: frames.hop, count: frames.count, window: frames.window, length: length, into: x)
            let (packed, other) = transform.forward(x, y)
            kernels.unpackSpectra(packed, half: length / 2, roots: roots, into: other)
            body(other)
        }
    }

    /// Adds up to ``fourierColumns`` frames to a signal, times the window.
    ///
    /// - Parameter fill: writes their spectra, ``bins`` rows.
    func backward(_ frames: Frames, to signal: UnsafeMutablePointer<Float>, _ fill: (ComplexColumns) -> Void) {
        transform.withMemory(rows: bins) { x, y in
            fill(x)
            guard isEven else {
                mirrorOdd(x)
                return addOdd(transform.backward(x, y).result, frames, to: signal)
            }
            kernels.packSpectra(x, half: length / 2, roots: roots, into: y)
            kernels.addFrames(
                transform.backward(y, x).result, hop: frames.hop, count: frames.count, window: frames.window,
                length: length, to: signal)
        }
    }

    /// What ``backward(_:to:_:)`` gives is greater than the inverse by this.
    var scale: Float { Float(transform.length) }
}

// MARK: - Odd lengths

extension RealTransform {
    /// A sample a row, without imaginary parts.
    private func gatherOdd(_ signal: UnsafePointer<Float>, _ frames: Frames, into x: ComplexColumns) {
        x.clear(rows: 0..<length)
        for column in 0..<frames.count {
            for sample in 0..<length {
                x.real[sample * fourierColumns + column] = signal[column * frames.hop + sample] * frames.window[sample]
            }
        }
    }

    /// Completes spectra by their symmetry: the negative frequencies are the conjugates of the positive ones.
    private func mirrorOdd(_ x: ComplexColumns) {
        for column in 0..<fourierColumns { x.imaginary[column] = 0 }
        for row in 1..<max(1, bins) {
            let (source, target) = (row * fourierColumns, (length - row) * fourierColumns)
            for column in 0..<fourierColumns {
                x.real[target + column] = x.real[source + column]
                x.imaginary[target + column] = -x.imaginary[source + column]
            }
        }
    }

    private func addOdd(_ x: ComplexColumns, _ frames: Frames, to signal: UnsafeMutablePointer<Float>) {
        for column in 0..<frames.count {
            for sample in 0..<length {
                signal[column * frames.hop + sample] += x.real[sample * fourierColumns + column] * frames.window[sample]
            }
        }
    }
}
