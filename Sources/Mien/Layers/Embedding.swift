/// A table with a vector for each token.
///
/// ```swift
/// let words = Embedding(10_000, 64, paddingIndex: 0)
/// let y = lstm(words(tokens), mask: words.mask(tokens))
/// ```
///
/// - Shape: tokens of any shape, whole numbers in `0 ..< count` of any element type; output `[…, features]`.
/// - Parameters: `weight` `[count, features]`, normal with deviation 0.05, cut off at two deviations; PyTorch's lie alike.
public final class Embedding: Module {
    public let weight: Parameter
    private let paddingIndex: Int?

    /// - Parameters:
    ///   - count: the number of different tokens.
    ///   - features: the size of a token's vector.
    ///   - paddingIndex: the token that fills up short sequences: its vector is zero, and nothing is learnt from it. In
    ///     PyTorch another vector can be put in its place.
    ///   - initializer: draws the table from the model's initialisation stream.
    public init(
        _ count: Int, _ features: Int, paddingIndex: Int? = nil,
        initializer: Initializer = .truncatedNormal(deviation: 0.05)
    ) {
        require(
            paddingIndex.map { (0..<count).contains($0) } ?? true,
            "Embedding: the padding index must lie in 0 ..< \(count), found \(paddingIndex ?? 0)")
        weight = Parameter(shape: [count, features], initializer)
        self.paddingIndex = paddingIndex
    }

    public override func forward(_ x: Tensor) -> Tensor {
        let y = weight.value.gathered(x.cast(to: .int32))
        return paddingIndex == nil ? y : y * mask(x).expanded(at: -1).cast(to: y.elementType)
    }

    /// One where a token is none of padding: what recurrent layers and attention take as their mask. Float32, of the tokens'
    /// shape.
    public func mask(_ tokens: Tensor) -> Tensor {
        tokens.cast(to: .int32).cast(to: .float32) .!= Float(paddingIndex ?? -1)
    }
}
