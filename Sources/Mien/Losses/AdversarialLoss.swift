/// The two losses of a generator and a discriminator that learn from each other.
///
/// A discriminator's scores are logits, of any shape: above zero means real.
///
/// ```swift
/// let images = generator(noise)
/// let (_, down) = valueAndGradients(of: discriminator) {
///     AdversarialLoss.nonSaturating.discriminator(real: $0(photographs), generated: $0(images))
/// }
/// let (_, up) = valueAndGradients(of: generator) { AdversarialLoss.nonSaturating.generator(discriminator($0(noise))) }
/// ```
public enum AdversarialLoss: String, Sendable, Hashable, Codable, CaseIterable {
    /// Cross entropy, where the generator makes its images' probability great instead of that of the opposite small
    /// (Goodfellow et al. 2014).
    case nonSaturating
    /// `½ (r − 1)² + ½ f²` against `½ (f − 1)²` (Mao et al. 2017).
    case leastSquares
    /// `max(1 − r, 0) + max(1 + f, 0)` against `−f` (Lim & Ye 2017).
    case hinge
    /// `f − r` against `−f` (Arjovsky et al. 2017). The discriminator has to be kept Lipschitz, by clipping its weights or
    /// a penalty.
    case wasserstein

    /// What the discriminator makes small.
    ///
    /// - Parameters:
    ///   - real: its scores of real examples.
    ///   - generated: its scores of generated ones; as many or not.
    public func discriminator(real: Tensor, generated: Tensor) -> Tensor {
        switch self {
        case .nonSaturating: (-real).softplus().mean() + generated.softplus().mean()
        case .leastSquares: ((real - 1).squared().mean() + generated.squared().mean()) / 2
        case .hinge: (1 - real).relu().mean() + (1 + generated).relu().mean()
        case .wasserstein: generated.mean() - real.mean()
        }
    }

    /// What the generator makes small.
    ///
    /// - Parameter generated: the discriminator's scores of what it made.
    public func generator(_ generated: Tensor) -> Tensor {
        switch self {
        case .nonSaturating: (-generated).softplus().mean()
        case .leastSquares: (generated - 1).squared().mean() / 2
        case .hinge, .wasserstein: -generated.mean()
        }
    }
}
