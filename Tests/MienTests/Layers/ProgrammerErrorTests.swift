import Mien
import MienTestSupport
import Testing

/// Shapes that do not fit end the program with both shapes, the layer's path and the rule.
@Suite struct ProgrammerErrorTests {
    @Test func aWrongInputNamesTheLayer() async {
        let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            final class Classifier: Module {
                let features = Sequential(Flatten(), Dense(12, 4))
                override func forward(_ x: Tensor) -> Tensor { features(x) }
            }
            _ = Classifier()(Tensor.zeros([2, 3, 5]))
        }
        expectMessage(
            "linear: shapes [2, 15] and [4, 12] do not fit; the input's last axis must be the weight's second "
                + "[in Classifier.features.1 (Dense)]", result)
    }

    @Test func shapesThatDoNotBroadcast() async {
        let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            _ = Tensor.zeros([2, 3]) + Tensor.zeros([4])
        }
        expectMessage(
            "add: shapes [2, 3] and [4] do not fit; lengths must be equal or one, counted from the last axis", result)
    }

    @Test func elementTypesThatDiffer() async {
        let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            _ = Tensor([1]) * Tensor(int32: [1])
        }
        expectMessage("multiply: element types float32 and int32 differ; convert with `cast(to:)`", result)
    }

    @Test func matricesThatDoNotFit() async {
        let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            _ = matmul(Tensor.zeros([2, 3]), Tensor.zeros([2, 3]))
        }
        expectMessage("matmul: shapes [2, 3] and [2, 3] do not fit; the first's last axis must be as long", result)
    }

    @Test func placesThatDoNotExist() async {
        let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            _ = Tensor.zeros([2, 3])[0..., 3]
        }
        expectMessage("subscript: place 3 does not exist on an axis of length 3", result)
    }

    @Test func moreThanThereAre() async {
        let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            _ = Tensor.zeros([2, 3]).topK(4)
        }
        expectMessage("topK: 4 elements are wanted of axis 1 of shape [2, 3]", result)
    }

    @Test func twoEllipses() async {
        let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            _ = Tensor.zeros([2, 3])[.ellipsis, 1, .ellipsis]
        }
        expectMessage("subscript: one ellipsis at most is expected, found 2", result)
    }

    @Test func gradientsOfManyNumbers() async {
        let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            _ = valueAndGradients(at: [Tensor([1, 2])]) { $0[0] * 2 }
        }
        expectMessage("valueAndGradients: the function must return one number, its shape is [2]; use `mean()`", result)
    }

    @Test func tensorsOnTheTapeAreNotWritten() async {
        let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            _ = valueAndGradients(at: [Tensor([1, 2])]) { inputs in
                var y = Tensor.zeros([2])
                y[0...] = inputs[0]
                return y.sum()
            }
        }
        expectMessage(
            "subscript: a tensor on the tape cannot be written into another, its gradient would be lost", result)
    }

    @Test func labelsThatAreNoClass() async {
        let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            _ = crossEntropy(Tensor.zeros([2, 3]), Tensor(int32: [0, 3]))
        }
        expectMessage("oneHot: index 3 is not in 0 ..< 3", result)
    }

    /// A window that lies wholly in the padding read memory outside the image.
    @Test func poolsThatSeeNothing() async {
        let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            let padding = Padding.explicit(top: 0, bottom: 5, left: 0, right: 0)
            _ = MaxPool2D(2, padding: padding)(Tensor.zeros([1, 2, 4, 1]))
        }
        expectMessage("maxPool2d: the padding explicit(top: 0, bottom: 5, left: 0, right: 0) must be smaller", result)
        expectMessage("[in MaxPool2D (MaxPool2D)]", result)
    }

    @Test func groupsThatDoNotDivide() async {
        let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            _ = Conv2D(6, 8, kernel: 3, groups: 4)
        }
        expectMessage("Conv2D: 6 inputs and 8 outputs cannot be divided into 4 groups", result)
    }

    @Test func sequencesGivenToLayersOfImages() async {
        let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            _ = Conv1D(3, 4, kernel: 3, padding: .causal)(Tensor.zeros([1, 8, 8, 3]))
        }
        expectMessage("conv1d: [batch, length, channels] is expected, the shape is [1, 8, 8, 3]", result)
    }

    @Test func outputPaddingBeyondTheStride() async {
        let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            _ = Conv2DTranspose(3, 4, kernel: 3, stride: 2, outputPadding: 2)(Tensor.zeros([1, 4, 4, 3]))
        }
        expectMessage("must lie between zero and the stride", result)
    }

    @Test func bodiesThatChangeTheShape() async {
        let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            _ = Residual(Dense(3, 4))(Tensor.zeros([2, 3]))
        }
        expectMessage("Residual: shapes [2, 3] and [2, 4] do not fit; the body must keep the shape", result)
    }

    /// Kernels that wrote a parameter's step into the memory of a smaller one would write outside it.
    @Test func statesOfAnotherModel() async {
        let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            let layer = Dense(3, 2)
            let optimizer = SGD(momentum: 0.9)
            optimizer.state = ["momentum.weight": Tensor.zeros([2, 1]), "step": Tensor(int32: [1], shape: [])]
            optimizer.update(layer, along: valueAndGradients(of: layer) { $0(Tensor([[1, 2, 3]])).sum() }.gradients)
        }
        expectMessage("SGD: shapes [2, 1] and [2, 3] do not fit; the state of weight is that of another", result)
    }
}
