import Foundation

/// A tone and a little of a higher one, without symmetry.
func tone(_ count: Int) -> [Float] {
    (0..<count).map { index in
        let angle = 2 * Double.pi * Double(index) / 37
        return Float(0.6 * sin(angle + 0.3) + 0.2 * sin(2.7 * angle))
    }
}
