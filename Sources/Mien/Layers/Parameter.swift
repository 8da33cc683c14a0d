/// A tensor that training changes: the weight or bias of a layer.
public final class Parameter {
    private var stored: Tensor
    /// The parameter's place on the tape while it is differentiated by.
    var leaf: Node?
    /// Whether training leaves the values as they are: no gradient is computed. See ``Module/isFrozen``.
    public var isFrozen = false

    /// A parameter with given first values.
    public init(_ value: Tensor) { stored = value.untracked }

    /// A parameter whose first values are drawn from the model's initialisation stream.
    ///
    /// - Parameter shape: for weights `[outputs, inputs, window…]`.
    public init(shape: [Int], _ initializer: Initializer) {
        var random = InitializationStreams.current.next()
        stored =
            InitializationStreams.areDrawn
            ? initializer.values(shape, using: &random) : Tensor(uninitialized: shape, .float32)
    }

    /// The values. Setting them keeps the shape.
    public var value: Tensor {
        get { leaf.map { stored.tracked(by: $0) } ?? stored }
        set {
            require(
                newValue.shape == stored.shape,
                mismatch("Parameter", stored.shape, newValue.shape, "a parameter keeps its shape"))
            stored = newValue.untracked
        }
    }

    /// Changes the values in place, without a copy where nobody else holds them.
    package func update(_ change: (inout Tensor) -> Void) {
        stored.makeUnique()
        change(&stored)
    }

    /// Changes the element type: Float64 for checks.
    func cast(to elementType: ElementType) { stored = stored.cast(to: elementType) }
}

/// A tensor that belongs to a layer but is not trained by gradients.
public final class Buffer {
    /// What a buffer holds decides which files it is part of.
    public enum Kind: Sendable {
        /// Part of what the network computes, such as a running mean: in every file of weights.
        case statistics
        /// Needed only to go on with a training, such as the count of dropout masks: in checkpoints alone.
        case state
    }

    public let kind: Kind
    public var value: Tensor {
        didSet { value = value.untracked }
    }

    public init(_ value: Tensor, kind: Kind = .statistics) {
        self.kind = kind
        self.value = value.untracked
    }
}
