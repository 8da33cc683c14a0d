import MienKernels

extension VectorKernels: ActivationKernels {
    @_specialize(where T == Float)
    @_specialize(where T == Double)
    package func activation<T: RealScalar>(
        _ function: Activation, _ x: UnsafePointer<T>, into out: UnsafeMutablePointer<T>, count: Int
    ) {
        switch function {
        case .leakyReLU(let slope):
            let slope = T(slope)
            map(x, out, count) { $0 > 0 ? $0 : slope * $0 }
        case .elu(let alpha):
            let alpha = T(alpha)
            map(x, out, count) { $0 > 0 ? $0 : alpha * T.expm1($0) }
        case .selu: map(x, out, count) { $0 > 0 ? T(seluScale) * $0 : T(seluScale * seluAlpha) * T.expm1($0) }
        case .gelu: map(x, out, count) { $0 * normalShare($0) }
        case .geluTanh: map(x, out, count) { $0 * logistic(2 * geluArgument($0)) }
        case .silu: map(x, out, count) { $0 * logistic($0) }
        case .softplus: map(x, out, count) { ($0 < 0 ? 0 : $0) + T.log1p(T.exp(-$0.magnitude)) }
        case .softsign: map(x, out, count) { $0 / (1 + $0.magnitude) }
        case .hardSigmoid: map(x, out, count) { ramp($0) }
        case .hardSwish: map(x, out, count) { $0 * ramp($0) }
        case .relu6: map(x, out, count) { $0 < 0 ? 0 : $0 > 6 ? 6 : $0 }
        }
    }

    @_specialize(where T == Float)
    @_specialize(where T == Double)
    package func activationGradient<T: RealScalar>(
        _ function: Activation, _ x: UnsafePointer<T>, _ g: UnsafePointer<T>, into out: UnsafeMutablePointer<T>,
        count: Int
    ) {
        switch function {
        case .leakyReLU(let slope):
            let slope = T(slope)
            scale(g, x, out, count) { $0 > 0 ? 1 : slope }
        case .elu(let alpha):
            let alpha = T(alpha)
            scale(g, x, out, count) { $0 > 0 ? 1 : alpha * T.exp($0) }
        case .selu: scale(g, x, out, count) { $0 > 0 ? T(seluScale) : T(seluScale * seluAlpha) * T.exp($0) }
        case .gelu: scale(g, x, out, count) { normalShare($0) + $0 * T.exp(-$0 * $0 / 2) * T(0.398_942_280_401_432_7) }
        case .geluTanh:
            scale(g, x, out, count) { x in
                let share = logistic(2 * geluArgument(x))
                let slope = T(geluFactor) * (1 + T(3 * geluCubic) * x * x)
                return share + 2 * x * share * (1 - share) * slope
            }
        case .silu:
            scale(g, x, out, count) { x in
                let share = logistic(x)
                return share * (1 + x * (1 - share))
            }
        case .softplus: scale(g, x, out, count) { logistic($0) }
        case .softsign:
            scale(g, x, out, count) { x in
                let share = 1 / (1 + x.magnitude)
                return share * share
            }
        case .hardSigmoid: scale(g, x, out, count) { $0 > -3 && $0 < 3 ? 1 / 6 : 0 }
        case .hardSwish: scale(g, x, out, count) { $0 <= -3 ? 0 : $0 < 3 ? $0 / 3 + 0.5 : 1 }
        case .relu6: scale(g, x, out, count) { $0 > 0 && $0 < 6 ? 1 : 0 }
        }
    }
}

// MARK: - What several of them are made of

/// With these a network's activations tend to mean zero and variance one (Klambauer et al. 2017).
private let seluAlpha = 1.673_263_242_354_377_2

private let seluScale = 1.050_700_987_355_480_5

/// √(2/π), and the share of the cube, in the approximation of GELU.
private let geluFactor = 0.797_884_560_802_865_4

private let geluCubic = 0.044_715

/// `1 / (1 + e⁻ˣ)`
@inline(__always) private func logistic<T: RealScalar>(_ x: T) -> T { 1 / (1 + T.exp(-x)) }

/// The share of the standard normal distribution below `x`. By `erfc`: `1 + erf` has no digits left at −6.
@inline(__always) private func normalShare<T: RealScalar>(_ x: T) -> T {
    T.erfc(-x * T(0.707_106_781_186_547_5)) / 2
}

/// Half of its logistic function's argument approximates ``normalShare(_:)``: `(1 + tanh u) / 2 = 1 / (1 + e⁻²ᵘ)`.
@inline(__always) private func geluArgument<T: RealScalar>(_ x: T) -> T {
    T(geluFactor) * (x + T(geluCubic) * x * x * x)
}

/// `x / 6 + 1/2`, held in 0 … 1.
@inline(__always) private func ramp<T: RealScalar>(_ x: T) -> T {
    let y = (x + 3) / 6
    return y < 0 ? 0 : y > 1 ? 1 : y
}

@inline(__always)
private func map<T>(_ x: UnsafePointer<T>, _ out: UnsafeMutablePointer<T>, _ count: Int, _ function: (T) -> T) {
    for i in 0..<count { out[i] = function(x[i]) }
}

@inline(__always)
private func scale<T: RealScalar>(
    _ g: UnsafePointer<T>, _ x: UnsafePointer<T>, _ out: UnsafeMutablePointer<T>, _ count: Int, _ derivative: (T) -> T
) {
    for i in 0..<count { out[i] = g[i] * derivative(x[i]) }
}
