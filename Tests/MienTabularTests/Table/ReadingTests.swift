import Foundation
import MienTabular
import MienTestSupport
import Testing

/// Runs `body` with a table read from `text`.
func withTable(
    _ text: String, separator: Separator? = nil, _ body: (Table, String) throws -> Void
) throws {
    try withTable(Array(text.utf8), separator: separator, body)
}

func withTable(
    _ bytes: [UInt8], separator: Separator? = nil, _ body: (Table, String) throws -> Void
) throws {
    try withTemporaryFolder { folder in
        let path = "\(folder)/table.csv"
        try Data(bytes).write(to: URL(fileURLWithPath: path))
        try body(try Table(contentsOf: path, separator: separator), path)
    }
}

@Suite struct ReadingTests {
    @Test func columnsAreNumbersOrText() throws {
        try withTable("name,tempo,key\na,120,1\nb,,2.5\nc,-1e-3,x\n") { (table, _) throws in
            #expect(table.names == ["name", "tempo", "key"])
            #expect(table.rowCount == 3)
            #expect(table.numericNames == ["tempo"])
            let tempo = try table["tempo"]
            #expect(tempo[0] == 120 && tempo[1].isNaN && tempo[2] == -0.001)
            #expect(Array(try table.text("name")) == ["a", "b", "c"])
            // The cells before the first that is no number are what they were.
            #expect(Array(try table.text("key")) == ["1", "2.5", "x"])
        }
    }

