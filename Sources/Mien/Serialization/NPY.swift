/// One array: the content of a `.npy` file, as `numpy.save` writes it.
///
/// ```swift
/// let images = try NPY(contentsOf: "images.npy").tensor
/// try NPY(model(images)).write(to: "scores.npy")
/// ```
///
/// The format is that of numpy.lib.format, versions 1 to 3, of numbers and truth values. Files that Mien writes are those of
/// NumPy to the byte.
public struct NPY: Sendable {
    public var tensor: Tensor

    public init(_ tensor: Tensor) { self.tensor = tensor.untracked }

    /// Reads a file. Float16 becomes float32; integers and truth values become int32, and have to fit.
    public init(contentsOf path: String) throws(SerializationError) {
        let file = try InputFile(path)
        // A header is some hundred bytes; one of more is read as far as it says it goes, if the file does.
        let start = try file.read(at: 0, count: min(file.byteCount, NPYHeader.longestPrefix))
        let header = try NPYHeader(start, of: file.byteCount, file: path) { count throws(SerializationError) in
            try file.read(at: 0, count: count)
        }
        let elements = try file.read(at: header.byteCount, count: header.elementBytes)
        tensor = try header.tensor(elements, name: "array", file: path)
    }

    /// Reads the bytes of a file, such as a part of an archive.
    init(_ bytes: [UInt8], name: String, file: String) throws(SerializationError) {
        let header = try NPYHeader(bytes, of: bytes.count, file: "\(file), \(name)") { _ in bytes }
        tensor = try header.tensor(Array(bytes[header.byteCount...]), name: name, file: file)
    }

    /// Writes the file whole or not at all.
    public func write(to path: String) throws(SerializationError) {
        do throws(AtomicFile.Failure) {
            try AtomicFile.write(encoded, to: path)
        } catch {
            throw .cannotWrite(file: path, reason: error.reason)
        }
    }

    /// The bytes of the file.
    var encoded: [UInt8] {
        let type = SafetensorsType(tensor.elementType, .full)
        return NPYHeader.encoded(type, tensor.shape) + type.encoded(tensor)
    }
}

/// The head of a `.npy` file: what its elements are and how they lie.
struct NPYHeader {
    /// All before the elements.
    let byteCount: Int
    private let type: SafetensorsType
    private let shape: [Int]
    private let isColumnMajor: Bool
    private let isBigEndian: Bool

    /// Magic number, version and length take twelve bytes at most.
    static let longestPrefix = 12
    private static let magic: [UInt8] = [0x93] + Array("NUMPY".utf8)
    /// NumPy itself refuses longer ones.
    private static let longest = 10_000

    /// The number of bytes that the elements take.
    var elementBytes: Int { shape.product * type.byteCount }

    // MARK: - Reading

    /// - Parameters:
    ///   - start: the file's first bytes.
    ///   - available: the size of the whole file.
    ///   - file: its name, for messages.
    ///   - prefix: gives that many first bytes.
    init(
        _ start: [UInt8], of available: Int, file: String,
        prefix: (Int) throws(SerializationError) -> [UInt8]
    ) throws(SerializationError) {
        guard start.count >= 10 else { throw .tooShort(file: file, found: available, expected: 10) }
        guard Array(start.prefix(6)) == Self.magic else {
            throw .badHeader(file: file, reason: "it does not begin as a .npy file does")
        }
        guard (1...3).contains(start[6]) else {
            throw .badHeader(file: file, reason: "version \(start[6]) of the format is not known")
        }
        let fieldEnd = start[6] == 1 ? 10 : 12
        guard start.count >= fieldEnd else { throw .tooShort(file: file, found: available, expected: fieldEnd) }
        let length = start[8..<fieldEnd].reversed().reduce(0) { $0 << 8 | Int($1) }
        guard length <= Self.longest else {
            throw .badHeader(file: file, reason: "it claims \(length) bytes, at most \(Self.longest) are allowed")
        }
        byteCount = fieldEnd + length
        guard byteCount <= available else { throw .tooShort(file: file, found: available, expected: byteCount) }
        var fields = NPYFields(try prefix(byteCount)[fieldEnd..<byteCount])
        guard let values = fields.dictionary() else {
            throw .badHeader(file: file, reason: "it is no dictionary of descr, fortran_order and shape")
        }
        if case .structure = values["descr"] {
            throw .unknownType(file: file, name: "array", type: "of a structure")
        }
        guard case .text(let descriptor) = values["descr"], case .truth(let isColumnMajor) = values["fortran_order"],
            case .numbers(let shape) = values["shape"], values.count == 3
        else { throw .badHeader(file: file, reason: "descr, fortran_order or shape is missing or of another kind") }
        guard let order = descriptor.first, "<>|=".contains(order),
            let type = Self.types[String(descriptor.dropFirst())]
        else { throw .unknownType(file: file, name: "array", type: descriptor) }
        (self.type, self.shape, self.isColumnMajor, isBigEndian) = (type, shape, isColumnMajor, order == ">")
        try check(available: available - byteCount, file: file)
    }

