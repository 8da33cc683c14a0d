import Mien
import MienKernels

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// How alike two examples are in the eyes of a support vector machine.
public enum SupportVectorKernel: Sendable, Equatable {
    /// `a · b`
    case linear
    /// `exp(−γ |a − b|²)`
    case radial(gamma: Gamma = .scale)
    /// `(γ a · b + constant) ^ degree`
    case polynomial(degree: Int = 3, gamma: Gamma = .scale, constant: Double = 0)

    /// How quickly likeness ends with distance.
    public enum Gamma: Sendable, Equatable {
        /// One by the number of features and the variance of all values.
        case scale
        /// One by the number of features.
        case auto
        case value(Double)

        fileprivate func number(for x: Matrix) -> Double {
            switch self {
            case .value(let value): return value
            case .auto: return 1 / Double(x.columnCount)
            case .scale:
                let count = Double(x.values.count)
                let mean = x.values.reduce(0, +) / count
                let variance = x.values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / count
                return variance == 0 ? 1 : 1 / (Double(x.columnCount) * variance)
            }
        }

        fileprivate var isPositive: Bool {
            guard case .value(let value) = self else { return true }
            return value > 0 && value.isFinite
        }
    }

    func checkParameters(of owner: String) throws(TabularError) {
        let expected = "above 0"
        switch self {
        case .linear: break
        case .radial(let gamma):
            try check(owner, "gamma", gamma, expected) { $0.isPositive }
        case .polynomial(let degree, let gamma, let constant):
            try check(owner, "degree", degree, "a number in 1 … 100") { (1...100).contains($0) }
            try check(owner, "gamma", gamma, expected) { $0.isPositive }
            try check(owner, "constant", constant, "a finite number") { $0.isFinite }
        }
    }

    /// With gamma as a number.
    func function(for x: Matrix) -> KernelFunction {
        switch self {
        case .linear: .linear
        case .radial(let gamma): .radial(gamma: gamma.number(for: x))
        case .polynomial(let degree, let gamma, let constant):
            .polynomial(degree: degree, gamma: gamma.number(for: x), constant: constant)
        }
    }
}

/// A kernel whose numbers are all known.
public enum KernelFunction: Sendable, Equatable, Codable {
    case linear
    case radial(gamma: Double)
    case polynomial(degree: Int, gamma: Double, constant: Double)

    /// From the scalar product of two rows and their squared lengths; quick, but not exact for near rows.
    @inline(__always)
    func value(product: Double, squares: Double) -> Double {
        switch self {
        case .linear: product
        case .radial(let gamma): exp(-gamma * (squares - 2 * product))
        case .polynomial(let degree, let gamma, let constant): power(gamma * product + constant, degree)
        }
    }

    /// From two rows.
    func value(_ a: UnsafePointer<Double>, _ b: UnsafePointer<Double>, count: Int) -> Double {
        if case .radial(let gamma) = self { return exp(-gamma * squaredDistance(a, b, count: count)) }
        return value(product: scalarProduct(a, b, count: count), squares: 0)
    }

    /// Whether it can have come out of learning.
    var isSound: Bool {
        switch self {
        case .linear: true
        case .radial(let gamma): gamma > 0 && gamma.isFinite
        case .polynomial(let degree, let gamma, let constant):
            (1...100).contains(degree) && gamma > 0 && gamma.isFinite && constant.isFinite
        }
    }

    /// By squaring, as LIBSVM has it.
    private func power(_ base: Double, _ exponent: Int) -> Double {
        var (square, result, left) = (base, 1.0, exponent)
        while left > 0 {
            if left % 2 == 1 { result *= square }
            square *= square
            left /= 2
        }
        return result
    }
}
