import Foundation
import MienTraining
import Testing

/// One scalar of an event file.
private struct Scalar: Equatable {
    var step: Int
    var name: String
    var value: Float
}

@Suite("TensorBoard's event files")
struct EventFileTests {
    @Test func checksums() {
        // The check value of CRC-32C, and the examples of RFC 3720, B.4.
        #expect(crc32c(Array("123456789".utf8)) == 0xE306_9283)
        #expect(crc32c([]) == 0)
        #expect(crc32c([UInt8](repeating: 0, count: 32)) == 0x8A91_36AA)
        #expect(crc32c([UInt8](repeating: 0xFF, count: 32)) == 0x62A8_AB43)
        #expect(crc32c(Array(0..<32)) == 0x46DD_794E)
    }

    @Test func allValuesOfAllEpochs() throws {
        try withTemporaryFolder { folder in
            let training = ResumableTraining(folder: folder, epochs: 3)
            let history = try training.fit()
            let scalars = try self.scalars(in: folder + "/run")
            let expected = history.epochs.enumerated().flatMap { epoch, logs in
                logs.map { Scalar(step: epoch + 1, name: $0.key, value: Float($0.value)) }
            }
            #expect(scalars.count == 15)
            #expect(scalars.allSatisfy(expected.contains) && scalars.count == expected.count)
        }
    }

    @Test func whatWasWrittenAfterTheCheckpointIsCutOff() throws {
        let whole = try withTemporaryFolder { folder in
            try ResumableTraining(folder: folder, epochs: 3).fit()
            return try scalars(in: folder + "/run")
        }
        try withTemporaryFolder { folder in
            try ResumableTraining(folder: folder, epochs: 2).fit()
            let file = try FileHandle(forWritingTo: URL(fileURLWithPath: eventFile(in: folder + "/run")))
            try file.seekToEnd()
            try file.write(contentsOf: Data("half a record".utf8))
            try file.close()
            try ResumableTraining(folder: folder, epochs: 3).fit()
            #expect(try scalars(in: folder + "/run") == whole)
        }
    }

    @Test func whatWasWrittenBeforeAnyCheckpointGoes() throws {
        try withTemporaryFolder { folder in
            let run = folder + "/run"
            try ResumableTraining(folder: folder, epochs: 1).fit()
            let whole = try scalars(in: run)
            try FileManager.default.moveItem(atPath: eventFile(in: run), toPath: run + "/events.out.tfevents.1.mien")
            try FileManager.default.removeItem(atPath: run + "/last")
            try ResumableTraining(folder: folder, epochs: 1).fit()
            #expect(try scalars(in: run) == whole)
        }
    }

    private func eventFile(in run: String) throws -> String {
        let names = try FileManager.default.contentsOfDirectory(atPath: run).filter { $0.contains("tfevents") }
        #expect(names.count == 1)
        return run + "/" + (names.first ?? "")
    }

    /// The scalars of a run's event file; lengths, checksums and the version are checked on the way.
    private func scalars(in run: String) throws -> [Scalar] {
        var bytes = try Array(Data(contentsOf: URL(fileURLWithPath: eventFile(in: run))))[...]
        var events: [[Int: [Field]]] = []
        while !bytes.isEmpty {
            let length = Array(bytes.prefix(8))
            let count = Int(number(length))
            let data = Array(bytes.dropFirst(12).prefix(count))
            #expect(data.count == count)
            #expect(masked(crc32c(length)) == UInt32(number(bytes.dropFirst(8).prefix(4))))
            #expect(masked(crc32c(data)) == UInt32(number(bytes.dropFirst(12 + count).prefix(4))))
            events.append(fields(data))
            bytes = bytes.dropFirst(16 + count)
        }
        #expect(events.first?[3]?.first?.bytes == Array("brain.Event:2".utf8))
        #expect(
            events.allSatisfy {
                abs(Double(bitPattern: $0[1]?.first?.number ?? 0) - Date().timeIntervalSince1970) < 600
            })
        return try events.dropFirst().map { event in
            let step = try #require(event[2]?.first).number
            let summary = try #require(event[5]?.first)
            let value = try #require(fields(summary.bytes)[1]?.first)
            let parts = fields(value.bytes)
            let name = try #require(parts[1]?.first).bytes
            let number = try #require(parts[2]?.first).number
            return Scalar(
                step: Int(step), name: String(decoding: name, as: UTF8.self),
                value: Float(bitPattern: UInt32(number)))
        }
    }

    /// A field of a protocol buffer.
    private struct Field {
        var number: UInt64 = 0
        var bytes: [UInt8] = []
    }

    private func fields(_ bytes: [UInt8]) -> [Int: [Field]] {
        var rest = bytes[...]
        func variable() -> UInt64 {
            var (value, shift): (UInt64, UInt64) = (0, 0)
            while let byte = rest.popFirst() {
                value |= UInt64(byte & 0x7F) << shift
                shift += 7
                if byte < 0x80 { break }
            }
            return value
        }
        var fields: [Int: [Field]] = [:]
        while !rest.isEmpty {
            let key = variable()
            var field = Field()
            switch key & 7 {
            case 0: field.number = variable()
            case 1, 5:
                let size = key & 7 == 1 ? 8 : 4
                field.number = number(rest.prefix(size))
                rest = rest.dropFirst(size)
            default:
                let size = Int(variable())
                field.bytes = Array(rest.prefix(size))
                rest = rest.dropFirst(size)
            }
            fields[Int(key >> 3), default: []].append(field)
        }
        return fields
    }

    private func number(_ bytes: some Collection<UInt8>) -> UInt64 {
        bytes.reversed().reduce(0) { $0 << 8 | UInt64($1) }
    }

    private func masked(_ checksum: UInt32) -> UInt32 { (checksum >> 15 | checksum << 17) &+ 0xA282_EAD8 }
}
