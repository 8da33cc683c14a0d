/// A layer or a network: parameters, and a function of a tensor.
///
/// ```swift
/// final class EmotionCNN: Module {
///     let features = Sequential(Conv2D(1, 32, kernel: 3, padding: .same), BatchNorm(32), ReLU(), MaxPool2D(2))
///     let head = Dense(32 * 24 * 24, 7)
///     override func forward(_ x: Tensor) -> Tensor { head(features(x).flattened(from: 1)) }
/// }
/// ```
///
/// Parameters, buffers and layers are found by walking the stored properties, each time anew: there is nothing to
/// register. Arrays and optionals of them count; names are key paths such as `features.0.weight`, as in PyTorch. What is
/// found twice is one thing, under its first name: a parameter that two layers share takes one step.
///
/// A module belongs to the thread that uses it.
open class Module {
    /// How layers behave that differ between training and use: dropout, batch normalisation.
    public enum Mode: Sendable {
        case training, inference
    }

    private var ownMode = Mode.inference
    private var isHeld = false

    public init() {}

    /// The output for an input. Layers and networks override it; users call the module itself.
    open func forward(_ x: Tensor) -> Tensor {
        stop("\(type(of: self)) does not override forward(_:)")
    }

    /// The stored properties in which parameters, buffers and layers are looked for, with the names they have in files.
    ///
    /// Override it where a name in files differs from that of the property.
    open var members: [(name: String, value: Any)] {
        var mirrors: [Mirror] = []
        var mirror: Mirror? = Mirror(reflecting: self)
        while let current = mirror, current.subjectType != Module.self {
            mirrors.append(current)
            mirror = current.superclassMirror
        }
        return mirrors.reversed().flatMap { $0.children.compactMap { child in child.label.map { ($0, child.value) } } }
    }

    /// The output for an input.
    public final func callAsFunction(_ x: Tensor) -> Tensor { call(with: [x], observing: \.self) { forward(x) } }

    /// Runs `body` as a call of this module; every layer is called through here.
    ///
    /// It is what gives a programmer error the layer's path, and the summary its shape. A layer with several inputs has a
    /// `callAsFunction` of its own, which goes through it:
    ///
    /// ```swift
    /// final class Decoder: Module {
    ///     func callAsFunction(_ x: Tensor, memory: Tensor) -> Tensor { call { head(attention(x, memory)) } }
    /// }
    /// ```
    public final func call(_ body: () -> Tensor) -> Tensor { call(observing: \.self, body) }

    /// The same for a layer with several outputs.
    ///
    /// - Parameters:
    ///   - inputs: what the layer gets, for whoever looks for NaN; may be left out.
    ///   - output: the tensor whose shape the summary shows, such as `\.output` of a tuple.
    public final func call<Output>(
        with inputs: [Tensor] = [], observing output: KeyPath<Output, Tensor>, _ body: () -> Output
    ) -> Output {
        LayerCall.$current.withValue(LayerCall(self, within: LayerCall.current)) {
            let observer = CallObservation.current
            observer?.willCall(self, inputs)
            let result = body()
            observer?.didCall(self, result[keyPath: output])
            return result
        }
    }

    /// Training or inference, for this module and all within it. A model starts in inference;
    /// ``valueAndGradients(of:_:)`` sets training for its closure.
    public final var mode: Mode {
        get { ownMode }
        set { for module in modules { module.value.ownMode = module.value.isHeld ? .inference : newValue } }
    }

    /// Whether training leaves this module, and all within it, as it is: its parameters have no gradients, and it stays in
    /// inference, so that running statistics and dropout rest too, as in Keras's `trainable = false`.
    ///
    /// ```swift
    /// model.features.isFrozen = true       // train the new head first,
    /// model.features.isFrozen = false      // then all, with a smaller learning rate
    /// ```
    public final var isFrozen: Bool {
        get { isHeld }
        set {
            for module in modules {
                module.value.isHeld = newValue
                if newValue { module.value.ownMode = .inference }
            }
            for parameter in parameters { parameter.value.isFrozen = newValue }
        }
    }
}

// MARK: - What a module holds

/// Something within a module, with its key path.
public struct Named<Value> {
    public let name: String
    public let value: Value
}

extension Module {
    /// All trainable tensors, in the order of the stored properties.
    public final var parameters: [Named<Parameter>] {
        leaves.compactMap { leaf in (leaf.value as? Parameter).map { Named(name: leaf.name, value: $0) } }
    }

    /// All buffers, in the order of the stored properties.
    public final var buffers: [Named<Buffer>] {
        leaves.compactMap { leaf in (leaf.value as? Buffer).map { Named(name: leaf.name, value: $0) } }
    }

