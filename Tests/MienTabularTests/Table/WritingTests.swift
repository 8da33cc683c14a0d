import Foundation
import MienTabular
import MienTestSupport
import Testing

private func contents(_ path: String) -> String? { try? String(contentsOfFile: path, encoding: .utf8) }

@Suite struct WritingTests {
    @Test func whatIsWrittenIsReadBack() throws {
        let table = try Table(
            names: ["x", "a, b", "say \"so\""],
            columns: [
                .numbers([1, 0.1, .nan, -.infinity, Double.leastNonzeroMagnitude]),
                .numbers([1e300, -0.0, 123_456_789_012, 1 / 3, 1e16]),
                .text(["plain", "two\nlines", nil, "\"", "é; ä, \r"]),
            ])
        for separator in Separator.allCases {
            try withTemporaryFolder { folder in
                let path = "\(folder)/t.csv"
                try table.write(to: path, separator: separator)
                let read = try Table(contentsOf: path, separator: separator)
                #expect(read.names == table.names)
                for name in table.numericNames {
                    let pairs = zip(try read[name], try table[name])
                    #expect(pairs.allSatisfy { $0.bitPattern == $1.bitPattern || ($0.isNaN && $1.isNaN) }, "\(name)")
                }
                #expect(try read.text("say \"so\"").elementsEqual(table.text("say \"so\"")))
            }
        }
    }

    @Test func theTextIsPandas() throws {
        try withTemporaryFolder { folder in
            let path = "\(folder)/t.csv"
            try Table(
                names: ["a", "b"], columns: [.numbers([1.5, .nan, 661_794]), .text(["x", "y,z", nil])]
            ).write(to: path)
            #expect(contents(path) == "a,b\n1.5,x\n,\"y,z\"\n661794,\n")
            try Table(names: ["a"], columns: [.numbers([1, .nan])]).write(to: path)
            #expect(contents(path) == "a\n1\n\"\"\n")
            #expect(try Table(contentsOf: path).rowCount == 2)
        }
    }

    @Test func whatCannotBeWrittenLeavesNothing() throws {
        let table = try Table(names: ["a"], columns: [.numbers([1])])
        try withTemporaryFolder { (folder) throws in
            #expect(throws: TabularError.unwritable(file: "\(folder)/no/t.csv", reason: "No such file or directory")) {
                try table.write(to: "\(folder)/no/t.csv")
            }
            #expect(throws: TabularError.unwritable(file: folder, reason: "Is a directory")) {
                try table.write(to: folder)
            }
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == [])
        }
    }
}

@Suite struct TableWriterTests {
    private let columns = ["file", "tempo"]

    @Test func rowsAreThereAtOnce() throws {
        try withTemporaryFolder { folder in
            let path = "\(folder)/t.csv"
            var writer = try TableWriter(path, columns: columns)
            #expect(contents(path) == "file,tempo\n")
            try writer.append([.text("a,b"), .number(120.5)])
            #expect(contents(path) == "file,tempo\n\"a,b\",120.5\n")
            try writer.append([.text("c"), .missing])
            #expect(contents(path) == "file,tempo\n\"a,b\",120.5\nc,\n")
            #expect(writer.rowCount == 2)
            // Without `continuing` it begins anew.
            _ = try TableWriter(path, columns: columns)
            #expect(contents(path) == "file,tempo\n")
        }
    }

    @Test(arguments: ["", "file", "file,tempo", "file,tempo\n", "file,tempo\na,1", "file,tempo\n\"a\nb"])
    func nothingButACutOffRowBeginsWithTheFirst(_ text: String) throws {
        try withTemporaryFolder { folder in
            let path = "\(folder)/t.csv"
            try Data(text.utf8).write(to: URL(fileURLWithPath: path))
            var writer = try TableWriter(path, columns: columns, continuing: true)
            #expect(writer.rowCount == 0)
            try writer.append([.text("x"), .number(1)])
            #expect(contents(path) == "file,tempo\nx,1\n")
        }
    }

    @Test(arguments: ["", "b", "b,", "b,2", "\"b\n", "\"b\nc\",2", "\"b\"\"\nd,4\n"])
    func aCutOffRowIsWrittenOver(_ rest: String) throws {
        try withTemporaryFolder { folder in
            let path = "\(folder)/t.csv"
            let whole = "file,tempo\n\"a\n1\",1\nb,2\n"
            try Data((whole + rest).utf8).write(to: URL(fileURLWithPath: path))
            var writer = try TableWriter(path, columns: columns, continuing: true)
            #expect(writer.rowCount == 2)
            try writer.append([.text("x"), .number(3)])
            #expect(contents(path) == whole + "x,3\n")
        }
    }

    @Test func aLongFileIsGoneOnWith() throws {
        try withTemporaryFolder { folder in
            let path = "\(folder)/t.csv"
            let rows = String(repeating: "\"a\nb\",2\n", count: 400_000)
            try Data(("file,tempo\n" + rows + "cut,o").utf8).write(to: URL(fileURLWithPath: path))
            var writer = try TableWriter(path, columns: columns, continuing: true)
            #expect(writer.rowCount == 400_000)
            try writer.append([.text("x"), .number(3)])
            #expect(contents(path) == "file,tempo\n" + rows + "x,3\n")
        }
    }

    @Test(arguments: ["file,key\na,1\n", "notes, not a table", "file;tempo\n", "\u{0}\u{1}"])
    func anotherFileStaysAsItIs(_ text: String) throws {
        try withTemporaryFolder { folder in
            let path = "\(folder)/t.csv"
            try Data(text.utf8).write(to: URL(fileURLWithPath: path))
            #expect(throws: TabularError.self) { try TableWriter(path, columns: columns, continuing: true) }
            #expect(contents(path) == text)
        }
    }

    @Test func whatCannotBeWrittenIsSaid() throws {
        try withTemporaryFolder { folder in
            let path = "\(folder)/no/t.csv"
            #expect(throws: TabularError.unwritable(file: path, reason: "No such file or directory")) {
                try TableWriter(path, columns: columns)
            }
            #expect(throws: TabularError.self) { try TableWriter(folder, columns: columns, continuing: true) }
        }
    }
}
