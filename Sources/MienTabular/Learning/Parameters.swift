/// Throws ``TabularError/badParameter(owner:name:found:expected:)`` unless a hyper-parameter makes sense.
package func check<Value>(
    _ owner: String, _ name: String, _ value: Value, _ expected: String, where makesSense: (Value) -> Bool
) throws(TabularError) {
    guard makesSense(value) else {
        throw .badParameter(owner: owner, name: name, found: "\(value)", expected: expected)
    }
}

extension Decoder {
    /// Throws unless what a file says of a model makes sense.
    package func check(_ makesSense: Bool, _ expected: String) throws {
        guard makesSense else { throw DecodingError.damaged(self, "\(expected) expected") }
    }
}

extension Matrix {
    /// Whether it has this shape, and nothing but finite values: what is not certain of a matrix from a file.
    package func isSound(rows: Int? = nil, columns: Int? = nil) -> Bool {
        rowCount == rows ?? rowCount && columnCount == columns ?? columnCount && values.allSatisfy(\.isFinite)
    }
}

/// Whether these can be a model's classes: at least two, ascending.
package func areClasses(_ classes: [Int]) -> Bool {
    classes.count > 1 && zip(classes, classes.dropFirst()).allSatisfy { $0 < $1 }
}
