import Foundation
import Mien
import MienTestSupport
import Testing

/// Files that are not what they claim: each gives its error and stops nothing.
@Suite struct HostileFilesTests {
    /// The case of an error, without its facts.
    private enum Kind: String {
        case cannotRead, tooShort, badHeader, unknownType, badTensor, other
    }

    private func error(_ bytes: [UInt8], _ sourceLocation: SourceLocation = #_sourceLocation) throws
        -> SerializationError?
    {
        try withTemporaryFolder { folder -> SerializationError? in
            try Data(bytes).write(to: URL(fileURLWithPath: "\(folder)/x"))
            do throws(SerializationError) {
                _ = try Safetensors(contentsOf: "\(folder)/x")
                return nil
            } catch {
                #expect("\(error)".hasPrefix("\(folder)/x: "), sourceLocation: sourceLocation)
                return error
            }
        }
    }

    private func kind(_ error: SerializationError?) -> Kind? {
        switch error {
        case nil: nil
        case .cannotRead: .cannotRead
        case .tooShort: .tooShort
        case .badHeader: .badHeader
        case .unknownType: .unknownType
        case .badTensor: .badTensor
        default: .other
        }
    }

    private func file(_ header: String, data: Int = 0) -> [UInt8] {
        let text = Array(header.utf8)
        return length(UInt64(text.count)) + text + [UInt8](repeating: 0, count: data)
    }

    private func length(_ count: UInt64) -> [UInt8] { (0..<8).map { UInt8(truncatingIfNeeded: count >> (8 * $0)) } }

    private func entry(
        _ name: String = "x", _ type: String = "F32", _ shape: String = "[2]", _ offsets: String = "[0,8]"
    ) -> String {
        "\"\(name)\":{\"dtype\":\"\(type)\",\"shape\":\(shape),\"data_offsets\":\(offsets)}"
    }

    @Test func theHelpersMakeGoodFiles() throws {
        #expect(try error(file("{\(entry())}", data: 8)) == nil)
        #expect(try error(file("{\(entry()),\(entry("y", "U8", "[3,1]", "[8,11]"))}  ", data: 11)) == nil)
    }

    @Test func filesCutShort() throws {
        let whole = [UInt8](
            try Data(contentsOf: URL(fileURLWithPath: goldenPath("safetensors/same.safetensors", in: .module))))
        #expect(try error(whole) == nil)
        for count in whole.indices {
            let error = try error(Array(whole.prefix(count)))
            #expect(kind(error) == .tooShort, "\(count) bytes: \(error.map { "\($0)" } ?? "read")")
        }
        #expect(kind(try error(whole + [0])) == .badHeader)
    }

    @Test func headersThatClaimTooMuch() throws {
        for claimed in [UInt64.max, 1 << 63, 1 << 62, 100_000_001] {
            #expect(kind(try error(length(claimed) + [UInt8](repeating: 32, count: 100))) == .badHeader)
        }
        #expect(kind(try error(length(100_000_000) + [UInt8](repeating: 32, count: 100))) == .tooShort)
        #expect(kind(try error(length(0) + [0, 0])) == .badHeader)
    }

    @Test(
        arguments: [
            "", "  ", " {}", "{", "}", "{}}", "{\"x\":}", "{\"x\"}", "x", "{'x':1}", "{\"x\":1,}", "\u{feff}{}",
            "{\"\\ud800\":1}",
            String(repeating: "[", count: 100_000), String(repeating: "{\"x\":", count: 100_000),
        ]) func headersThatAreNoJSON(_ header: String) throws
    {
        #expect(kind(try error(file(header + "   "))) == .badHeader)
    }

    @Test func headersInNoEncoding() throws {
        #expect(kind(try error(length(4) + [0x7b, 0xff, 0xfe, 0x7d])) == .badHeader)
    }

    @Test(
        arguments: [
            "[]", "3", "null", "\"x\"", "{\"x\":null}", "{\"x\":[]}", "{\"x\":{}}", "{\"x\":{\"dtype\":\"F32\"}}",
            "{\"x\":{\"dtype\":1,\"shape\":[2],\"data_offsets\":[0,8]}}",
            "{\"x\":{\"dtype\":\"F32\",\"shape\":2,\"data_offsets\":[0,8]}}",
            "{\"x\":{\"dtype\":\"F32\",\"shape\":[\"2\"],\"data_offsets\":[0,8]}}",
            "{\"x\":{\"dtype\":\"F32\",\"shape\":[2.5],\"data_offsets\":[0,8]}}",
            "{\"x\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":{\"a\":0}}}",
            "{\"x\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,1e300]}}",
            "{\"x\":{\"dtype\":\"F32\",\"shape\":[18446744073709551617],\"data_offsets\":[0,8]}}",
            "{\"__metadata__\":3}", "{\"__metadata__\":{\"a\":3}}",
        ]) func headersOfOtherThings(_ header: String) throws
    {
        #expect(kind(try error(file(header, data: 8))) == .badHeader)
    }

    @Test(
        arguments: [
            ("[2]", "[0,7]"), ("[2]", "[0,9]"), ("[2]", "[8,0]"), ("[2]", "[-8,0]"), ("[2]", "[0]"), ("[2]", "[0,8,8]"),
            ("[2]", "[]"), ("[-2]", "[0,8]"), ("[-1,-2]", "[0,8]"), ("[4611686018427387904]", "[0,8]"),
            ("[4611686018427387904,4]", "[0,8]"), ("[4611686018427387904,4611686018427387904,0]", "[0,0]"),
            ("[0,4611686018427387904,4611686018427387904]", "[0,0]"), ("[9223372036854775807]", "[0,8]"),
            ("[65536,65536,65536,65536]", "[0,0]"), ("[0]", "[0,8]"), ("[]", "[0,8]"), ("[3]", "[0,8]"),
            ("[2]", "[-9223372036854775808,9223372036854775807]"), ("[2]", "[4,12]"),
        ]) func numbersThatDoNotAgree(_ shape: String, _ offsets: String) throws
    {
        #expect(kind(try error(file("{\(entry("x", "F32", shape, offsets))}", data: 16))) == .badTensor)
    }

    @Test func rangesThatDoNotFitTogether() throws {
        func found(_ first: String, _ second: String, data: Int) throws -> Kind? {
            kind(
                try error(file("{\(entry("x", "F32", "[2]", first)),\(entry("y", "F32", "[2]", second))}", data: data)))
        }
        #expect(try found("[0,8]", "[8,16]", data: 16) == nil)
        #expect(try found("[8,16]", "[0,8]", data: 16) == nil)
        #expect(try found("[0,8]", "[0,8]", data: 8) == .badTensor)
        #expect(try found("[0,8]", "[4,12]", data: 12) == .badTensor)
        #expect(try found("[0,8]", "[9,17]", data: 17) == .badTensor)
        #expect(try found("[1,9]", "[9,17]", data: 17) == .badTensor)
        #expect(try found("[0,8]", "[8,16]", data: 15) == .tooShort)
        #expect(try found("[0,8]", "[8,16]", data: 17) == .badHeader)
        #expect(kind(try error(file("{\(entry("x", "F32", "[2]", "[0,8]"))}", data: 0))) == .tooShort)
    }

    @Test func emptyTensorsBetweenOthers() throws {
        let header = "{\(entry("a", "F32", "[0,3]", "[0,0]")),\(entry()),\(entry("z", "I64", "[0]", "[8,8]"))}"
        #expect(try error(file(header, data: 8)) == nil)
    }

    @Test func namesThatOccurTwice() throws {
        #expect(kind(try error(file("{\(entry()),\(entry())}", data: 8))) == .badHeader)
        #expect(kind(try error(file("{\(entry("x")),\(entry("\\u0078"))}", data: 8))) == .badHeader)
        #expect(kind(try error(file("{\(entry("x")),\(entry("x", "F32", "[2]", "[8,16]"))}", data: 16))) == .badHeader)
        // Names that need escapes, and hold what looks like structure.
        #expect(try error(file("{\(entry("\\\"a\\\\\\\":{[")),\(entry("y:", "F32", "[0]", "[8,8]"))}", data: 8)) == nil)
    }

    @Test func elementTypesThatAreNotRead() throws {
        for type in ["F8_E4M3", "C64", "f32", "", "F128"] {
            guard case .unknownType(_, let name, let found) = try error(file("{\(entry("x", type))}", data: 8)) else {
                Issue.record("\(type) was read")
                continue
            }
            #expect(name == "x" && found == type)
        }
    }

    @Test func integersThatDoNotFit() throws {
        for (type, bytes) in [
            ("I64", length(2_147_483_648)), ("U64", length(.max)), ("I64", length(1 << 63)),
            ("U32", [0, 0, 0, 128, 0, 0, 0, 0]),
        ] {
            let shape = type == "U32" ? "[2]" : "[1]"
            #expect(kind(try error(file("{\(entry("x", type, shape))}") + bytes)) == .badTensor, "\(type)")
        }
    }

    @Test func whatIsNoFile() throws {
        try withTemporaryFolder { folder in
            #expect(throws: SerializationError.cannotRead(file: folder, reason: "Is a directory")) {
                try Safetensors(contentsOf: folder)
            }
            // Nobody writes to this pipe: opening it must not wait.
            mkfifo("\(folder)/pipe", 0o600)
            for path in ["\(folder)/pipe", "/dev/zero"] {
                #expect(throws: SerializationError.cannotRead(file: path, reason: "it is a device or a pipe")) {
                    try Safetensors(contentsOf: path)
                }
            }
            for path in ["\(folder)/none", ""] {
                #expect(throws: SerializationError.missingFile(file: path)) { try Safetensors(contentsOf: path) }
            }
            #expect(SerializationError.missingFile(file: "x").kind == .notFound)
            #expect("\(SerializationError.missingFile(file: "x"))" == "x: no such file. Check the path.")
        }
    }

