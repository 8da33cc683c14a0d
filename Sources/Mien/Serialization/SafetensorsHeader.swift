import FoundationEssentials

/// The head of a safetensors file: where each tensor's elements lie.
struct SafetensorsHeader {
    /// One tensor: its name, type and shape, and the bytes it takes after the header.
    struct Entry {
        let name: String
        let type: SafetensorsType
        let shape: [Int]
        let range: Range<Int>
    }

    /// The length field and the header together.
    let byteCount: Int
    /// In the order of the elements.
    let entries: [Entry]
    let metadata: [String: String]

    // MARK: - Writing

    /// The order is the Python library's: wide types first, then by name, so that every tensor is aligned.
    init(_ tensors: [String: Tensor], metadata: [String: String], precision: Safetensors.Precision) {
        let typed = tensors.map {
            (name: $0.key, type: SafetensorsType($0.value.elementType, precision), shape: $0.value.shape)
        }
        let sorted = typed.sorted { a, b in
            a.type == b.type
                ? Array(a.name.utf8).lexicographicallyPrecedes(Array(b.name.utf8)) : a.type.rank > b.type.rank
        }
        var start = 0
        entries = sorted.map { name, type, shape in
            let end = start + shape.product * type.byteCount
            defer { start = end }
            return Entry(name: name, type: type, shape: shape, range: start..<end)
        }
        self.metadata = metadata
        byteCount = 0
    }

    /// The length and the header, filled with spaces to a multiple of eight bytes.
    var encoded: [UInt8] {
        var fields = entries.map { entry in
            "\(quoted(entry.name)):{\"dtype\":\"\(entry.type.rawValue)\",\"shape\":\(list(entry.shape)),"
                + "\"data_offsets\":\(list([entry.range.lowerBound, entry.range.upperBound]))}"
        }
        if !metadata.isEmpty {
            let pairs = metadata.sorted { $0.key < $1.key }.map { "\(quoted($0.key)):\(quoted($0.value))" }
            fields.insert("\"__metadata__\":{\(pairs.joined(separator: ","))}", at: 0)
        }
        var text = Array("{\(fields.joined(separator: ","))}".utf8)
        text += [UInt8](repeating: UInt8(ascii: " "), count: (8 - text.count % 8) % 8)
        return (0..<8).map { UInt8(truncatingIfNeeded: text.count >> (8 * $0)) } + text
    }

    // MARK: - Reading

    /// The Python library's own limit.
    private static let largestHeader = 100_000_000

    init(reading file: borrowing InputFile) throws(SerializationError) {
        guard file.byteCount >= 10 else { throw .tooShort(file: file.path, found: file.byteCount, expected: 10) }
        let length = try file.read(at: 0, count: 8).reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        guard length <= Self.largestHeader else {
            throw .badHeader(
                file: file.path, reason: "it claims \(length) bytes, at most \(Self.largestHeader) are allowed")
        }
        byteCount = 8 + Int(length)
        guard byteCount <= file.byteCount else {
            throw .tooShort(file: file.path, found: file.byteCount, expected: byteCount)
        }
        let fields = try Self.fields(try file.read(at: 8, count: Int(length)), file: file.path)
        metadata = fields.values.compactMap(\.metadata).first ?? [:]
        var entries: [Entry] = []
        for (name, field) in fields {
            if case .tensor(let tensor) = field { entries.append(try tensor.entry(name, file: file.path)) }
        }
        self.entries = entries.sorted {
            ($0.range.lowerBound, $0.range.upperBound, $0.name) < ($1.range.lowerBound, $1.range.upperBound, $1.name)
        }
        try checkRanges(of: file.byteCount - byteCount, file: file.path)
    }

    private static func fields(_ json: [UInt8], file: String) throws(SerializationError) -> [String: Field] {
        guard json.first == UInt8(ascii: "{") else {
            throw .badHeader(file: file, reason: "it does not begin with {")
        }
        let fields = try decodedFields(json, file: file)
        guard memberCount(json) == fields.count else {
            throw .badHeader(file: file, reason: "two tensors have the same name")
        }
        return fields
    }

    private static func decodedFields(_ json: [UInt8], file: String) throws(SerializationError) -> [String: Field] {
        do {
            return try JSONDecoder().decode([String: Field].self, from: Data(json))
        } catch let DecodingError.dataCorrupted(context) {
            throw .badHeader(file: file, reason: "it is no JSON (\(context.debugDescription))")
        } catch {
            throw .badHeader(
                file: file, reason: "an entry lacks dtype, shape or data_offsets, or one is of another kind")
        }
    }

