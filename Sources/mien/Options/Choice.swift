import ArgumentParser

/// Reads the value of an option that is one of some names.
func choice<Value: RawRepresentable<String> & CaseIterable>(
    of type: Value.Type = Value.self
) -> @Sendable (String) throws -> Value {
    { text in
        guard let value = Value(rawValue: text) else {
            let names = Value.allCases.map(\.rawValue).joined(separator: ", ")
            throw ValidationError("one of \(names) is expected.")
        }
        return value
    }
}
