import MienKernels

// Each optimizer reads and writes every parameter once: the update is bound by memory.

extension VectorKernels: OptimizerKernels {
    @_specialize(where T == Float)
    @_specialize(where T == Double)
    package func momentumStep<T: RealScalar>(
        _ weight: UnsafeMutablePointer<T>, _ gradient: UnsafePointer<T>, velocity: UnsafeMutablePointer<T>, count: Int,
        rate: T, momentum: T, decay: T, isNesterov: Bool
    ) {
        for i in 0..<count {
            let direction = gradient[i] + decay * weight[i]
            let v = momentum * velocity[i] + direction
            velocity[i] = v
            weight[i] -= rate * (isNesterov ? direction + momentum * v : v)
        }
    }

    @_specialize(where T == Float)
    @_specialize(where T == Double)
    package func descentStep<T: RealScalar>(
        _ weight: UnsafeMutablePointer<T>, _ gradient: UnsafePointer<T>, count: Int, rate: T, decay: T
    ) {
        for i in 0..<count { weight[i] -= rate * (gradient[i] + decay * weight[i]) }
    }

    @_specialize(where T == Float)
    @_specialize(where T == Double)
    package func adamStep<T: RealScalar>(
        _ weight: UnsafeMutablePointer<T>, _ gradient: UnsafePointer<T>, first: UnsafeMutablePointer<T>,
        second: UnsafeMutablePointer<T>, count: Int, _ constants: AdamConstants<T>
    ) {
        let firstShare = 1 - constants.firstDecay
        let secondShare = 1 - constants.secondDecay
        for i in 0..<count {
            let g = gradient[i] + constants.weightDecay * weight[i]
            let m = constants.firstDecay * first[i] + firstShare * g
            let v = constants.secondDecay * second[i] + secondShare * g * g
            first[i] = m
            second[i] = v
            // Not `weight · (1 − shrinkage)`: of a shrinkage of 10⁻⁷ that would leave one digit.
            weight[i] -= constants.shrinkage * weight[i] + constants.rate * m / (v.squareRoot() + constants.epsilon)
        }
    }

    @_specialize(where T == Float)
    @_specialize(where T == Double)
    package func averageStep<T: RealScalar>(
        _ average: UnsafeMutablePointer<T>, _ value: UnsafePointer<T>, count: Int, share: T
    ) {
        for i in 0..<count { average[i] += share * (value[i] - average[i]) }
    }
}
