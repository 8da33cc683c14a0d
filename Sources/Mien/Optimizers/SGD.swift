import MienKernels

/// Stochastic gradient descent with momentum, in PyTorch's form.
///
/// `d = g + decay · w`; `v = momentum · v + d` (`v = d` in the first step); `w −= rate · v`, with Nesterov
/// `w −= rate · (d + momentum · v)`.
public final class SGD: Optimizer {
    private let momentum: Float
    private let weightDecay: Float
    private let isNesterov: Bool

    /// - Parameters:
    ///   - learningRate: how far a step goes.
    ///   - momentum: the share of the last velocity that is kept.
    ///   - nesterov: whether the gradient is looked at ahead of the step (Sutskever et al. 2013); needs momentum.
    ///   - weightDecay: added to the gradient times the weight (L2).
    public init(learningRate: Float = 0.01, momentum: Float = 0, nesterov: Bool = false, weightDecay: Float = 0) {
        require(!nesterov || momentum > 0, "SGD: Nesterov's step needs a momentum above zero")
        self.momentum = momentum
        self.weightDecay = weightDecay
        isNesterov = nesterov
        super.init(learningRate: learningRate)
    }

    public override func update(_ parameter: Parameter, named name: String, along gradient: Tensor) {
        func run<T: RealScalar>(_: T.Type) {
            let (rate, decay, count) = (T(learningRate), T(weightDecay), gradient.count)
            parameter.update { weight in
                guard momentum > 0 else {
                    Tensor.withPointers(T.self, gradient, into: weight) { gradient, weight in
                        forEachBlock(count) { start, count in
                            descentStep(weight + start, gradient + start, count: count, rate: rate, decay: decay)
                        }
                    }
                    return
                }
                withSlot("momentum", of: name, like: weight) { velocity in
                    velocity.withMutablePointer(T.self) { velocity in
                        Tensor.withPointers(T.self, gradient, into: weight) { gradient, weight in
                            forEachBlock(count) { start, count in
                                momentumStep(
                                    weight + start, gradient + start, velocity: velocity + start, count: count,
                                    rate: rate, momentum: T(momentum), decay: decay, isNesterov: isNesterov)
                            }
                        }
                    }
                }
            }
        }
        dispatch(gradient.elementType, real: { run($0) })
    }
}
