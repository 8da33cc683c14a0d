import Foundation
import Mien

/// The place of each frame's harmony on the circles of fifths, minor thirds and major thirds (Harte, Sandler & Gasser 2006):
/// chroma `[steps, frames]` to `[6, frames]`, x and y of each circle in turn; librosa's `feature.tonnetz(chroma=…)`.
///
/// The last circle has half the radius of the others.
public func tonnetz(chroma: Tensor) -> Tensor {
    require(
        chroma.rank == 2 && chroma.shape[0] > 0, "tonnetz: [steps, frames] is expected, the shape is \(chroma.shape)")
    let steps = chroma.shape[0]
    let circles: [(semitoneAngle: Double, radius: Double)] = [(7.0 / 6, 1), (3.0 / 2, 1), (2.0 / 3, 0.5)]
    let places = circles.flatMap { circle in
        let angles = (0..<steps).map { Double.pi * circle.semitoneAngle * 12 * Double($0) / Double(steps) }
        return angles.map { Float(circle.radius * sin($0)) } + angles.map { Float(circle.radius * cos($0)) }
    }
    return matmul(Tensor(places, shape: [6, steps]), chroma.normalized(.l1))
}
