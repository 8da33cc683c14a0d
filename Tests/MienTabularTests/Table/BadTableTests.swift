import Foundation
import MienTabular
import MienTestSupport
import Testing

@Suite struct BadTableTests {
    /// The error that reading a file throws.
    private static func error(_ path: String) -> TabularError? {
        do throws(TabularError) {
            _ = try Table(contentsOf: path)
            return nil
        } catch {
            return error
        }
    }

    private func expect(
        _ text: String, _ make: (String) -> TabularError, sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        try expect(Array(text.utf8), make, sourceLocation: sourceLocation)
    }

    private func expect(
        _ bytes: [UInt8], _ make: (String) -> TabularError, sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        try withTemporaryFolder { folder in
            let path = "\(folder)/table.csv"
            try Data(bytes).write(to: URL(fileURLWithPath: path))
            #expect(Self.error(path) == make(path), sourceLocation: sourceLocation)
        }
    }

    @Test func whatIsNoFile() throws {
        try withTemporaryFolder { folder in
            #expect(Self.error("\(folder)/none") == .missingFile(file: "\(folder)/none"))
            guard case .unreadable = Self.error(folder) else {
                Issue.record("a folder was read")
                return
            }
            let pipe = "\(folder)/pipe"
            #expect(mkfifo(pipe, 0o600) == 0)
            #expect(Self.error(pipe) == .unreadable(file: pipe, reason: "it is a device or a pipe"))
        }
        #expect(Self.error("/dev/zero") == .unreadable(file: "/dev/zero", reason: "it is a device or a pipe"))
    }

    @Test func whatHasNoRows() throws {
        for text in ["", "\n", "\u{FEFF}", "\u{FEFF}\r\n", "a,b", "a,b\n", "a,b\r\n\r\n   \n"] {
            try expect(text) { .emptyTable(file: $0) }
        }
    }

    @Test func whatIsNoText() throws {
        try expect([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13]) { .notText(file: $0, line: 1) }
        try expect([0xFF, 0xFE] + "a,b\n1,2\n".utf8.flatMap { [$0, 0] }) { .notText(file: $0, line: 1) }
        try expect(Array("a,b\n1,2\n3,".utf8) + [0xC3] + Array("\n".utf8)) { .notText(file: $0, line: 3) }
        try expect(Array("a,b\n1,é\n3,".utf8) + [0] + Array("\n5,6\n".utf8)) { .notText(file: $0, line: 3) }
        // Latin-1.
        try expect(Array("a,b\n1,caf".utf8) + [0xE9] + Array("\n".utf8)) { .notText(file: $0, line: 2) }
        // Cut in the middle of a letter.
        try expect(Array("a,b\n1,é".utf8.dropLast())) { .notText(file: $0, line: 2) }
        try expect([UInt8](repeating: 0, count: 20_000_000)) { .notText(file: $0, line: 1) }
        try expect(Array("a\n1\n".utf8) + [UInt8](repeating: 0, count: 20_000_000)) { .notText(file: $0, line: 3) }
    }

    @Test func quotationMarksThatStayOpen() throws {
        try expect("a,\"b\n1,2\n") { .openQuote(file: $0, line: 1) }
        try expect("a,b\n1,2\n\"x\ny\",\"z\n3,4\n") { .openQuote(file: $0, line: 4) }
        try expect("a,b\n1,\"2\n" + String(repeating: "3,4\n", count: 5_000_000)) { .openQuote(file: $0, line: 2) }
        try expect("\"a,b\n" + String(repeating: "3,4\n", count: 5_000_000)) { .openQuote(file: $0, line: 1) }
    }

    @Test func rowsOfOtherLengths() throws {
        try expect("a,b\n1,2\n3\n") { .cellCount(file: $0, line: 3, found: 1, expected: 2) }
        try expect("a,b\n1,2\n\n\"x\ny\",3,4\n5,6\n") { .cellCount(file: $0, line: 4, found: 3, expected: 2) }
        // Cut in the middle of a row.
        try expect("a,b,c\n1,2,3\n4,5") { .cellCount(file: $0, line: 3, found: 2, expected: 3) }
        let rows = String(repeating: "1,2\n", count: 1_000_000)
        try expect("a,b\n" + rows + "1,2,3\n" + rows) { .cellCount(file: $0, line: 1_000_002, found: 3, expected: 2) }
    }

    @Test func namesThatAppearTwice() throws {
        try expect("a,b,a\n1,2,3\n") { .duplicateColumn(file: $0, name: "a") }
        try expect(",\n1,2\n") { .duplicateColumn(file: $0, name: "") }
    }

    @Test func linesWithoutAnEnd() throws {
        try expect(String(repeating: "1234567 ", count: 3 << 20)) { .longRow(file: $0, line: 1, limit: 1 << 24) }
        try expect("a\n1\n" + String(repeating: "1234567 ", count: 3 << 20) + "\n2\n") {
            .longRow(file: $0, line: 3, limit: 1 << 24)
        }
    }

    @Test func manyColumnsAndBlankLinesTakeLittleMemory() throws {
        let names = (0..<100_000).map { "c\($0)" }.joined(separator: ",")
        try expect(names + "\n" + String(repeating: "\n", count: 3_000_000)) { .emptyTable(file: $0) }
    }

    @Test func longRowsBelowTheLimitAreRead() throws {
        let long = String(repeating: "long ", count: 600_000)
        try withTable("a,b\n1,\(long)\n2,\"\(long)\n\"\n") { (table, _) throws in
            #expect(Array(try table.text("b")) == [long, long + "\n"])
        }
    }

    @Test func sentencesNameThePlace() {
        #expect(
            TabularError.notANumber(table: "t.csv", line: 7, column: "tempo", found: "fast").description
                == "t.csv:7: column \"tempo\" holds \"fast\" where a number is expected. "
                + "Correct it, or leave it empty if it is missing.")
        #expect(
            TabularError.longRow(file: "t.csv", line: 3, limit: 10).description
                == "t.csv:3: no line ends within 10 bytes where a row of a table is expected. "
                + "Name a table, or end its lines.")
        #expect(
            TabularError.otherColumns(file: "t.csv", found: ["a"], expected: ["b", "c"]).description
                == "t.csv has the columns \"a\" where \"b\", \"c\" are expected. Name another file, or remove this one."
        )
    }
}
