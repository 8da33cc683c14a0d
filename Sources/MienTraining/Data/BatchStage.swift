import Mien

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Something that a loader does with each batch after it was put together, such as ``mixup(alpha:classes:)``.
///
/// ```swift
/// let loader = DataLoader(faces, batchSize: 64, shuffle: true, stages: [.mixup(alpha: 0.2, classes: 7)])
/// ```
///
/// A stage of your own takes three lines:
///
/// ```swift
/// BatchStage("noise") { batch, random in
///     batch.inputs += 0.1 * Tensor.normal(batch.inputs.shape, using: &random)
/// }
/// ```
public struct BatchStage: Sendable {
    public let name: String
    let change: @Sendable (_ batch: inout Batch, _ random: inout RandomStream) -> Void

    /// - Parameters:
    ///   - name: says in a run folder with which stages it was made.
    ///   - change: changes a batch. The stream is the epoch's and the batch's own: draw from nothing else. The number of
    ///     examples stays.
    public init(
        _ name: String, _ change: @escaping @Sendable (_ batch: inout Batch, _ random: inout RandomStream) -> Void
    ) {
        self.name = name
        self.change = change
    }
}

extension BatchStage {
    /// Mixes each example with another one of the batch (Zhang et al. 2018): `λ · x + (1 − λ) · x′`, and the same of the
    /// labels, which become soft. `λ` is drawn for each batch from Beta(α, α).
    ///
    /// - Parameters:
    ///   - alpha: small values leave most examples nearly as they are; 1 mixes in all shares alike.
    ///   - classes: the number of classes, for labels that are not soft yet.
    public static func mixup(alpha: Float = 0.2, classes: Int) -> BatchStage {
        require(alpha > 0, "mixup: alpha must be above zero, found \(alpha)")
        return BatchStage("mixup(alpha: \(alpha))") { batch, random in
            let share = random.nextBeta(alpha, alpha)
            let partners = Tensor(int32: random.permutation(batch.count).map(Int32.init))
            batch.inputs = mixed(batch.inputs, share, partners)
            batch.mixTargets(share, partners, classes)
        }
    }

    /// Puts a rectangle of another example of the batch into each image (Yun et al. 2019); labels become soft, by the areas.
    /// The rectangle, of the image's proportions, is the same for all images of a batch; its area is drawn from
    /// Beta(α, α), and what lies outside of the image is cut off.
    ///
    /// - Parameters:
    ///   - alpha: 1 gives all areas alike.
    ///   - classes: the number of classes, for labels that are not soft yet.
    public static func cutmix(alpha: Float = 1, classes: Int) -> BatchStage {
        require(alpha > 0, "cutmix: alpha must be above zero, found \(alpha)")
        return BatchStage("cutmix(alpha: \(alpha))") { batch, random in
            require(
                batch.inputs.rank == 4,
                "cutmix: images [batch, height, width, channels] are expected, the shape is \(batch.inputs.shape)")
            let (height, width) = (batch.inputs.shape[1], batch.inputs.shape[2])
            let side = (1 - random.nextBeta(alpha, alpha)).squareRoot()
            let rows = cut(height, side, &random)
            let columns = cut(width, side, &random)
            let order = random.permutation(batch.count)
            let partners = Tensor(int32: order.map(Int32.init))
            if !rows.isEmpty && !columns.isEmpty {
                let patch = batch.inputs[0..., rows, columns].gathered(partners)
                batch.inputs[0..., rows, columns] = patch
            }
            let share = 1 - Float(rows.count * columns.count) / Float(height * width)
            batch.mixTargets(share, partners, classes)
        }
    }
}

/// A part of `length` about a random centre, `side` of it long where it does not reach beyond.
private func cut(_ length: Int, _ side: Float, _ random: inout RandomStream) -> Range<Int> {
    let size = Int(Float(length) * side)
    let start = random.nextInt(below: length) - size / 2
    return max(0, start)..<min(length, start + size)
}

/// `share` of each example, the rest of its partner.
private func mixed(_ tensor: Tensor, _ share: Float, _ partners: Tensor) -> Tensor {
    tensor * share + tensor.gathered(partners) * (1 - share)
}

extension Batch {
    /// Labels, and weights where there are, mixed as the inputs were.
    fileprivate mutating func mixTargets(_ share: Float, _ partners: Tensor, _ classes: Int) {
        func soft(_ targets: Tensor) -> Tensor {
            targets.elementType == .int32 ? targets.oneHot(classes) : targets
        }
        targets = mixed(soft(targets), share, partners)
        furtherTargets = furtherTargets.map { mixed(soft($0), share, partners) }
        weights = weights.map { mixed($0, share, partners) }
    }
}

extension RandomStream {
    /// A draw from the Beta distribution, by two of the Gamma distribution.
    mutating func nextBeta(_ a: Float, _ b: Float) -> Float {
        let (x, y) = (nextGamma(Double(a)), nextGamma(Double(b)))
        return x + y == 0 ? 0.5 : Float(x / (x + y))
    }

    /// A draw from the Gamma distribution of scale one (Marsaglia & Tsang 2000).
    private mutating func nextGamma(_ shape: Double) -> Double {
        // Of a shape below one, by one that is one greater.
        if shape < 1 { return nextGamma(shape + 1) * pow(Double(1 - nextUniform()), 1 / shape) }
        let d = shape - 1.0 / 3
        let c = 1 / (9 * d).squareRoot()
        while true {
            let normal = Double(nextNormal())
            let root = 1 + c * normal
            if root <= 0 { continue }
            let v = root * root * root
            let uniform = Double(1 - nextUniform())
            if log(uniform) < normal * normal / 2 + d - d * v + d * log(v) { return d * v }
        }
    }
}
