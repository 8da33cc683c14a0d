import Foundation
import GTZAN
import MienTabular
import MienTestSupport
import Testing

@Suite("Tables of features, and folds of artists")
struct TableTests {
    /// A table of rows whose numbers are those of their seeds.
    private func text(_ rows: [(name: String, label: String, seed: Int)]) -> String {
        rows.reduce(GTZAN.columnNames.joined(separator: ",") + "\n") { text, row in
            let numbers = (0..<58).map { "\(Double(row.seed) + Double($0) / 64)" }
            return text + "\(row.name),\(numbers.joined(separator: ",")),\(row.label)\n"
        }
    }

    private func read<Value>(_ text: String, _ make: (String) throws -> Value) throws -> Value {
        try withTemporaryFolder { folder in
            let path = "\(folder)/table.csv"
            try text.write(toFile: path, atomically: true, encoding: .utf8)
            return try make(path)
        }
    }

    @Test("rows become clips and numbers; copies and contradictions are told")
    func rows() throws {
        let table = try read(
            text([
                ("rock.00016.wav", "rock", 3), ("metal.00058.wav", "metal", 3), ("blues.00000.wav", "blues", 1),
                ("metal.00001.wav", "metal", 3),
            ]), GTZANTable.init(contentsOf:))
        #expect(table.clips.map(\.name) == ["rock.00016", "metal.00058", "blues.00000", "metal.00001"])
        #expect(table.labels == [9, 6, 0, 6] && table.features[2, 57] == 1 + 57.0 / 64)
        let report = GTZANTableReport(of: table)
        #expect(report.copies == [["metal.00001", "metal.00058", "rock.00016"]])
        #expect(report.contradictions == report.copies)
        #expect(report.constantColumns.isEmpty)
        #expect(report.genuineness == .partial(reason: "4 rows, where the original has 1000"))
        let other = try read(
            text([
                ("metal.00001.wav", "metal", 3), ("blues.00000.wav", "blues", 1), ("rock.00016.wav", "rock", 3),
                ("metal.00058.wav", "metal", 3),
            ]), GTZANTable.init(contentsOf:))
        #expect(Fingerprint(of: other) == report.fingerprint, "whatever the order of the rows")
    }

    @Test("all rows with other numbers are not the original")
    func altered() throws {
        let rows = GTZAN.Genre.allCases.flatMap { genre in
            GTZAN.numbers.map { ("\(genre.name).\(String("0000\($0)".suffix(5))).wav", genre.name, $0) }
        }
        let table = try read(text(rows), GTZANTable.init(contentsOf:))
        guard case .altered = GTZANTableReport(of: table).genuineness else {
            Issue.record("\(GTZANTableReport(of: table))")
            return
        }
    }

    @Test("wrong rows are named by their lines")
    func wrongRows() throws {
        #expect {
            try read(text([("polka.00001.wav", "polka", 1)]), GTZANTable.init(contentsOf:))
        } throws: { error in
            guard case GTZANError.badCell(_, 2, "filename", "polka.00001.wav", _) = error else { return false }
            return true
        }
        #expect {
            try read(
                text([("rock.00001.wav", "rock", 1), ("rock.00002.wav", "jazz", 1)]), GTZANTable.init(contentsOf:))
        } throws: { error in
            guard case GTZANError.badCell(_, 3, "label", "jazz", "rock") = error else { return false }
            return true
        }
        #expect {
            try read(
                text([("rock.00001.wav", "rock", 1), ("rock.00001.wav", "rock", 1)]), GTZANTable.init(contentsOf:))
        } throws: { error in
            guard case GTZANError.sameRow(_, "rock.00001", 2, 3) = error else { return false }
            return true
        }
        let missing = text([("rock.00001.wav", "rock", 1)]).replacingOccurrences(of: "tempo", with: "pace")
        #expect {
            try read(missing, GTZANTable.init(contentsOf:))
        } throws: { error in
            guard case GTZANError.table(.missingColumn(_, "tempo", _)) = error else { return false }
            return true
        }
        let empty = text([("rock.00001.wav", "rock", 1), ("rock.00002.wav", "rock", 2)])
            .replacingOccurrences(of: ",2.0,", with: ",,")
        #expect {
            try read(empty, GTZANTable.init(contentsOf:))
        } throws: { error in
            guard case GTZANError.badCell(_, 3, "length", "", _) = error else { return false }
            return true
        }
    }

    // MARK: - Folds

    private let header = "clip,genre,fold,artist\n"

    @Test("a clip is found by its name or its file's")
    func folds() throws {
        let folds = try read(
            header + "blues.00000,blues,2,0\nblues.00001,blues,2,0\nrock.00007,rock,3,5\n",
            ArtistFolds.init(contentsOf:))
        #expect(folds.numbers == [2, 3] && folds.entries.count == 3)
        #expect(folds["rock.00007.wav"]?.fold == 3 && folds["blues.00001"]?.artist == 0)
        #expect(folds["blues.00002"] == nil && folds["nonsense"] == nil)
    }

    @Test(
        "an artist in two folds, a clip in two rows, and cells that are wrong are refused",
        arguments: [
            "blues.00000,blues,2,0\nblues.00001,blues,1,0\n", "blues.00000,blues,2,0\nblues.00000,blues,2,0\n",
            "blues.00000,rock,2,0\n", "blues.00000,blues,0,0\n", "blues.00000,blues,1.5,0\n",
            "blues.00000,blues,1,-1\n", "blues,blues,1,1\n", "blues.00000,blues,,1\n",
        ])
    func wrongFolds(rows: String) throws {
        #expect(throws: GTZANError.self) { try read(header + rows, ArtistFolds.init(contentsOf:)) }
    }
}
