import FoundationEssentials

/// A number that a ``PackedArray`` holds.
package protocol PackedNumber: BitwiseCopyable, Sendable, Equatable {}

extension UInt8: PackedNumber {}
extension UInt16: PackedNumber {}
extension Int32: PackedNumber {}
extension Int: PackedNumber {}
extension Float: PackedNumber {}
extension Double: PackedNumber {}

/// Numbers that a file holds as Base64 text of their bytes, least significant first.
///
/// Every bit is kept, NaN included. A forest of 500 trees, 1.8 million numbers, is read thirty times as fast as from
/// decimal numbers (0.2 s instead of 6.6 on a busy machine).
package struct PackedArray<Number: PackedNumber>: Codable, Sendable, Equatable {
    package var numbers: [Number]

    package init(_ numbers: [Number]) { self.numbers = numbers }

    package init(from decoder: any Decoder) throws {
        let bytes = try decoder.singleValueContainer().decode(Data.self)
        let size = MemoryLayout<Number>.size
        guard bytes.count % size == 0 else {
            throw DecodingError.damaged(decoder, "\(bytes.count) bytes are no numbers of \(size) bytes")
        }
        numbers = [Number](unsafeUninitializedCapacity: bytes.count / size) { buffer, filled in
            filled = bytes.copyBytes(to: buffer) / size
        }
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(numbers.withUnsafeBytes { Data($0) })
    }
}