    /// This module, named by an empty string, and all within it, outer before inner.
    public final var modules: [Named<Module>] {
        var found: [Named<Module>] = []
        walk { if let module = $1 as? Module { found.append(Named(name: $0, value: module)) } }
        return found
    }

    /// The number of trainable numbers: those of all parameters that are not frozen.
    public final var parameterCount: Int {
        parameters.reduce(0) { $0 + ($1.value.isFrozen ? 0 : $1.value.value.count) }
    }

    private var leaves: [Named<AnyObject>] {
        var found: [Named<AnyObject>] = []
        walk { if !($1 is Module) { found.append(Named(name: $0, value: $1)) } }
        return found
    }

    /// Calls `visit` with all modules, parameters and buffers, depth first, once each.
    private func walk(_ visit: (String, AnyObject) -> Void) {
        var seen: Set<ObjectIdentifier> = []
        func visitOnce(_ name: String, _ object: AnyObject) -> Bool {
            guard seen.insert(ObjectIdentifier(object)).inserted else { return false }
            visit(name, object)
            return true
        }
        var pending: [(name: String, value: Any)] = [("", self)]
        while let (name, value) = pending.popLast() {
            switch value {
            case let module as Module:
                if visitOnce(name, module) {
                    pending += module.members.map { (joined(name, $0.name), $0.value) }.reversed()
                }
            case let leaf as Parameter: _ = visitOnce(name, leaf)
            case let leaf as Buffer: _ = visitOnce(name, leaf)
            default: pending += elements(of: value).map { (joined(name, $0.name), $0.value) }.reversed()
            }
        }
    }
}

private func joined(_ path: String, _ name: String) -> String {
    path.isEmpty ? name : name.isEmpty ? path : "\(path).\(name)"
}

/// The elements of an array or an optional; nothing for anything else.
private func elements(of value: Any) -> [(name: String, value: Any)] {
    let mirror = Mirror(reflecting: value)
    switch mirror.displayStyle {
    case .collection: return mirror.children.enumerated().map { ("\($0.offset)", $0.element.value) }
    case .optional: return mirror.children.map { ("", $0.value) }
    default: return []
    }
}

// MARK: - Weights

extension Module {
    /// All parameters and statistics by name, as they are written to a file.
    ///
    /// - Parameter includingState: also what only a training needs to go on.
    public final func stateDictionary(includingState: Bool = false) -> [String: Tensor] {
        var tensors: [String: Tensor] = [:]
        for parameter in parameters { tensors[parameter.name] = parameter.value.value.untracked }
        for buffer in buffers where includingState || buffer.value.kind == .statistics {
            tensors[buffer.name] = buffer.value.value
        }
        return tensors
    }

    /// Takes over the values of `tensors`, which must hold all of this module's names, in its shapes, and no others.
    ///
    /// - Parameters:
    ///   - tensors: as ``stateDictionary(includingState:)`` gives them.
    ///   - includingState: whether the state of a training is among them.
    ///   - source: the file they come from, for messages.
    /// - Throws: ``SerializationError`` that names the tensors which do not fit; nothing is changed then.
    public final func load(
        _ tensors: [String: Tensor], includingState: Bool = false, from source: String = "the given tensors"
    ) throws(SerializationError) {
        try check(tensors, includingState: includingState, from: source)
        take(tensors)
    }

    /// Takes over the tensors whose names it has; their shapes are its own.
    final func take(_ tensors: [String: Tensor]) {
        for parameter in parameters {
            if let tensor = tensors[parameter.name] {
                parameter.value.value = tensor.cast(to: parameter.value.value.elementType)
            }
        }
        for buffer in buffers {
            if let tensor = tensors[buffer.name] {
                buffer.value.value = tensor.cast(to: buffer.value.value.elementType)
            }
        }
    }

    /// Throws what ``load(_:includingState:from:)`` would, and changes nothing.
    package final func check(
        _ tensors: [String: Tensor], includingState: Bool, from source: String
    ) throws(SerializationError) {
        let expected = stateDictionary(includingState: includingState)
        let missing = expected.keys.filter { tensors[$0] == nil }.sorted()
        let unknown = tensors.keys.filter { expected[$0] == nil }.sorted()
        if !missing.isEmpty || !unknown.isEmpty {
            throw .otherNames(file: source, missing: missing, unknown: unknown)
        }
        let mismatches = shapeMismatches(tensors, expected)
        if !mismatches.isEmpty { throw .otherShapes(file: source, mismatches: mismatches) }
    }

    /// Changes the element type of all parameters and floating-point buffers: float64 for checks, float32 for work.
    public final func cast(to elementType: ElementType) {
        for parameter in parameters { parameter.value.cast(to: elementType) }
        for buffer in buffers where buffer.value.value.elementType.isReal {
            buffer.value.value = buffer.value.value.cast(to: elementType)
        }
    }
}
