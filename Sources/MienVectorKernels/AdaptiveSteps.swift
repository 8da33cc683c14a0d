import MienKernels

extension VectorKernels: AdaptiveOptimizerKernels {
    @_specialize(where T == Float)
    @_specialize(where T == Double)
    package func rmspropStep<T: RealScalar>(
        _ weight: UnsafeMutablePointer<T>, _ gradient: UnsafePointer<T>, squares: UnsafeMutablePointer<T>,
        mean: UnsafeMutablePointer<T>?, velocity: UnsafeMutablePointer<T>?, count: Int, _ constants: RMSpropConstants<T>
    ) {
        let share = 1 - constants.decay
        for i in 0..<count {
            let g = gradient[i] + constants.weightDecay * weight[i]
            let v = constants.decay * squares[i] + share * g * g
            squares[i] = v
            var variance = v
            if let mean {
                let a = constants.decay * mean[i] + share * g
                mean[i] = a
                // Rounding may make it negative, whose root would be NaN.
                variance = T.maximum(v - a * a, 0)
            }
            var step = constants.rate * g / (variance + constants.epsilon).squareRoot()
            if let velocity {
                step += constants.momentum * velocity[i]
                velocity[i] = step
            }
            weight[i] -= step
        }
    }

    @_specialize(where T == Float)
    @_specialize(where T == Double)
    package func adagradStep<T: RealScalar>(
        _ weight: UnsafeMutablePointer<T>, _ gradient: UnsafePointer<T>, squares: UnsafeMutablePointer<T>, count: Int,
        rate: T, start: T, epsilon: T, weightDecay: T
    ) {
        for i in 0..<count {
            let g = gradient[i] + weightDecay * weight[i]
            let s = squares[i] + g * g
            squares[i] = s
            weight[i] -= rate * g / (start + s + epsilon).squareRoot()
        }
    }

    @_specialize(where T == Float)
    @_specialize(where T == Double)
    package func nadamStep<T: RealScalar>(
        _ weight: UnsafeMutablePointer<T>, _ gradient: UnsafePointer<T>, first: UnsafeMutablePointer<T>,
        second: UnsafeMutablePointer<T>, count: Int, _ constants: NAdamConstants<T>
    ) {
        let firstShare = 1 - constants.firstDecay
        let secondShare = 1 - constants.secondDecay
        for i in 0..<count {
            let g = gradient[i] + constants.weightDecay * weight[i]
            let m = constants.firstDecay * first[i] + firstShare * g
            let v = constants.secondDecay * second[i] + secondShare * g * g
            first[i] = m
            second[i] = v
            let step = constants.meanRate * m + constants.gradientRate * g
            weight[i] -= step / ((v / constants.secondCorrection).squareRoot() + constants.epsilon)
        }
    }

    @_specialize(where T == Float)
    @_specialize(where T == Double)
    package func lionStep<T: RealScalar>(
        _ weight: UnsafeMutablePointer<T>, _ gradient: UnsafePointer<T>, mean: UnsafeMutablePointer<T>, count: Int,
        rate: T, firstDecay: T, secondDecay: T, shrinkage: T
    ) {
        for i in 0..<count {
            let g = gradient[i]
            let direction = firstDecay * mean[i] + (1 - firstDecay) * g
            mean[i] = secondDecay * mean[i] + (1 - secondDecay) * g
            // NaN has no sign: it stays visible.
            let sign: T = direction > 0 ? 1 : direction < 0 ? -1 : direction
            weight[i] -= shrinkage * weight[i] + rate * sign
        }
    }
}
