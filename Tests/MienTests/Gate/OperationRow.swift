import Foundation
import Mien
import MienTestSupport
import Testing

/// One operation in the gate. Its inputs, results and gradients by other libraries are in `Golden/operations`, under its
/// name.
struct OperationRow: Sendable, CustomTestStringConvertible {
    /// How the element types are tested.
    enum Types: Sendable {
        /// Floating-point numbers only.
        case real
        /// Integers too, with the same result as whole floating-point numbers.
        case any
    }

    let name: String
    let types: Types
    let function: @Sendable ([Tensor]) -> Tensor

    var testDescription: String { name }

    static func real(_ name: String, _ function: @escaping @Sendable ([Tensor]) -> Tensor) -> OperationRow {
        OperationRow(name: name, types: .real, function: function)
    }

    static func any(_ name: String, _ function: @escaping @Sendable ([Tensor]) -> Tensor) -> OperationRow {
        OperationRow(name: name, types: .any, function: function)
    }
}

/// One case of a row: inputs, and what came of them elsewhere.
struct OperationCase {
    let label: String
    let inputs: [Tensor]
    let output: Tensor
    let upstream: Tensor?
    /// By the place of the input; none for those that are not differentiable.
    let gradients: [Int: Tensor]

    /// All cases of a row, from the files of `Golden/operations`.
    static func all(of name: String) throws -> [OperationCase] {
        guard let golden = OperationGolden.shared.files.first(where: { $0.optional("\(name)/0/output") != nil }) else {
            throw Golden.Missing(description: "no golden values of \(name)")
        }
        var cases: [OperationCase] = []
        while let output = golden.optional("\(name)/\(cases.count)/output") {
            let prefix = "\(name)/\(cases.count)"
            var gradients: [Int: Tensor] = [:]
            for (place, tensor) in golden.all(in: "\(prefix)/gradient") { gradients[Int(place)!] = tensor }
            let inputs = golden.list("\(prefix)/input")
            cases.append(
                OperationCase(
                    label: "\(cases.count) \(inputs.map(\.shape))", inputs: inputs, output: output,
                    upstream: golden.optional("\(prefix)/upstream"), gradients: gradients))
        }
        return cases
    }
}

/// The golden files of all operations, read once.
struct OperationGolden: Sendable {
    static let shared = OperationGolden()

    let files: [Golden]

    private init() {
        let names = try! FileManager.default.contentsOfDirectory(atPath: goldenPath("operations", in: .module))
        files = names.sorted().map { try! Golden("operations/\($0)", in: .module) }
    }

    /// The names of all rows that the script knows.
    var names: Set<String> {
        Set(files.flatMap { file in file.tensors.keys.map { String($0.prefix { $0 != "/" }) } })
    }
}

/// The same elements in other places: what a view may look like.
enum Layout: CaseIterable {
    case contiguous, transposed, stepped, backward, offset

    /// `tensor`'s elements in a view of this layout; differentiable.
    func view(of tensor: Tensor) -> Tensor {
        var result = tensor
        switch self {
        case .contiguous: break
        case .transposed:
            let order = Array((0..<tensor.rank).reversed())
            return copy(tensor.permuted(order)).permuted(order)
        case .stepped:
            // Along each axis every element is followed by a stranger.
            for axis in 0..<tensor.rank {
                let strangers = Tensor.full(result.shape, 9, result.elementType)
                let apart = Tensor.stack([result, strangers], axis: axis + 1)
                var shape = result.shape
                shape[axis] *= 2
                result = apart.reshaped(shape)
            }
            for axis in 0..<tensor.rank { result = result.selecting((0...).by(2), along: axis) }
        case .backward:
            for axis in 0..<tensor.rank { result = result.selecting((0...).by(-1), along: axis) }
            result = copy(result)
            for axis in 0..<tensor.rank { result = result.selecting((0...).by(-1), along: axis) }
        case .offset:
            result = tensor.padded(tensor.shape.map { _ in (before: 1, after: 2) }, value: 9)
            for axis in 0..<tensor.rank { result = result.selecting(1..<(tensor.shape[axis] + 1), along: axis) }
        }
        return result
    }
}

/// A copy in row-major order that stays on the tape.
private func copy(_ tensor: Tensor) -> Tensor { tensor.padded(tensor.shape.map { _ in (before: 0, after: 0) }) }

extension Tensor {
    fileprivate func selecting(_ index: any TensorIndex, along axis: Int) -> Tensor {
        var order = Array(0..<rank)
        order.swapAt(0, axis)
        return permuted(order)[index].permuted(order)
    }
}
