/// What a partial loading took over, and what did not fit.
public struct LoadReport: Sendable, Equatable {
    /// The names that were taken over.
    public let loaded: [String]
    /// The model's names that the tensors lack: these keep their values.
    public let missing: [String]
    /// The tensors' names that the model does not have.
    public let unknown: [String]
    /// What both have, in different shapes: the model keeps its values.
    public let mismatched: [ShapeMismatch]
}

extension LoadReport: CustomStringConvertible {
    /// A line for the number taken over, and one for each name that did not fit.
    public var description: String {
        let lines =
            ["\(loaded.count) of \(loaded.count + missing.count + mismatched.count) tensors are taken over"]
            + mismatched.map { "another shape: \($0)" } + missing.map { "missing: \($0)" }
            + unknown.map { "unknown: \($0)" }
        return lines.joined(separator: "\n")
    }
}

extension Module {
    /// Takes over those of `tensors` that have a name and shape of this module, such as all of another network but its
    /// head.
    ///
    /// ```swift
    /// let file = try Safetensors(contentsOf: "resnet.safetensors")
    /// print(model.loadMatching(try NameMap(["backbone": "features"])(file.tensors)))
    /// ```
    @discardableResult
    public final func loadMatching(_ tensors: [String: Tensor], includingState: Bool = false) -> LoadReport {
        let expected = stateDictionary(includingState: includingState)
        let mismatched = shapeMismatches(tensors, expected)
        let known = Set(tensors.keys).intersection(expected.keys).subtracting(mismatched.map(\.name))
        take(tensors.filter { known.contains($0.key) })
        return LoadReport(
            loaded: known.sorted(), missing: expected.keys.filter { tensors[$0] == nil }.sorted(),
            unknown: tensors.keys.filter { expected[$0] == nil }.sorted(), mismatched: mismatched)
    }
}

/// The tensors whose shape is not that of their namesake, by name.
func shapeMismatches(_ tensors: [String: Tensor], _ expected: [String: Tensor]) -> [ShapeMismatch] {
    tensors.sorted { $0.key < $1.key }.compactMap { name, tensor in
        guard let own = expected[name], own.shape != tensor.shape else { return nil }
        return ShapeMismatch(name: name, found: tensor.shape, expected: own.shape)
    }
}

/// How another program's names of tensors become Mien's.
///
/// ```swift
/// NameMap(["model.backbone": "features", "fc": "head"])     // paths: fc.weight becomes head.weight
/// NameMap { $0.hasSuffix("num_batches_tracked") ? nil : $0 }
/// ```
public struct NameMap: Sendable {
    private let rename: @Sendable (String) -> String?

    /// - Parameter rename: the new name for an old one; nil leaves the tensor out.
    public init(_ rename: @escaping @Sendable (String) -> String?) { self.rename = rename }

    /// Replaces the beginnings of names that are these key paths; of several that fit the longest counts. An empty one
    /// stands before every name, and an empty replacement drops the path.
    public init(_ paths: [String: String]) {
        let byLength = paths.sorted { $0.key.count > $1.key.count }
        rename = { name in
            for (old, new) in byLength {
                if name == old { return new }
                guard old.isEmpty || name.hasPrefix(old + ".") else { continue }
                let rest = old.isEmpty ? name : String(name.dropFirst(old.count + 1))
                return new.isEmpty ? rest : "\(new).\(rest)"
            }
            return name
        }
    }

    /// The new name; nil for a tensor that is left out.
    public func callAsFunction(_ name: String) -> String? { rename(name) }

    /// The tensors under their new names.
    ///
    /// - Throws: ``SerializationError/badTensor(file:name:reason:)`` where two tensors get the same name.
    public func callAsFunction(
        _ tensors: [String: Tensor], from source: String = "the given tensors"
    ) throws(SerializationError) -> [String: Tensor] {
        var renamed: [String: Tensor] = [:]
        for (name, tensor) in tensors.sorted(by: { $0.key < $1.key }) {
            guard let new = rename(name) else { continue }
            guard renamed.updateValue(tensor, forKey: new) == nil else {
                throw .badTensor(file: source, name: name, reason: "another tensor becomes \(new) too")
            }
        }
        return renamed
    }
}