    /// All bytes after the header belong to exactly one tensor.
    private func checkRanges(of available: Int, file: String) throws(SerializationError) {
        var end = 0
        for entry in entries {
            guard entry.range.lowerBound == end else {
                throw .badTensor(
                    file: file, name: entry.name,
                    reason: "it begins at byte \(entry.range.lowerBound), the one before it ends at \(end)")
            }
            end = entry.range.upperBound
            guard end <= available else {
                throw .tooShort(file: file, found: byteCount + available, expected: byteCount + end)
            }
        }
        guard end == available else {
            throw .badHeader(file: file, reason: "\(available - end) bytes at the end belong to no tensor")
        }
    }
}

/// A value of the header's JSON object.
private enum Field: Decodable {
    case metadata([String: String])
    case tensor(TensorField)

    init(from decoder: any Decoder) throws {
        self =
            decoder.codingPath.last?.stringValue == "__metadata__"
            ? .metadata(try [String: String](from: decoder)) : .tensor(try TensorField(from: decoder))
    }

    var metadata: [String: String]? {
        if case .metadata(let metadata) = self { metadata } else { nil }
    }
}

private struct TensorField: Decodable {
    let dtype: String
    let shape: [Int]
    let offsets: [Int]

    enum CodingKeys: String, CodingKey {
        case dtype, shape
        case offsets = "data_offsets"
    }

    /// The entry, if its numbers agree with each other.
    func entry(_ name: String, file: String) throws(SerializationError) -> SafetensorsHeader.Entry {
        guard let type = SafetensorsType(rawValue: dtype) else {
            throw .unknownType(file: file, name: name, type: dtype)
        }
        guard shape.allSatisfy({ $0 >= 0 }) else {
            throw .badTensor(file: file, name: name, reason: "its shape \(shape) has a negative length")
        }
        guard offsets.count == 2, offsets[0] >= 0, offsets[0] <= offsets[1] else {
            throw .badTensor(file: file, name: name, reason: "its data_offsets \(offsets) are no range")
        }
        // Lengths of zero are left out at first: strides are products of the other lengths, and must not overflow either.
        var size = type.byteCount
        for length in shape where length > 0 {
            let (product, overflows) = size.multipliedReportingOverflow(by: length)
            if overflows {
                throw .badTensor(file: file, name: name, reason: "its shape \(shape) is too large for any memory")
            }
            size = product
        }
        if shape.contains(0) { size = 0 }
        guard size == offsets[1] - offsets[0] else {
            throw .badTensor(
                file: file, name: name,
                reason:
                    "shape \(shape) of \(dtype) takes \(size) bytes, its data_offsets hold \(offsets[1] - offsets[0])")
        }
        return .init(name: name, type: type, shape: shape, range: offsets[0]..<offsets[1])
    }
}

/// The number of members of the outermost object of well-formed JSON: the decoder keeps only one of each name.
private func memberCount(_ json: [UInt8]) -> Int {
    var (depth, count, isText, isEscaped) = (0, 0, false, false)
    for byte in json {
        if isText {
            isText = isEscaped || byte != UInt8(ascii: "\"")
            isEscaped = !isEscaped && byte == UInt8(ascii: "\\")
            continue
        }
        switch byte {
        case UInt8(ascii: "\""): isText = true
        case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
        case UInt8(ascii: "}"), UInt8(ascii: "]"): depth -= 1
        case UInt8(ascii: ":") where depth == 1: count += 1
        default: break
        }
    }
    return count
}

private func list(_ numbers: [Int]) -> String { "[" + numbers.map(String.init).joined(separator: ",") + "]" }

/// `text` as a JSON string, escaped as little as JSON allows, as the Python library does.
private func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
        switch scalar {
        case "\"": result += "\\\""
        case "\\": result += "\\\\"
        case "\n": result += "\\n"
        case "\r": result += "\\r"
        case "\t": result += "\\t"
        case "\u{8}": result += "\\b"
        case "\u{c}": result += "\\f"
        case _ where scalar.value < 32:
            let digits = String(scalar.value, radix: 16)
            result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
        default: result.unicodeScalars.append(scalar)
        }
    }
    return result + "\""
}