    /// The elements are as many as there are bytes for.
    private func check(available: Int, file: String) throws(SerializationError) {
        var size = type.byteCount
        for length in shape where length > 0 {
            let (product, overflows) = size.multipliedReportingOverflow(by: length)
            if overflows { throw .badHeader(file: file, reason: "its shape \(shape) is too large for any memory") }
            size = product
        }
        if shape.contains(0) { size = 0 }
        guard size <= available else {
            throw .tooShort(file: file, found: byteCount + available, expected: byteCount + size)
        }
        guard size == available else {
            throw .badHeader(file: file, reason: "\(available - size) bytes at the end belong to no element")
        }
    }

    /// The array whose elements are `bytes`.
    func tensor(_ bytes: [UInt8], name: String, file: String) throws(SerializationError) -> Tensor {
        let lengths = isColumnMajor ? shape.reversed() : shape
        let entry = SafetensorsHeader.Entry(name: name, type: type, shape: lengths, range: 0..<bytes.count)
        let ordered = isBigEndian ? swapped(bytes) : bytes
        let tensor = try type.decoded(ordered, entry, file: file)
        return isColumnMajor ? tensor.permuted(Array(shape.indices.reversed())).contiguous : tensor
    }

    private func swapped(_ bytes: [UInt8]) -> [UInt8] {
        let size = type.byteCount
        return bytes.indices.map { bytes[$0 - $0 % size + size - 1 - $0 % size] }
    }

    /// By what follows the byte order in `descr`.
    private static let types: [String: SafetensorsType] = [
        "b1": .bool, "u1": .uint8, "i1": .int8, "u2": .uint16, "i2": .int16, "u4": .uint32, "i4": .int32,
        "u8": .uint64, "i8": .int64, "f2": .float16, "f4": .float32, "f8": .float64,
    ]

    // MARK: - Writing

    /// The header of version 1, as NumPy writes it: with room for a longer first axis, filled to a multiple of 64 bytes.
    static func encoded(_ type: SafetensorsType, _ shape: [Int]) -> [UInt8] {
        let descriptor = types.first { $0.value == type }.map { "<\($0.key)" } ?? ""
        let lengths = shape.map(String.init)
        let tuple = "(" + lengths.joined(separator: ", ") + (shape.count == 1 ? ",)" : ")")
        var text = "{'descr': '\(descriptor)', 'fortran_order': False, 'shape': \(tuple), }"
        if let first = lengths.first { text += String(repeating: " ", count: max(0, 21 - first.count)) }
        let length = text.utf8.count + 1
        text += String(repeating: " ", count: (64 - (10 + length) % 64) % 64) + "\n"
        let total = text.utf8.count
        return magic + [1, 0, UInt8(total & 0xFF), UInt8(total >> 8)] + Array(text.utf8)
    }
}

/// A reader of the Python dictionary in a header: text, truth values and tuples of numbers, nothing else.
private struct NPYFields {
    enum Value {
        case text(String)
        case truth(Bool)
        case numbers([Int])
        /// A description of a structure, which is not read further.
        case structure
    }

    private var rest: ArraySlice<UInt8>

    init(_ bytes: ArraySlice<UInt8>) { rest = bytes }

    /// All of it, or nil where it is something else.
    mutating func dictionary() -> [String: Value]? {
        var values: [String: Value] = [:]
        guard take("{") else { return nil }
        while !take("}") {
            guard let name = text(), take(":"), let value = value(), values.updateValue(value, forKey: name) == nil
            else { return nil }
            if case .structure = value { return values }
            if take(",") { continue }
            guard take("}") else { return nil }
            break
        }
        skipSpace()
        return rest.isEmpty ? values : nil
    }

    private mutating func value() -> Value? {
        skipSpace()
        switch rest.first {
        case UInt8(ascii: "'"), UInt8(ascii: "\""): return text().map { .text($0) }
        case UInt8(ascii: "("): return numbers().map { .numbers($0) }
        case UInt8(ascii: "["): return .structure
        default:
            if take("True") { return .truth(true) }
            return take("False") ? .truth(false) : nil
        }
    }

    private mutating func text() -> String? {
        skipSpace()
        guard let quote = rest.first, [UInt8(ascii: "'"), UInt8(ascii: "\"")].contains(quote) else { return nil }
        rest.removeFirst()
        guard let end = rest.firstIndex(of: quote) else { return nil }
        defer { rest = rest[(end + 1)...] }
        return String(decoding: rest[..<end], as: UTF8.self)
    }

    private mutating func numbers() -> [Int]? {
        guard take("(") else { return nil }
        var numbers: [Int] = []
        while !take(")") {
            guard let number = number() else { return nil }
            numbers.append(number)
            if take(",") { continue }
            return take(")") ? numbers : nil
        }
        return numbers
    }

    /// Digits alone: lengths are not negative.
    private mutating func number() -> Int? {
        skipSpace()
        let digits = rest.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        rest = rest.dropFirst(digits.count)
        // Python 2 wrote long integers with an L.
        if !digits.isEmpty && rest.first == UInt8(ascii: "L") { rest.removeFirst() }
        return Int(String(decoding: digits, as: UTF8.self))
    }

    /// Whether `word` comes next, and if so steps over it.
    private mutating func take(_ word: StaticString) -> Bool {
        skipSpace()
        let found = word.withUTF8Buffer { rest.starts(with: $0) }
        if found { rest = rest.dropFirst(word.utf8CodeUnitCount) }
        return found
    }

    private mutating func skipSpace() {
        rest = rest.drop { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\t") }
    }
}
