import MienTabular
import Testing

@Suite struct TableTests {
    private let table: Table

    init() throws {
        table = try Table(
            names: ["style", "tempo", "energy"],
            columns: [
                .text(["rock", nil, "jazz", "rock"]), .numbers([120, 90.5, .nan, 100]), .numbers([1, 2, 3, 4]),
            ])
    }

    @Test func columnsAreFound() throws {
        #expect(try table["energy"] == [1, 2, 3, 4])
        #expect(Array(try table.text("style")) == ["rock", nil, "jazz", "rock"])
        #expect(Array(try table.text("tempo")) == ["120", "90.5", nil, "100"])
        #expect(try table.labels("energy") == ["1", "2", "3", "4"])
        #expect(try table.text("style").distinct == ["jazz", "rock"])
        #expect(table.numericNames == ["tempo", "energy"])
        #expect(try table.matrix(columns: ["energy", "energy"]) == Matrix([[1, 1], [2, 2], [3, 3], [4, 4]]))
    }

    @Test func anEmptyTextIsNotAMissingOne() throws {
        let column = TextColumn(["", nil, "a", "", "a"])
        #expect(Array(column) == ["", nil, "a", "", "a"])
        #expect(column.distinct == ["", "a"])
        #expect(Array(TextColumn(["a", "", "b", ""])) == ["a", "", "b", ""])
    }

    @Test func whatIsNotThereIsNamed() throws {
        let missing = TabularError.missingColumn(table: "table", name: "key", known: table.names)
        #expect(throws: missing) { try table["key"] }
        #expect(throws: missing) { try table.columns(["tempo", "key"]) }
        #expect(throws: missing) { try table.dropping(["key"]) }
        #expect(throws: missing) { try table.grouped(by: "key") }
        #expect(throws: missing) { try table.correlation(of: ["key"]) }
        #expect(throws: missing) { try table.matrix(columns: ["key"]) }
        #expect(throws: TabularError.notANumber(table: "table", line: 2, column: "style", found: "rock")) {
            try table.matrix(columns: ["energy", "style"])
        }
        #expect(throws: TabularError.noCell(table: "table", line: 3, column: "style")) { try table.labels("style") }
    }

    @Test func rowsKeepTheirLines() throws {
        let chosen = table.rows(at: [3, 1, 1])
        #expect(try chosen["energy"] == [4, 2, 2])
        #expect(Array(try chosen.text("style")) == ["rock", nil, nil])
        #expect((0..<3).map { chosen.line(of: $0) } == [5, 3, 3])
        #expect(throws: TabularError.noCell(table: "table", line: 3, column: "style")) { try chosen.labels("style") }
        #expect(try table.rows(where: "style", is: "rock")["energy"] == [1, 4])
        #expect(table.rows(at: []).rowCount == 0)
        #expect(table.head(2).rowCount == 2 && table.head(9).rowCount == 4)
        // What is no longer there is not counted.
        #expect(try table.rows(at: [0]).text("style").distinct == ["rock"])
    }

    @Test func columnsAreChosenDroppedAndAdded() throws {
        #expect(try table.columns(["energy", "style"]).names == ["energy", "style"])
        #expect(try table.dropping(["tempo"]).names == ["style", "energy"])
        let wider = try table.adding(.text(["a", "b", nil, "a"]), named: "key")
        #expect(wider.names == ["style", "tempo", "energy", "key"])
        #expect(Array(try wider.text("key")) == ["a", "b", nil, "a"])
        #expect(throws: TabularError.duplicateColumn(file: "table", name: "tempo")) {
            try table.adding(.numbers([1, 2, 3, 4]), named: "tempo")
        }
        #expect(throws: TabularError.duplicateColumn(file: "table", name: "tempo")) {
            try table.columns(["tempo", "tempo"])
        }
        #expect(throws: TabularError.duplicateColumn(file: "table", name: "a")) {
            try Table(names: ["a", "a"], columns: [.numbers([1]), .numbers([2])])
        }
        #expect(try table.dropping(table.names).adding(.numbers([7]), named: "x").rowCount == 1)
    }

    @Test func textForATerminal() throws {
        #expect(
            table.description == """
                style  tempo  energy
                rock   120.0       1
                        90.5       2
                jazz     NaN       3
                rock   100.0       4

                """)
        #expect(
            table.text(rows: 2) == """
                style  tempo  energy
                rock     120       1
                …          …       …
                rock     100       4
                [4 rows × 3 columns]

                """)
        #expect(
            table.text(rows: 1, width: 17) == """
                style  …  energy
                rock   …       1
                …      …       …
                [4 rows × 3 columns]

                """)
    }

    @Test func numbersForAReader() throws {
        let numbers = try Table(
            names: ["tiny", "huge", "six", "text"],
            columns: [
                .numbers([1.5e-9, -12]), .numbers([1e15, .infinity]), .numbers([1 / 3, 0.25]),
                .text(["a\nb\u{1B}[2J", String(repeating: "x", count: 50)]),
            ])
        #expect(
            numbers.description == """
                         tiny          huge       six  text
                 1.500000e-09  1.000000e+15  0.333333  a�b�[2J
                -1.200000e+01           inf  0.250000  \(String(repeating: "x", count: 39))…

                """)
    }
}
