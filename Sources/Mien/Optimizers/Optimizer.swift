/// Changes a model's parameters along the gradients of a loss.
///
/// A subclass gives the step of one parameter; its memory of a parameter (momentum and the like) is kept in named slots,
/// so that it is saved and restored without further ado.
open class Optimizer {
    /// How far a step goes. Schedules and callbacks change it.
    public var learningRate: Float
    /// The number of updates so far.
    public private(set) var step = 0
    /// The memory of each parameter, by slot and parameter name.
    private var slots: [String: Tensor] = [:]

    public init(learningRate: Float) {
        require(learningRate >= 0, "\(Self.self): the learning rate must not be negative, found \(learningRate)")
        self.learningRate = learningRate
    }

    /// Takes one step. Parameters without a gradient stay as they are.
    public final func update(_ model: Module, along gradients: Gradients) {
        step += 1
        for parameter in model.parameters {
            if let gradient = gradients[parameter.value] {
                update(parameter.value, named: parameter.name, along: gradient.contiguous)
            }
        }
    }

    /// The step of one parameter. Subclasses override it.
    open func update(_ parameter: Parameter, named name: String, along gradient: Tensor) {
        stop("\(type(of: self)) does not override update(_:named:along:)")
    }

    /// Changes a parameter's memory in place; it begins with zeros of the parameter's shape.
    public final func withSlot(
        _ slot: String, of name: String, like parameter: Tensor, _ change: (inout Tensor) -> Void
    ) {
        let key = "\(slot).\(name)"
        // Taken out of the dictionary while it changes, or it would be copied.
        var memory = slots.removeValue(forKey: key) ?? .zeros(parameter.shape, parameter.elementType)
        require(
            memory.shape == parameter.shape && memory.elementType == parameter.elementType,
            mismatch("\(Self.self)", memory.shape, parameter.shape, "the state of \(name) is that of another parameter")
        )
        memory.makeUnique()
        change(&memory)
        slots[key] = memory
    }

    /// Everything that the next steps depend on but the learning rate and the constants: the count of steps and the memory.
    public final var state: [String: Tensor] {
        get { slots.merging(["step": Tensor(int32: [Int32(step)], shape: [])]) { slot, _ in slot } }
        set {
            slots = newValue
            step = Int(slots.removeValue(forKey: "step")?.int32Scalars.first ?? 0)
        }
    }
}

/// Calls `body` for each block of a parameter of `count` elements, with the block's first element and length.
func forEachBlock(_ count: Int, _ body: (Int, Int) -> Void) {
    parallelBlocks(count, of: elementsPerBlock) { body($0.lowerBound, $0.count) }
}
