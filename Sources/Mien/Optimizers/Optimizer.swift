import MienKernels

/// Changes a model's parameters along the gradients of a loss.
///
/// A subclass gives the step of one parameter; its memory of a parameter (momentum and the like) is kept in named slots,
/// so that it is saved and restored without further ado.
open class Optimizer {
    /// How far a step goes. Schedules and callbacks change it.
    public var learningRate: Float
    /// What is different for some of the parameters. All rules that hold for a parameter count, in this order.
    ///
    /// ```swift
    /// optimizer.rules = [.noDecayOnBiasesAndNorms, .under("features", learningRate: 0.1)]
    /// ```
    public var rules: [ParameterRule] = []
    /// The number of updates so far.
    public private(set) var step = 0
    /// The learning rate of the parameter whose step is being taken: ``learningRate`` times the factors of its rules.
    public private(set) var rate: Float
    /// The weight decay that the parameter's rules give it.
    private var ruledDecay: Float?
    /// The memory of each parameter, by slot and parameter name.
    private var slots: [String: Tensor] = [:]

    public init(learningRate: Float) {
        require(learningRate >= 0, "\(Self.self): the learning rate must not be negative, found \(learningRate)")
        self.learningRate = learningRate
        rate = learningRate
    }

    /// Takes one step. Parameters without a gradient stay as they are.
    public final func update(_ model: Module, along gradients: Gradients) {
        step += 1
        for parameter in model.parameters {
            if let gradient = gradients[parameter.value] {
                (rate, ruledDecay) = (learningRate, nil)
                for rule in rules where rule.holds(parameter.name, parameter.value.value.shape) {
                    rate *= rule.learningRate
                    ruledDecay = rule.weightDecay ?? ruledDecay
                }
                update(parameter.value, named: parameter.name, along: gradient.contiguous)
            }
        }
    }

    /// The step of one parameter, with ``rate`` as its learning rate. Subclasses override it.
    open func update(_ parameter: Parameter, named name: String, along gradient: Tensor) {
        stop("\(type(of: self)) does not override update(_:named:along:)")
    }

    /// The weight decay of the parameter whose step is being taken: what its rules say, else `own`.
    public final func decay(_ own: Float) -> Float { ruledDecay ?? own }

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

// MARK: - Steps over memory

/// The step of a block of a parameter's elements: a kernel with its constants.
protocol BlockStep {
    /// - Parameters:
    ///   - weight: the block's elements.
    ///   - gradient: theirs.
    ///   - memory: theirs in each slot.
    ///   - count: how many there are.
    func callAsFunction<T: RealScalar>(
        _ weight: UnsafeMutablePointer<T>, _ gradient: UnsafePointer<T>, _ memory: [UnsafeMutablePointer<T>],
        count: Int)
}

extension Optimizer {
    /// Takes `step` for all blocks of a parameter, on all threads, with its memory in `slots`.
    final func update(
        _ parameter: Parameter, named name: String, along gradient: Tensor, slots: [String] = [],
        by step: some BlockStep
    ) {
        let count = gradient.count
        func run<T: RealScalar>(_: T.Type, _ weight: Tensor, _ memory: [Tensor]) {
            withExtendedLifetime(memory) {
                let addresses = memory.map { $0.withMutablePointer(T.self) { $0 } }
                Tensor.withPointers(T.self, gradient, into: weight) { gradient, weight in
                    parallelBlocks(count, of: elementsPerBlock) { block in
                        let start = block.lowerBound
                        step(weight + start, gradient + start, addresses.map { $0 + start }, count: block.count)
                    }
                }
            }
        }
        /// Opens the slots one within the other, then runs.
        func open(_ weight: Tensor, _ memory: [Tensor]) {
            guard memory.count < slots.count else {
                return dispatch(gradient.elementType, real: { run($0, weight, memory) })
            }
            withSlot(slots[memory.count], of: name, like: weight) { open(weight, memory + [$0]) }
        }
        parameter.update { open($0, []) }
    }
}
