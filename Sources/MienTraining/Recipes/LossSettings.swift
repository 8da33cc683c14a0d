import Mien

/// A loss for classes and its constants, as a recipe states them.
public enum LossSettings: Codable, Sendable, Equatable {
    case crossEntropy(labelSmoothing: Float = 0)
    /// Lin et al. 2017.
    case focal(alpha: Float = 0.25, gamma: Float = 2)

    public func makeLoss() -> Loss {
        switch self {
        case .crossEntropy(let labelSmoothing): .crossEntropy(labelSmoothing: labelSmoothing)
        case .focal(let alpha, let gamma): .focal(alpha: .everyClass(alpha), gamma: gamma)
        }
    }
}
