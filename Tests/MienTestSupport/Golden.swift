import Foundation
import Mien

/// Values that a script in `Utilities` computed with other libraries.
///
/// Names are paths such as `training/0/output`.
public struct Golden: Sendable {
    /// What is asked for and not there.
    public struct Missing: Error, CustomStringConvertible {
        public let description: String

        public init(description: String) { self.description = description }
    }

    private let file: String
    public let tensors: [String: Tensor]

    /// Reads `Golden/<name>` of a test target's bundle.
    public init(_ name: String, in bundle: Bundle) throws {
        file = name
        tensors = try Safetensors(contentsOf: goldenPath(name, in: bundle)).tensors
    }

    /// The tensor of this name; throws where there is none.
    public func callAsFunction(_ name: String) throws -> Tensor {
        guard let tensor = tensors[name] else { throw Missing(description: "\(file) has no \(name)") }
        return tensor
    }

    /// The tensor of this name, if there is one.
    public func optional(_ name: String) -> Tensor? { tensors[name] }

    /// All tensors whose names begin with `prefix` and a slash, without it.
    public func all(in prefix: String) -> [String: Tensor] {
        var found: [String: Tensor] = [:]
        for (name, tensor) in tensors where name.hasPrefix(prefix + "/") {
            found[String(name.dropFirst(prefix.count + 1))] = tensor
        }
        return found
    }

    /// The tensors `<prefix>/0`, `<prefix>/1`, … as many as there are.
    public func list(_ prefix: String) -> [Tensor] {
        var found: [Tensor] = []
        while let tensor = tensors["\(prefix)/\(found.count)"] { found.append(tensor) }
        return found
    }
}

/// The path of a golden file in a test target's bundle.
public func goldenPath(_ name: String, in bundle: Bundle) -> String {
    bundle.bundleURL.appending(path: "Golden/\(name)").path
}
