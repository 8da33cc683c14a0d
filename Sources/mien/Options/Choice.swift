import ArgumentParser

/// Reads the value of an option that is one of some names.
func choice<Value: RawRepresentable<String> & CaseIterable & Sendable>() -> @Sendable (String) throws -> Value {
    let names = Value.allCases.map(\.rawValue)
    let values = Array(Value.allCases)
    return { text in
        guard let place = names.firstIndex(of: text) else {
            throw ValidationError("one of \(names.joined(separator: ", ")) is expected.")
        }
        return values[place]
    }
}
