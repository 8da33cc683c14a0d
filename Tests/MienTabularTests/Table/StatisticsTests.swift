import Foundation
import MienTabular
import MienTestSupport
import Testing

/// What pandas makes of a table: see `Utilities/golden_tabular_tables.py`. Null stands for NaN.
struct TableGolden: Decodable {
    struct Groups: Decodable {
        let keys: [String]
        let columns: [String: [Double?]]
    }

    struct Counts: Decodable {
        let values: [String]
        let counts: [Int]
    }

    let text: String
    let numeric: [String]
    let describe: [String: [Double?]]
    let grouped: [String: [String: Groups]]
    let correlation: [[Double?]]
    let counts: Counts
    let missing: [String]
    let kept: [String]

    init() throws {
        let url = URL(fileURLWithPath: goldenPath("tables.json", in: .module))
        self = try JSONDecoder().decode(TableGolden.self, from: Data(contentsOf: url))
    }
}

private func expectClose(
    _ found: [Double], _ expected: [Double?], _ what: String, within tolerance: Double = 1e-13,
    sourceLocation: SourceLocation = #_sourceLocation
) {
    #expect(found.count == expected.count, "\(what)", sourceLocation: sourceLocation)
    for (found, expected) in zip(found, expected) {
        let isClose = expected.map { abs(found - $0) <= tolerance * max(abs($0), 1e-18) } ?? found.isNaN
        #expect(
            isClose, "\(what): \(found), \(String(describing: expected)) is expected", sourceLocation: sourceLocation)
    }
}

@Suite struct StatisticsTests {
    @Test func describeIsPandas() throws {
        let golden = try TableGolden()
        try withTable(golden.text) { table, _ in
            #expect(table.numericNames == golden.numeric)
            let described = try table.describe()
            #expect(
                try described.labels("statistic") == ["count", "mean", "std", "min", "25%", "50%", "75%", "max"])
            #expect(described.numericNames == golden.numeric)
            for (name, expected) in golden.describe {
                expectClose(try described[name], expected, name)
            }
        }
    }

    @Test func groupsArePandas() throws {
        let golden = try TableGolden()
        try withTable(golden.text) { table, _ in
            for (key, ways) in golden.grouped {
                let groups = try table.grouped(by: key)
                for (way, expected) in ways {
                    let found =
                        switch way {
                        case "mean": try groups.mean()
                        case "median": try groups.median()
                        default: try groups.count()
                        }
                    #expect(groups.names == expected.keys)
                    #expect(Array(try found.text(key)) == expected.keys)
                    #expect(Set(found.names) == Set(expected.columns.keys).union([key]))
                    for (name, values) in expected.columns {
                        expectClose(try found[name], values, "\(way) of \(name) by \(key)")
                    }
                }
            }
        }
    }

    @Test func correlationIsPandas() throws {
        let golden = try TableGolden()
        try withTable(golden.text) { table, _ in
            let correlation = try table.correlation()
            #expect(correlation.names == golden.numeric)
            for (row, expected) in golden.correlation.enumerated() {
                expectClose(Array(correlation.values.row(row)), expected, golden.numeric[row])
            }
            let pair = try table.correlation(of: ["energy", "tempo"])
            #expect(try pair["energy", "tempo"] == correlation["tempo", "energy"])
            #expect(try pair["tempo", "tempo"] == 1)
        }
    }

    @Test func countsArePandas() throws {
        let golden = try TableGolden()
        try withTable(golden.text) { table, _ in
            let counts = try table.valueCounts(of: "style")
            #expect(try counts.labels("style") == golden.counts.values)
            #expect(try counts["count"] == golden.counts.counts.map(Double.init))
        }
        let ties = try Table(names: ["x"], columns: [.numbers([5, 2, .nan, 1, 1, 2, 3])])
        #expect(try ties.valueCounts(of: "x")["x"] == [2, 1, 5, 3])
    }

    @Test func littleOrNothingToCount() throws {
        let table = try Table(
            names: ["one", "text"], columns: [.numbers([.nan, 4, .nan]), .text([nil, nil, "a"])])
        let summary = try table.summary(of: "one")
        #expect(summary.count == 1 && summary.mean == 4 && summary.median == 4 && summary.standardDeviation.isNaN)
        #expect(try table.correlation()["one", "one"].isNaN)
        #expect(try table.grouped(by: "one").count()["text"] == [0])
        #expect(try table.grouped(by: "text").mean()["one"].map(\.isNaN) == [true])
        let nothing = table.rows(at: [])
        #expect(try nothing.describe()["one"].first == 0)
        #expect(try nothing.grouped(by: "text").mean().rowCount == 0)
        #expect(try nothing.correlation()["one", "one"].isNaN)
        #expect(nothing.description == "one  text\n")
        let huge = Summary([.infinity, 1, 2])
        #expect(huge.mean == .infinity && huge.standardDeviation.isNaN && huge.maximum == .infinity && huge.median == 2)
    }

    @Test func columnsFarFromZeroGoTogether() throws {
        let base = (0..<1000).map { 1e9 + Double($0 % 17) }
        let table = try Table(
            names: ["a", "b", "c"],
            columns: [.numbers(base), .numbers(base.map { 5 - 2 * $0 }), .numbers(base.map { _ in 0.1 })])
        let correlation = try table.correlation()
        #expect(try abs(correlation["a", "b"] + 1) < 1e-12)
        #expect(try correlation["a", "c"].isNaN)
    }

    @Test func correlationForATerminal() throws {
        let table = try Table(names: ["a", "b"], columns: [.numbers([1, 2, 3]), .numbers([2, 1, 3])])
        #expect(
            try table.correlation().description == """
                column    a    b
                a       1.0  0.5
                b       0.5  1.0

                """)
    }
}

/// GTZAN's table, where it is at hand: `$MIEN_DATA/gtzan`.
@Suite struct MusicTableTests {
    private static let file = realData("gtzan/features_30_sec.csv")

    @Test(.enabled(if: file != nil, "no GTZAN table; set MIEN_DATA"))
    func publishedTable() throws {
        let songs = try Table(contentsOf: try #require(Self.file))
        #expect(songs.rowCount == 1000 && songs.names.count == 60 && songs.numericNames.count == 58)
        let tempo = try songs.grouped(by: "label").median()
        let styles = try tempo.labels("label")
        let reggae = try #require(styles.firstIndex(of: "reggae"))
        #expect(try tempo["tempo"].max() == tempo["tempo"][reggae])
        #expect(try abs(tempo["tempo"][reggae] - 129.2) < 0.01)
        let correlation = try songs.correlation()
        #expect(try abs(correlation["spectral_centroid_mean", "rolloff_mean"] - 0.980) < 0.0005)
        #expect(try songs.valueCounts(of: "label")["count"] == [Double](repeating: 100, count: 10))
    }
}
