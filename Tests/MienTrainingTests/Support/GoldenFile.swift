import Foundation

/// Decodes `Golden/name`, written by a script in `Utilities`.
func golden<Value: Decodable>(_ name: String, as type: Value.Type = Value.self) throws -> Value {
    let decoder = JSONDecoder()
    decoder.nonConformingFloatDecodingStrategy = .convertFromString(
        positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
    let folder = Bundle.module.bundleURL.appendingPathComponent("Golden")
    return try decoder.decode(type, from: Data(contentsOf: folder.appendingPathComponent(name)))
}
