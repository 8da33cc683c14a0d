/// Tensors by name, and text that describes them: the content of a safetensors file.
///
/// The format is that of huggingface/safetensors, to the byte: eight bytes with the header's length, the header as JSON,
/// the elements in row-major order, little-endian.
public struct Safetensors: Sendable {
    public var tensors: [String: Tensor]
    public var metadata: [String: String]

    public init(_ tensors: [String: Tensor], metadata: [String: String] = [:]) {
        self.tensors = tensors
        self.metadata = metadata
    }

    /// How float32 elements are written.
    public enum Precision: Sendable {
        /// As they are.
        case full
        /// As float16: half the size, three digits.
        case half
    }

    /// Writes the file whole or not at all.
    public func write(to path: String, precision: Precision = .full) throws(SerializationError) {
        let header = SafetensorsHeader(tensors, metadata: metadata, precision: precision)
        do throws(AtomicFile.Failure) {
            let file = try AtomicFile(path)
            try file.append(header.encoded)
            for entry in header.entries {
                if let tensor = tensors[entry.name] { try file.append(entry.type.encoded(tensor)) }
            }
            try file.commit()
        } catch {
            throw .cannotWrite(file: path, reason: error.reason)
        }
    }

    /// Reads a file. Float16 and bfloat16 become float32; integers and truth values become int32.
    public init(contentsOf path: String) throws(SerializationError) {
        let file = try InputFile(path)
        let header = try SafetensorsHeader(reading: file)
        var tensors: [String: Tensor] = [:]
        for entry in header.entries {
            let bytes = try file.read(at: header.byteCount + entry.range.lowerBound, count: entry.range.count)
            tensors[entry.name] = try entry.type.decoded(bytes, entry, file: path)
        }
        self.init(tensors, metadata: header.metadata)
    }
}
