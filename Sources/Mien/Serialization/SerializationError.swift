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
    case otherShapes(file: String, mismatches: [ShapeMismatch])

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
            "\(file): \(found) bytes where at least \(expected) are expected; it is cut short. Copy it again."
        case .badHeader(let file, let reason):
            "\(file): the header is damaged: \(reason). Copy the file again, or save it anew."
        case .unknownType(let file, let name, let type):
            "\(file): tensor \(name) has the element type \(type), which Mien does not read. Save it as F32."
        case .badTensor(let file, let name, let reason):
            "\(file): tensor \(name) is damaged: \(reason). Copy the file again, or save it anew."
        case .otherNames(let file, let missing, let unknown):
            "\(file) holds another network: it lacks \(list(missing)) and has \(list(unknown)), "
                + "which this network does not know. Give the recipe it was trained with, or another file."
        case .otherShapes(let file, let mismatches):
            "\(file) holds a network of another shape: \(list(mismatches.map(\.description), separator: "; ")). "
                + "Give the recipe it was trained with, or another file."
        }
    }
}

/// A tensor whose shape is not that of the parameter or statistic of its name.
public struct ShapeMismatch: Sendable, Equatable, CustomStringConvertible {
    public let name: String
    public let found: [Int]
    public let expected: [Int]

    public init(name: String, found: [Int], expected: [Int]) {
        (self.name, self.found, self.expected) = (name, found, expected)
    }

    public var description: String { "\(name) is \(found), this network wants \(expected)" }
}

/// The first names, and how many there are.
private func list(_ names: [String], separator: String = ", ") -> String {
    if names.isEmpty { return "nothing" }
    return names.prefix(3).joined(separator: separator) + (names.count > 3 ? " and \(names.count - 3) more" : "")
}
