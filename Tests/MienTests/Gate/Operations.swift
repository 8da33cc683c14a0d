import Foundation
import Mien
import MienTestSupport
import Testing

/// Every operation on tensors: values and gradients by PyTorch and NumPy and by differences, through views of every
/// layout, with all element types.
@Suite(.tallied(Contents.operations)) struct Operations {
    static let rows =
        arithmetic + functions + comparisons + reductions + sorting + views + joining + products + windows
        + activations + convolutions + pooling + normalizations

    @Test(arguments: rows) func agreesWithPyTorch(_ row: OperationRow) throws {
        for golden in try OperationCase.all(of: row.name) {
            for (elementType, tolerance) in [(ElementType.float32, 1e-5), (.float64, 2e-7)] {
                let inputs = golden.inputs.map { $0.cast(to: elementType) }
                let label = "\(elementType) \(golden.label)"
                guard let upstream = golden.upstream?.cast(to: elementType) else {
                    expectClose(row.function(inputs), golden.output, within: tolerance, scale: 0.1, label)
                    continue
                }
                var output = Tensor(0)
                let gradients = valueAndGradients(at: inputs) { inputs in
                    let y = row.function(inputs)
                    output = y.untracked
                    return (y * upstream).sum()
                }.gradients
                expectClose(output, golden.output, within: tolerance, scale: 0.1, label)
                for (place, expected) in golden.gradients {
                    #expect(gradients[place].elementType == elementType)
                    expectClose(
                        gradients[place], expected, within: tolerance, scale: 0.1, "\(label): gradient \(place)")
                }
            }
        }
    }

    /// A view and a copy of it are the same to every operation, forward and backward; to the bit, but for OpenBLAS, whose
    /// kernels for transposed matrices add in another order.
    @Test(arguments: rows) func viewsGiveTheSameBits(_ row: OperationRow) throws {
        for golden in try OperationCase.all(of: row.name) {
            let expected = Self.results(row, golden, .contiguous)
            for layout in Layout.allCases {
                let found = Self.results(row, golden, layout)
                for (place, pair) in zip(found, expected).enumerated() {
                    let what = "\(layout) \(golden.label), \(place == 0 ? "output" : "gradient")"
                    if Self.products.contains(where: { $0.name == row.name }) {
                        expectClose(pair.0, pair.1, within: 1e-6, what)
                    } else {
                        expectSameBits(pair.0, pair.1, what)
                    }
                }
            }
        }
    }

    /// The output, and the gradients if there are any.
    static func results(_ row: OperationRow, _ golden: OperationCase, _ layout: Layout) -> [Tensor] {
        var output = Tensor(0)
        let gradients = valueAndGradients(at: golden.inputs) { inputs in
            let y = row.function(inputs.map { layout.view(of: $0) })
            output = y.untracked
            return golden.upstream.map { (layout.view(of: y) * $0).sum() } ?? Tensor(0)
        }.gradients
        return [output] + (golden.upstream == nil ? [] : gradients)
    }

    @Test(arguments: rows) func gradientsAgreeWithDifferences(_ row: OperationRow) throws {
        // Where a function has a corner at the input itself, differences have no answer.
        if row.name.contains("equals") || row.name.hasPrefix("at zero") { return }
        for golden in try OperationCase.all(of: row.name) where !golden.gradients.isEmpty {
            let fixed = golden.inputs.map { $0.cast(to: .float64) }
            let places = golden.gradients.keys.sorted()
            let check = checkGradients(at: places.map { fixed[$0] }) { varied in
                var inputs = fixed
                for (place, tensor) in zip(places, varied) { inputs[place] = Layout.transposed.view(of: tensor) }
                return row.function(inputs)
            }
            expectGradients(check, "\(row.name), case \(golden.label)")
        }
    }

    @Test(arguments: rows.filter { $0.types == .any }) func integersGiveTheSame(_ row: OperationRow) throws {
        for golden in try OperationCase.all(of: row.name) {
            for layout in Layout.allCases {
                let inputs = golden.inputs.enumerated().map { randomIntegers($1.shape, seed: UInt64($0)) }
                let expected = row.function(inputs.map { $0.cast(to: .float64) })
                let found = row.function(inputs.map { layout.view(of: $0) })
                #expect(found.elementType == .int32)
                #expect(found.doubleScalars == expected.doubleScalars, "\(layout) \(golden.label)")
                #expect(found.shape == expected.shape)
            }
        }
    }

    @Test func everyRowOfTheScriptIsTested() {
        let known = OperationGolden.shared.names
        let tested = Set(Self.rows.map(\.name))
        #expect(known.subtracting(tested).sorted() == [])
        #expect(tested.count == Self.rows.count)
    }

    /// A public function of tensors that stands in no row is not tested: the sources are searched for them.
    @Test func everyOperationHasARow() throws {
        let sources = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appending(path: "../../../Sources/Mien").standardized
        let files = ["Tensor", "Operations"].flatMap { folder in
            (try? FileManager.default.contentsOfDirectory(
                at: sources.appending(path: folder), includingPropertiesForKeys: nil)) ?? []
        }
        let covered = Set(Self.rows.map { String($0.name.prefix { $0.isLetter || $0.isNumber }) })
        // Tested elsewhere: they make tensors, or say something about one.
        let others = [
            "full", "zeros", "ones", "identity", "range", "uniform", "normal", "cast", "isNaN", "oneHot",
            "categorical", "sequenceMask",
        ]
        var found: [String] = []
        for file in files where file.pathExtension == "swift" {
            let text = try String(contentsOf: file, encoding: .utf8)
            found += text.matches(of: /public (?:static )?func (\w+)\([^{]*?\)\s*->\s*Tensor\b/).map { String($0.1) }
        }
        #expect(files.isEmpty || found.count > 40)
        for name in found where !others.contains(name) { #expect(covered.contains(name), "\(name) has no row") }
    }
}
