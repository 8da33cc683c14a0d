/// Stops the program with `message` unless `condition` holds.
///
/// Programmer errors (shapes, element types) end here. `precondition` drops its message in optimised builds, where all
/// training happens, so the message is printed by `fatalError`, with the path of the layer in which it arose.
@inline(__always)
package func require(_ condition: Bool, _ message: @autoclosure () -> String) {
    if !condition { stop(message()) }
}

/// Ends the program with `message` and the path of the layer that was running.
package func stop(_ message: String) -> Never {
    guard let path = LayerCall.current?.path else { fatalError(message) }
    fatalError("\(message) [in \(path)]")
}

/// The sentence for two shapes that do not fit each other.
package func mismatch(_ operation: String, _ first: [Int], _ second: [Int], _ rule: String) -> String {
    "\(operation): shapes \(first) and \(second) do not fit; \(rule)"
}