    /// Each byte of a header changed to several others: read or refused, never the end of the program.
    @Test func damagedHeaders() throws {
        let whole = [UInt8](
            try Data(contentsOf: URL(fileURLWithPath: goldenPath("safetensors/same.safetensors", in: .module))))
        var refused = 0
        try withTemporaryFolder { folder in
            for place in 0..<(whole.count - 64) {
                for value in [0, 0x20, 0x22, 0x2d, 0x39, 0x5b, 0x7d, 0xff] as [UInt8] where whole[place] != value {
                    var bytes = whole
                    bytes[place] = value
                    try Data(bytes).write(to: URL(fileURLWithPath: "\(folder)/x"))
                    do throws(SerializationError) {
                        _ = try Safetensors(contentsOf: "\(folder)/x")
                    } catch {
                        refused += 1
                    }
                }
            }
        }
        #expect(refused > 2000)
    }

    @Test func sentencesSayWhatToDo() throws {
        let short = try #require(try error(Array(file("{\(entry())}", data: 8).dropLast())))
        #expect(
            "\(short)".hasSuffix(
                "/x: 69 bytes where at least 70 are expected; it is cut short. Copy it again."))
        let bad = try #require(try error(file("{\(entry("x", "F32", "[3]"))}", data: 8)))
        #expect(
            "\(bad)".hasSuffix(
                "/x: tensor x is damaged: shape [3] of F32 takes 12 bytes, its data_offsets hold 8. Copy the file again, or "
                    + "save it anew."))
    }
}
