import Foundation
import Mien
import MienTestSupport
import Testing

@Suite struct TapeTests {
    @Test func theGradientOfASquare() {
        let (value, gradients) = valueAndGradients(at: [Tensor(3)]) { $0[0] * $0[0] }
        #expect(value.item == 9 && gradients[0].item == 6)
    }

    @Test func inputsWithoutInfluenceGetZeros() {
        let gradients = valueAndGradients(at: [Tensor(3), Tensor([[1, 2]])]) { $0[0] + 1 }.gradients
        #expect(gradients[1].shape == [1, 2] && gradients[1].scalars == [0, 0])
    }

    @Test func aFunctionThatReturnsItsInput() {
        #expect(valueAndGradients(at: [Tensor(3)]) { $0[0] }.gradients[0].item == 1)
    }

    @Test func aFunctionOfNothing() {
        #expect(valueAndGradients(at: [Tensor(3)]) { _ in Tensor(7) }.gradients[0].item == 0)
    }

    @Test func oneTensorUsedManyTimes() {
        // y = x · x + x / x + (x − x) · x: the gradient is 2x.
        let gradients = valueAndGradients(at: [Tensor([2, 5])]) { inputs in
            let x = inputs[0]
            return (x * x + x / x + (x - x) * x).sum()
        }.gradients
        #expect(gradients[0].scalars == [4, 10])
    }

    /// Both ways through a diamond are added before the gradient goes on: each pullback runs once.
    @Test func diamondsAreWalkedOnce() {
        var x = Tensor(1.0)
        let gradients = valueAndGradients(at: [x]) { inputs in
            x = inputs[0]
            for _ in 0..<64 { x = (x + x) * 0.5 }
            return x
        }.gradients
        #expect(gradients[0].item == 1)
    }

    @Test func stopGradientLetsNothingThrough() {
        let gradients = valueAndGradients(at: [Tensor(3)]) { $0[0] * $0[0].stopGradient() }.gradients
        #expect(gradients[0].item == 3)
    }

    @Test func comparisonsAndIntegersCarryNoGradient() {
        let gradients = valueAndGradients(at: [Tensor([1, -2])]) { inputs in
            let x = inputs[0]
            return ((x .> 0) * x + x.sign() + x.floor() + x.cast(to: .int32).cast(to: .float32)).sum()
        }.gradients
        #expect(gradients[0].scalars == [1, 0])
    }

    @Test func castsCarryIt() {
        let gradients = valueAndGradients(at: [Tensor([1, -2])]) { $0[0].cast(to: .float64).squared().sum() }.gradients
        #expect(gradients[0].elementType == .float32 && gradients[0].scalars == [2, -4])
    }

    /// What was differentiated inside is a constant outside: the inner walk leaves the outer tape as it is.
    @Test func innerGradientsAreConstantsOutside() {
        let (value, gradients) = valueAndGradients(at: [Tensor(3)]) { outer in
            let y = outer[0] * outer[0]
            let inner = valueAndGradients(at: [Tensor(5)]) { ($0[0] * y).sum() }
            return y * 2 + inner.gradients[0]
        }
        #expect(value.item == 27)
        #expect(gradients[0].item == 12)
    }

    @Test func modelsCanBeDifferentiatedWithinThemselves() {
        let model = Dense(1, 1, bias: false)
        model.weight.value = Tensor([[2]])
        let x = Tensor([[3]])
        let (value, gradients) = valueAndGradients(of: model) { model in
            let inner = valueAndGradients(of: model) { $0(x).squared().sum() }.gradients
            // The inner gradient, 2 · 6 · 3, is a constant; the model goes on being differentiated by.
            return model(x).sum() * inner[model.weight]!.sum()
        }
        #expect(value.item == 6 * 36)
        #expect(gradients[model.weight]?.item == 108)
        #expect(model(x).item == 6)
    }

    @Test func errorsPassThroughAndLeaveTheModelUsable() {
        struct Oops: Error {}
        let model = Dense(2, 1)
        #expect(throws: Oops.self) { try valueAndGradients(of: model) { _ in throw Oops() } }
        #expect(model.mode == .inference)
        #expect(model(Tensor([[1, 2]])).node == nil)
    }

    @Test func trainingModeIsSetInside() {
        let model = Sequential(Dropout(0.5), Dense(2, 1))
        _ = valueAndGradients(of: model) { model in
            #expect(model.mode == .training && model.layers.allSatisfy { $0.mode == .training })
            return model(Tensor([[1, 2]])).sum()
        }
        #expect(model.mode == .inference && model.layers.allSatisfy { $0.mode == .inference })
    }

    /// One layer used twice: its gradient is the sum over both uses.
    @Test func aParameterUsedTwice() {
        let layer = Dense(3, 3)
        let check = checkGradients(of: layer, at: [randomTensor([2, 3])]) { layer, inputs in layer(layer(inputs[0])) }
        #expect(check.passes(), "\(check)")
    }

    /// 100,000 operations one after the other: nothing may walk them by recursion, on a thread whose stack is small.
    @Test(arguments: [true, false]) func deepTapes(isUsed: Bool) async {
        await withCheckedContinuation { (continuation: CheckedContinuation<Void, Never>) in
            let thread = Thread {
                var x = Tensor(1)
                let gradients = valueAndGradients(at: [x]) { inputs in
                    x = inputs[0]
                    for _ in 0..<100_000 { x = -x }
                    return isUsed ? x : inputs[0]
                }.gradients
                #expect(gradients[0].item == 1)
                // The captured end of the tape is what holds it now.
                x = Tensor(0)
                continuation.resume()
            }
            thread.stackSize = 128 * 1024
            thread.start()
        }
    }

    @Test func sharedTapesAreReleasedWithoutRecursion() async {
        await #expect(processExitsWith: .success) {
            let before = Node.liveCount
            var ends: [Tensor] = []
            _ = valueAndGradients(at: [Tensor(1)]) { inputs in
                var x = inputs[0]
                for place in 0..<100_000 {
                    x = x + x
                    if place % 1000 == 0 { ends.append(x * 2) }
                }
                return inputs[0]
            }
            #expect(Node.liveCount > before + 99_000)
            ends = []
            #expect(Node.liveCount == before)
        }
    }

    @Test func globalNormAndSubscripts() {
        let model = Sequential(Dense(1, 1, bias: false), Dense(1, 1, bias: false))
        var gradients = valueAndGradients(of: model) { model in
            model.parameters[0].value.value.sum() * 3
        }.gradients
        let (first, second) = (model.parameters[0].value, model.parameters[1].value)
        #expect(gradients[first]?.item == 3 && gradients[second] == nil)
        #expect(gradients.globalNorm == 3)
        gradients[second] = Tensor([[4]])
        #expect(gradients.globalNorm == 5)
        #expect(gradients.clip(globalNorm: 10) == 5)
        #expect(gradients[second]?.item == 4)
        gradients[second] = nil
        #expect(gradients.globalNorm == 3)
    }
}