    @Test func separatorsAreToldFromTheFirstLine() throws {
        for separator in Separator.allCases {
            try withTable("a | b | \"c,d;e\"\n1 | 2 | 3\n".replacing(" | ", with: separator.rawValue)) {
                (table, _) throws in
                #expect(table.names == ["a", "b", "c,d;e"])
                #expect(table.numericNames == table.names)
            }
        }
        try withTable("a;b\n1.5\n", separator: .comma) { (table, _) throws in #expect(table.names == ["a;b"]) }
    }

    @Test func quotationMarksHoldSeparatorsLinesAndThemselves() throws {
        let text =
            #"a,"b ""x""",c"# + "\r\n" + #""1","one, two","3"# + "\r\n\n4\"\n" + #""2","""",5" long"# + "\n"
            + #"3,"""x"" y"z,"w""# + "\n"
        try withTable(text) { (table, _) throws in
            #expect(table.names == ["a", "b \"x\"", "c"])
            #expect(try table["a"] == [1, 2, 3])
            #expect(Array(try table.text("b \"x\"")) == ["one, two", "\"", "\"x\" yz"])
            #expect(Array(try table.text("c")) == ["3\r\n\n4", "5\" long", "w"])
            #expect((0..<3).map { table.line(of: $0) } == [2, 5, 6])
        }
    }

    @Test func lineEndsBlankLinesAndByteOrderMark() throws {
        try withTable("\u{FEFF}\n\r\na,b\r\n\r\n1,x\r\n  \n2,y\n\n3,z") { (table, _) throws in
            #expect(table.names == ["a", "b"])
            #expect(try table["a"] == [1, 2, 3])
            #expect(Array(try table.text("b")) == ["x", "y", "z"])
            #expect((0..<3).map { table.line(of: $0) } == [5, 7, 9])
        }
        try withTable("a\tb\n\t\n1\t2\n") { (table, _) throws in #expect(table.rowCount == 2) }
    }

    @Test func missingValuesArePandas() throws {
        let golden = try TableGolden()
        for word in golden.missing {
            try withTable("a,b\n\(word),x\n1,\(word)\n") { (table, _) throws in
                #expect(try table["a"][0].isNaN, "\(word)")
                #expect(try table.text("b")[1] == nil, "\(word)")
            }
        }
        for word in golden.kept {
            try withTable("a,b\nx,\(word)\n") { (table, _) throws in
                #expect(try table.text("b")[0] == word, "\(word)")
            }
        }
    }

    @Test func numbersAreTheNearestDoubles() throws {
        var random = SystemRandomNumberGenerator()
        var texts = [
            "0", "-0", "+7", "1.", ".5", "-.5e1", "1E5", "1e+05", "9007199254740993", "18446744073709551615",
            "18446744073709551616", "123456789012345678901234567890", "0.1", "0.30000000000000004", "1e22", "1e23",
            "8.5e-23", "1.7976931348623157e308", "1e308", "2.2250738585072014e-308", "5e-324", "1e999", "-1e-999",
            "0.000000000000000000000000123456789012345678", "00000000000000000000000001.5", "1e-27", "9e27", "9e28",
            "7.038531e-26", "9007199254740992.5", "9007199254740993.5", "4503599627370497.5", "0e99999999999999999999",
            "1.00000000000000011102230246251565404", "2.00000000000000022204460492503130809", "inf", "-Infinity",
            " 12.5 ",
        ]
        for _ in 0..<20_000 {
            let number = Double(bitPattern: random.next())
            if number.isFinite { texts.append("\(number)") }
            texts.append("\(Double.random(in: -1000...1000))")
            texts.append("\(Float(Double.random(in: 0...1)))")
            texts.append("\(UInt64.random(in: 0 ... .max))e\(Int.random(in: -60...40))")
            texts.append("0.00\(UInt64.random(in: 0 ... .max))")
        }
        try withTable("a\n" + texts.joined(separator: "\n") + "\n") { (table, _) throws in
            let wrong = zip(texts, try table["a"]).filter { strtod($0, nil).bitPattern != $1.bitPattern }
            #expect(wrong.map { "\($0) is read as \($1)" } == [])
        }
    }

    @Test func whatIsAlmostANumberIsText() throws {
        let almost = [
            "1e", "1e+", "e5", ".", "-", "+", "0x10", "1_000", "1,5", "--1", "1.2.3", "nan(1)", "infinit", "1 2",
        ]
        for word in almost {
            try withTable("a;b\n1;\(word)\n") { (table, path) throws in
                #expect(Array(try table.text("b")) == [word])
                #expect(throws: TabularError.notANumber(table: path, line: 2, column: "b", found: word)) {
                    try table["b"]
                }
            }
        }
    }

    @Test func aColumnThatTurnsToTextLateKeepsItsCells() throws {
        let count = 700_000
        var text = "a,late,always,never\n"
        for row in 0..<count {
            text += "\(row),\(row == count - 1 ? "x" : row % 7 == 0 ? "" : "0\(row).50"),t\(row % 3),1.5\n"
        }
        try withTable(text) { (table, path) throws in
            #expect(table.rowCount == count)
            #expect(table.numericNames == ["a", "never"])
            #expect(try table["a"] == (0..<count).map(Double.init))
            let late = try table.text("late")
            #expect(late[count - 1] == "x")
            #expect((0..<count - 1).allSatisfy { late[$0] == ($0 % 7 == 0 ? nil : "0\($0).50") })
            #expect(Set(try table.text("always").distinct) == ["t0", "t1", "t2"])
            #expect(
                throws: TabularError.notANumber(table: path, line: count + 1, column: "late", found: "x")
            ) { try table["late"] }
        }
    }

    @Test func cellsOfSeveralLinesAtTheEdgesOfBlocks() throws {
        let count = 120_000
        let note = "two\nlines, \"\"quoted\"\" "
        var text = "n,note\n"
        for row in 0..<count { text += "\(row),\"\(note)\(row)\"\n" }
        try withTable(text) { (table, _) throws in
            #expect(try table["n"] == (0..<count).map(Double.init))
            let notes = try table.text("note")
            #expect((0..<count).allSatisfy { notes[$0] == "two\nlines, \"quoted\" \($0)" })
            #expect(table.line(of: count - 1) == 2 * count)
        }
    }

    @Test func theNumberOfThreadsDoesNotMatter() throws {
        let text = "a,b\n" + (0..<200_000).map { "\($0),\($0 % 1000 == 999 ? "x\($0)" : "\($0)")\n" }.joined()
        try withTable(text) { (table, path) throws in
            let alone = try withThreads(1) { try Table(contentsOf: path) }
            #expect(try alone["a"] == table["a"])
            #expect(try alone.text("b").elementsEqual(table.text("b")))
        }
    }
}
