import MienKernels

/// The type of a tensor's elements, known at run time.
public enum ElementType: String, Sendable, Hashable, Codable {
    /// Single precision: what networks compute with.
    case float32
    /// Double precision: for checks, on plain reference kernels.
    case float64
    /// Labels, indices, counts. Arithmetic wraps around.
    case int32

    /// The size of an element in bytes.
    public var byteCount: Int { self == .float64 ? 8 : 4 }

    /// Whether it is one of the floating-point types, which can take part in differentiation.
    public var isReal: Bool { self != .int32 }
}

extension ElementType {
    init<T: Scalar>(_ type: T.Type) {
        switch type {
        case is Float.Type: self = .float32
        case is Double.Type: self = .float64
        default: self = .int32
        }
    }
}
