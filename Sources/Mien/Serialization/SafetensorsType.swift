/// The element types of the format that Mien reads; it writes F64, F32, F16 and I32.
enum SafetensorsType: String {
    case bool = "BOOL"
    case uint8 = "U8"
    case int8 = "I8"
    case int16 = "I16"
    case uint16 = "U16"
    case float16 = "F16"
    case bfloat16 = "BF16"
    case int32 = "I32"
    case uint32 = "U32"
    case float32 = "F32"
    case float64 = "F64"
    case int64 = "I64"
    case uint64 = "U64"

    init(_ type: ElementType, _ precision: Safetensors.Precision) {
        self =
            switch type {
            case .float32: precision == .half ? .float16 : .float32
            case .float64: .float64
            case .int32: .int32
            }
    }

    var byteCount: Int {
        switch self {
        case .bool, .uint8, .int8: 1
        case .int16, .uint16, .float16, .bfloat16: 2
        case .int32, .uint32, .float32: 4
        case .float64, .int64, .uint64: 8
        }
    }

    /// The place among the types in the order in which the Python library writes them.
    var rank: Int {
        switch self {
        case .bool: 0
        case .uint8: 1
        case .int8: 2
        case .int16: 3
        case .uint16: 4
        case .float16: 5
        case .bfloat16: 6
        case .int32: 7
        case .uint32: 8
        case .float32: 9
        case .float64: 10
        case .int64: 11
        case .uint64: 12
        }
    }

    // MARK: - Elements

    /// The elements of `tensor` as they lie in the file.
    func encoded(_ tensor: Tensor) -> [UInt8] {
        let tensor = tensor.contiguous
        switch self {
        case .float16: return bytes(of: tensor.scalars.map { Float16($0).bitPattern.littleEndian })
        case .float64: return bytes(of: tensor.doubleScalars.map(\.bitPattern.littleEndian))
        case .int32: return bytes(of: tensor.int32Scalars.map(\.littleEndian))
        default: return bytes(of: tensor.scalars.map(\.bitPattern.littleEndian))
        }
    }

    /// The tensor whose elements are `bytes`.
    func decoded(
        _ bytes: [UInt8], _ entry: SafetensorsHeader.Entry, file: String
    ) throws(SerializationError) -> Tensor {
        let shape = entry.shape
        switch self {
        case .float32:
            return floats(bytes, UInt32.self, shape) { Float(bitPattern: $0) }
        case .float64:
            return Tensor(float64: words(bytes, UInt64.self).map { Double(bitPattern: $0) }, shape: shape)
        case .float16:
            return floats(bytes, UInt16.self, shape) { Float(half: $0) }
        case .bfloat16:
            return floats(bytes, UInt16.self, shape) { Float(bitPattern: UInt32($0) << 16) }
        case .bool, .uint8: return Tensor(int32: bytes.map { Int32($0) }, shape: shape)
        case .int8: return Tensor(int32: bytes.map { Int32(Int8(bitPattern: $0)) }, shape: shape)
        case .int16: return Tensor(int32: words(bytes, Int16.self).map { Int32($0) }, shape: shape)
        case .uint16: return Tensor(int32: words(bytes, UInt16.self).map { Int32($0) }, shape: shape)
        case .int32: return Tensor(int32: words(bytes, Int32.self), shape: shape)
        case .uint32: return Tensor(int32: try exact(words(bytes, UInt32.self), entry, file), shape: shape)
        case .int64: return Tensor(int32: try exact(words(bytes, Int64.self), entry, file), shape: shape)
        case .uint64: return Tensor(int32: try exact(words(bytes, UInt64.self), entry, file), shape: shape)
        }
    }

    private func exact<Word: FixedWidthInteger>(
        _ words: [Word], _ entry: SafetensorsHeader.Entry, _ file: String
    ) throws(SerializationError) -> [Int32] {
        var result: [Int32] = []
        result.reserveCapacity(words.count)
        for word in words {
            guard let value = Int32(exactly: word) else {
                throw .badTensor(file: file, name: entry.name, reason: "its element \(word) does not fit into int32")
            }
            result.append(value)
        }
        return result
    }
}

extension Float {
    /// The number that a half-precision pattern stands for, without a branch or a call, so that a loop becomes vectors: millions
    /// of conversions by the runtime library take longer than a prediction.
    @inline(__always)
    fileprivate init(half bits: UInt16) {
        let (sign, exponent) = (UInt32(bits & 0x8000) << 16, UInt32(bits & 0x7C00))
        let shifted = UInt32(bits & 0x7FFF) << 13
        // The exponents' zeros lie 112 apart; those of infinities and NaN, all ones, must stay so.
        let moved = shifted &+ (exponent == 0x7C00 ? 224 << 23 : 112 << 23)
        // Without exponent the pattern counts steps of 2⁻²⁴.
        let small = (Float(shifted) * 0x1p-37).bitPattern
        self.init(bitPattern: sign | (exponent == 0 ? small : moved))
    }
}

private func bytes<Word: FixedWidthInteger>(of words: [Word]) -> [UInt8] {
    words.withUnsafeBytes { Array($0) }
}

/// The tensor of the numbers that little-endian words stand for; in one pass, since weights are read at each start.
@inline(__always)
private func floats<Word: FixedWidthInteger>(
    _ bytes: [UInt8], _ type: Word.Type, _ shape: [Int], _ number: (Word) -> Float
) -> Tensor {
    let result = Tensor(uninitialized: shape, .float32)
    bytes.withUnsafeBytes { buffer in
        result.withMutablePointer(Float.self) { out in
            parallelBlocks(result.count, of: elementsPerBlock) { block in
                for place in block {
                    let offset = place &* MemoryLayout<Word>.size
                    out[place] = number(Word(littleEndian: buffer.loadUnaligned(fromByteOffset: offset, as: type)))
                }
            }
        }
    }
    return result
}

/// The little-endian words that `bytes` hold.
private func words<Word: FixedWidthInteger>(_ bytes: [UInt8], _ type: Word.Type) -> [Word] {
    bytes.withUnsafeBytes { buffer in
        (0..<bytes.count / MemoryLayout<Word>.size).map { place in
            Word(littleEndian: buffer.loadUnaligned(fromByteOffset: place * MemoryLayout<Word>.size, as: Word.self))
        }
    }
}
