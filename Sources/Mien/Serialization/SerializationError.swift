/// What can be wrong with a file of tensors.
public enum SerializationError: Failure, Equatable {
    case missingFile(file: String)
    case cannotRead(file: String, reason: String)
    case cannotWrite(file: String, reason: String)
    case tooShort(file: String, found: Int, expected: Int)
    case badHeader(file: String, reason: String)
    case unknownType(file: String, name: String, type: String)
    case badTensor(file: String, name: String, reason: String)
    case otherNames(file: String, missing: [String], unknown: [String])
    case otherShape(file: String, name: String, found: [Int], expected: [Int])

    public var kind: FailureKind {
        switch self {
        case .missingFile: .notFound
        case .cannotWrite: .cannotWrite
        default: .badData
        }
    }

    public var description: String {
        switch self {
        case .missingFile(let file): "\(file): no such file. Check the path."
        case .cannotRead(let file, let reason): "\(file): cannot be read: \(reason)."
        case .cannotWrite(let file, let reason):
            "\(file): cannot be written: \(reason). Nothing was changed; make room or choose another folder."
        case .tooShort(let file, let found, let expected):
            "\(file): \(found) bytes where a safetensors file has at least \(expected); it is cut short. Copy it again."
        case .badHeader(let file, let reason):
            "\(file): the header is damaged: \(reason). Copy the file again, or save it anew."
        case .unknownType(let file, let name, let type):
            "\(file): tensor \(name) has the element type \(type), which Mien does not read. Save it as F32."
        case .badTensor(let file, let name, let reason):
            "\(file): tensor \(name) is damaged: \(reason). Copy the file again, or save it anew."
        case .otherNames(let file, let missing, let unknown):
            "\(file) holds another network: it lacks \(list(missing)) and has \(list(unknown)), "
                + "which this network does not know. Give the recipe it was trained with, or another file."
        case .otherShape(let file, let name, let found, let expected):
            "\(file) holds a network of another shape: \(name) is \(found), this network wants \(expected). "
                + "Give the recipe it was trained with, or another file."
        }
    }
}

/// The first names, and how many there are.
private func list(_ names: [String]) -> String {
    if names.isEmpty { return "nothing" }
    return names.prefix(3).joined(separator: ", ") + (names.count > 3 ? " and \(names.count - 3) more" : "")
}
