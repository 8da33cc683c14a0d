import Foundation
import Mien
import MienTestSupport
import Testing

@Suite struct InstructionSetTests {
    @Test func theHighestIsUsedUnlessALowerOneIsAskedFor() {
        #expect(InstructionSet.choose(nil, from: [.baseline, .avx2, .avx512]).set == .avx512)
        #expect(InstructionSet.choose("", from: [.baseline, .avx2]).set == .avx2)
        let (set, complaint) = InstructionSet.choose("baseline", from: [.baseline, .avx2])
        #expect(set == .baseline && complaint == nil)
    }

    @Test(arguments: ["avx512", "avx1024", "AVX2"]) func aWishThatCannotBeMetIsToldOf(_ wish: String) {
        let (set, complaint) = InstructionSet.choose(wish, from: [.baseline, .avx2])
        #expect(set == .avx2)
        #expect(
            complaint
                == "MIEN_INSTRUCTION_SET is \(wish) in the environment; this program has on this machine: baseline, avx2."
        )
    }

    @Test func theBaselineIsEverywhere() { #expect(InstructionSet.available.first == .baseline) }

    /// In processes of their own: a program chooses once.
    @Test(arguments: InstructionSet.available) func theEnvironmentDecides(_ set: InstructionSet) async {
        let result = await #expect(processExitsWith: .success, observing: [\.standardErrorContent]) {
            [name = set.rawValue as String] in
            setenv("MIEN_INSTRUCTION_SET", name, 1)
            #expect(Runtime.instructionSet.rawValue == name)
        }
        #expect(String(decoding: result?.standardErrorContent ?? [], as: UTF8.self).contains("MIEN_") == false)
    }

    @Test func theComplaintIsPrintedOnce() async {
        let result = await #expect(processExitsWith: .success, observing: [\.standardErrorContent]) {
            setenv("MIEN_INSTRUCTION_SET", "sse9", 1)
            #expect((Tensor([1, 2]) + 1).scalars == [2, 3])
            #expect(Runtime.instructionSet == InstructionSet.available.last)
        }
        let text = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
        #expect(text.components(separatedBy: "MIEN_INSTRUCTION_SET is sse9").count == 2)
    }

    /// Output and gradients of networks with most of the kernels, as each set computes them.
    @Test func theSetsAgree() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "mien-sets-\(UUID())").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        for set in InstructionSet.available {
            await #expect(processExitsWith: .success) {
                [name = set.rawValue as String, file = "\(folder)/\(set.rawValue)" as String] in
                setenv("MIEN_INSTRUCTION_SET", name, 1)
                try Safetensors(exampleResults()).write(to: file)
            }
        }
        let results = try InstructionSet.available.map {
            try Safetensors(contentsOf: "\(folder)/\($0.rawValue)").tensors
        }
        let highest = try #require(results.last)
        #expect(highest.count > 15)
        for (set, tensors) in zip(InstructionSet.available, results) {
            for (name, tensor) in tensors {
                let expected = try #require(highest[name])
                let difference = (tensor - expected).absolute().max().item / expected.absolute().max().item
                #expect(difference < 1e-4, "\(set): \(name)")
            }
        }
    }
}

/// By name, of an image network and a recurrent one.
private func exampleResults() -> [String: Tensor] {
    let images = withSeed(1) {
        Sequential(
            Conv2D(1, 32, kernel: 3, padding: .same, bias: false), BatchNorm(32), ReLU(), MaxPool2D(2),
            Conv2D(32, 40, kernel: 3, padding: .same), ReLU(), BatchNorm(40), Conv2D(40, 24, kernel: 5, stride: 2),
            GELU(), Flatten(), Dense(384, 64), Tanh(), Dense(64, 7))
    }
    let sequences = withSeed(2) {
        Sequential(LSTM(1, 32, returnSequences: true), GRU(32, 20), LayerNorm(20), Dense(20, 8))
    }
    var results: [String: Tensor] = [:]
    for (name, model, shape) in [("images", images, [8, 24, 24, 1]), ("sequences", sequences, [20, 30, 1])] {
        let x = randomTensor(shape, seed: 3)
        let gradients = valueAndGradients(of: model) { model in
            let y = model(x)
            results["\(name)/output"] = y.untracked
            return y.squared().mean()
        }.gradients
        for parameter in model.parameters { results["\(name)/\(parameter.name)"] = gradients[parameter.value] }
    }
    return results
}
