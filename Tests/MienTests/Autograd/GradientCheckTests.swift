import Mien
import MienTestSupport
import Testing

/// The checker must find what is wrong, and only that.
@Suite struct GradientCheckTests {
    /// `x²` with a gradient that is off by a factor.
    private func square(_ x: Tensor, off factor: Float, at element: Int? = nil) -> Tensor {
        record("square", x) { x in
            var scale = Tensor.full([x.count], 1, x.elementType)
            if let element { scale[element] = Tensor(factor) } else { scale = scale * factor }
            return (x * x, { g in g * 2 * x * scale.reshaped(x.shape) })
        }
    }

    @Test func correctGradientsPass() {
        let check = checkGradients(at: [randomTensor([3, 4]), randomTensor([4])]) { ($0[0] * $0[1]).tanh() }
        #expect(check.worstError < 1e-8 && check.passes())
        #expect(check.count == 16)
    }

    @Test(arguments: [1.001, 0.999, -1, 0, 2] as [Float]) func aWrongFactorFails(_ factor: Float) {
        let check = checkGradients(at: [randomTensor([3, 4])]) { square($0[0], off: factor) }
        #expect(!check.passes() && check.worstError > 9e-4)
    }

    /// A thousandth in one element of fifty fails, and is found, however small its gradient is beside the others'.
    @Test(arguments: [1, 1e-3, 1e-6] as [Float]) func oneWrongElementIsFound(_ size: Float) throws {
        var x = randomTensor([5, 10], 0.5, 1)
        x[2, 7] = Tensor(size)
        let check = checkGradients(at: [Tensor(1), x]) { square($0[1], off: 1.001, at: 27) + $0[0] }
        let worst = try #require(check.worst)
        #expect(!check.passes())
        #expect(worst.variable == "input 1" && worst.element == [2, 7])
        #expect(abs(worst.analytic / worst.numeric - 1.001) < 1e-5)
    }

    /// Without weights the errors of two elements of the output could cancel.
    @Test func errorsDoNotCancel() {
        let check = checkGradients(at: [Tensor([1, 1])]) { x in
            record("swap", x[0]) { x in (x, { g in g[(0...).by(-1)] }) }
        }
        #expect(!check.passes())
    }

    @Test func aMissingGradientFails() {
        let check = checkGradients(at: [randomTensor([3])]) { $0[0].stopGradient() * 2 }
        #expect(check.worst?.analytic == 0)
        #expect(abs(check.worstError - 1) < 1e-6)
    }

    @Test func anInputWithoutInfluencePasses() {
        #expect(checkGradients(at: [Tensor(3), Tensor(4)]) { $0[0].squared() }.passes())
    }

    @Test func notANumberFails() {
        let check = checkGradients(at: [Tensor([0, 1])]) { $0[0].squareRoot() }
        #expect(check.worstError == .infinity)
    }

    /// A kink within the five points is no error; one in the function's own place is.
    @Test func kinksBetweenThePointsAreStepped() {
        #expect(checkGradients(at: [Tensor([0.001, -0.0015, 0.0004])]) { $0[0].relu() }.passes())
        #expect(!checkGradients(at: [Tensor(0)]) { $0[0].relu() }.passes())
    }

    @Test func nothingToCheckPasses() {
        let check = checkGradients(at: [Tensor.zeros([0, 3])]) { $0[0] * 2 }
        #expect(check.worst == nil && check.count == 0 && check.passes())
        #expect(check.description == "nothing to differentiate by")
    }

    @Test func theDescriptionSaysWhereAndWhat() {
        let check = checkGradients(at: [Tensor([[1, 2]])]) { square($0[0], off: 2, at: 1) }
        let text = check.description
        #expect(text.hasPrefix("worst of 2 derivatives: by input 0 at [0, 1] the tape gives "), "\(text)")
        #expect(text.contains("differences give ") && text.contains("; relative error "), "\(text)")
    }

    // MARK: - Models

    /// A layer whose gradient is wrong for one of its parameters.
    private final class Wrong: Module {
        let inner = Dense(3, 2)
        let scale = Parameter(Tensor([1, 2]))
        override func forward(_ x: Tensor) -> Tensor {
            let factor = record("factor", scale.value) { scale in (scale, { g in g * 1.01 }) }
            return inner(x) * factor
        }
    }

    @Test func aWrongParameterIsNamed() throws {
        let check = checkGradients(of: Wrong(), at: randomTensor([4, 3]))
        #expect(check.worst?.variable == "scale")
        #expect(check.count == 12 + 8 + 2)
        #expect(!check.passes())
    }

    @Test func lossesOfModelsAreChecked() {
        let model = Sequential(Dense(3, 4), BatchNorm(4), ReLU(), Dropout(0.5), Dense(4, 2))
        let labels = Tensor(int32: [0, 1, 1, 0, 1])
        let inputs = [randomTensor([5, 3]), Tensor(0.5)]
        let check = checkGradients(of: model, at: inputs) { crossEntropy($0($1[0]), labels) * $1[1] }
        #expect(check.passes(), "\(check)")
        #expect(check.count == 15 + 1 + 12 + 4 + 8 + 8 + 2)
    }

    @Test func theModelIsLeftAsItWas() {
        let model = Sequential(Dense(3, 4), BatchNorm(4), Dropout(0.5))
        model.mode = .training
        let before = model.stateDictionary(includingState: true)
        _ = checkGradients(of: model, at: randomTensor([5, 3]), mode: .inference)
        #expect(model.mode == .training)
        for (name, tensor) in model.stateDictionary(includingState: true) {
            expectSameBits(tensor, before[name] ?? Tensor(0), name)
        }
    }
}
