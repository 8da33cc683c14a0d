import FoundationEssentials

/// A file of scalars that TensorBoard shows: TFRecords, each a protocol buffer `Event`.
///
/// It grows at its end while TensorBoard looks on. A checkpoint remembers its size; a resumed training cuts off what was
/// written after it. The formats are those of tensorflow/core/lib/io/record_writer.h and core/util/event.proto.
struct EventFile: Codable {
    /// Within the run folder.
    let name: String
    /// In bytes; what lies beyond is not part of the run.
    private var length = 0

    /// Begins a file that bears the time in its name, as TensorBoard expects. One that was begun by a program which was
    /// killed before it saved a state gives way: its curve would be drawn twice.
    init(in folder: String) throws {
        let prefix = "events.out.tfevents."
        for former in Files.names(in: folder) where former.hasPrefix(prefix) {
            try Files.delete("\(folder)/\(former)")
        }
        let time = Date().timeIntervalSince1970
        name = "\(prefix)\(Int(time)).mien"
        try append([Self.event(at: time) { $0.field(3, string: "brain.Event:2") }], in: folder)
    }

    /// Adds one scalar for each of `values` at `step`.
    mutating func append(_ values: Logs, step: Int, in folder: String) throws {
        let time = Date().timeIntervalSince1970
        let events = values.orderedNames.map { name in
            Self.event(at: time) { event in
                event.field(2, integer: step)
                event.field(5, message: Self.summary(name, Float(values[name] ?? .nan)))
            }
        }
        try append(events, in: folder)
    }

    private mutating func append(_ events: [Message], in folder: String) throws {
        let bytes = events.flatMap { Self.record($0.bytes) }
        try Files.append(bytes, to: "\(folder)/\(name)", at: length)
        try Files.makeDurable("\(folder)/\(name)")
        length += bytes.count
    }

    private static func summary(_ name: String, _ number: Float) -> Message {
        let value = Message { value in
            value.field(1, string: name)
            value.field(2, float: number)
        }
        return Message { $0.field(1, message: value) }
    }

    private static func event(at time: Double, _ fill: (inout Message) -> Void) -> Message {
        Message { event in
            event.field(1, double: time)
            fill(&event)
        }
    }

    /// A TFRecord: length, its checksum, the data, their checksum.
    private static func record(_ data: [UInt8]) -> [UInt8] {
        let length = littleEndian(UInt64(data.count))
        return length + littleEndian(masked(crc32c(length))) + data + littleEndian(masked(crc32c(data)))
    }

    /// Checksums of data that hold checksums are poor; TFRecords rotate and shift theirs.
    private static func masked(_ checksum: UInt32) -> UInt32 {
        (checksum >> 15 | checksum << 17) &+ 0xA282_EAD8
    }
}

/// A protocol buffer that is being written.
private struct Message {
    private(set) var bytes: [UInt8] = []

    init(_ fill: (inout Message) -> Void) { fill(&self) }

    mutating func field(_ number: Int, double: Double) { add(number, 1, littleEndian(double.bitPattern)) }
    mutating func field(_ number: Int, float: Float) { add(number, 5, littleEndian(float.bitPattern)) }
    mutating func field(_ number: Int, integer: Int) { add(number, 0, variable(integer)) }
    mutating func field(_ number: Int, string: String) { add(number, 2, sized(Array(string.utf8))) }
    mutating func field(_ number: Int, message: Message) { add(number, 2, sized(message.bytes)) }

    private mutating func add(_ number: Int, _ wireType: Int, _ content: [UInt8]) {
        bytes += variable(number << 3 | wireType) + content
    }

    private func sized(_ content: [UInt8]) -> [UInt8] { variable(content.count) + content }

    /// Seven bits a byte, the lowest first; all but the last byte have the highest bit set.
    private func variable(_ number: Int) -> [UInt8] {
        number < 0x80 ? [UInt8(number)] : [UInt8(truncatingIfNeeded: number) | 0x80] + variable(number >> 7)
    }
}

private func littleEndian<Number: FixedWidthInteger>(_ number: Number) -> [UInt8] {
    stride(from: 0, to: Number.bitWidth, by: 8).map { UInt8(truncatingIfNeeded: number >> Number($0)) }
}

/// The checksum of iSCSI and of TFRecords (polynomial 0x1EDC6F41, reflected).
package func crc32c(_ bytes: [UInt8]) -> UInt32 {
    ~bytes.reduce(~0) { checksum, byte in
        checksum >> 8 ^ crc32cTable[Int((checksum ^ UInt32(byte)) & 0xFF)]
    }
}

private let crc32cTable: [UInt32] = (0..<256).map { (index: UInt32) in
    (0..<8).reduce(index) { value, _ in value & 1 == 1 ? value >> 1 ^ 0x82F6_3B78 : value >> 1 }
}
