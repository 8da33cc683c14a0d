import Foundation
import MienTabular
import Testing

/// Paper 004's classifiers on its table, where that is at hand: `$MIEN_DATA/gtzan/features_30_sec.csv`.
@Suite struct PaperProtocolTests {
    private static let table: String? = {
        let package = URL(filePath: #filePath).appending(path: "../../../..").standardizedFileURL
        let root = ProcessInfo.processInfo.environment["MIEN_DATA"] ?? package.appending(path: "../shared/data").path
        let file = "\(root)/gtzan/features_30_sec.csv"
        return FileManager.default.fileExists(atPath: file) ? file : nil
    }()

    /// What the notebook learns from, faults included: 18 columns as they are and two components each of the means and
    /// variances of the cepstral coefficients, fitted on all rows.
    private func columns() throws -> (x: Matrix, y: [Int]) {
        let text = try String(contentsOfFile: try #require(Self.table), encoding: .utf8)
        let lines = text.split(whereSeparator: \.isNewline)
        let names = lines[0].split(separator: ",").map(String.init)
        let rows = lines.dropFirst().map { $0.split(separator: ",").map(String.init) }
        func matrix(_ wanted: (String) -> Bool) -> Matrix {
            let places = names.indices.dropFirst().dropLast().filter { wanted(names[$0]) }
            return Matrix(rows.map { row in places.map { Double(row[$0]) ?? .nan } })
        }
        let raw = matrix { !$0.hasPrefix("mfcc") }
        let reduced = try ["_mean", "_var"].map { ending in
            let x = matrix { $0.hasPrefix("mfcc") && $0.hasSuffix(ending) }
            return try PCA(components: 2).fit(x).transform(x)
        }
        let labels = rows.map { $0[$0.count - 1] }
        let genres = Set(labels).sorted()
        return (raw.joined(with: reduced[0]).joined(with: reduced[1]), labels.compactMap { genres.firstIndex(of: $0) })
    }

    @Test(.enabled(if: table != nil, "no table of GTZAN; set MIEN_DATA"))
    func givesScikitLearnsAccuracies() throws {
        let (x, y) = try columns()
        #expect(x.columnCount == 22)
        let split = try trainTestSplit(count: 1000, test: .fraction(0.2), stratifiedBy: y, seed: 1)
        let (training, test) = (x.rows(at: split.training), x.rows(at: split.test))
        let (known, truth) = (split.training.map { y[$0] }, split.test.map { y[$0] })
        #expect(try SupportVectorMachine().fit(training, known).accuracy(test, truth) == 0.255)
        #expect(try NearestNeighbors().fit(training, known).accuracy(test, truth) == 0.23)
        #expect(try GaussianNaiveBayes().fit(training, known).accuracy(test, truth) == 0.38)
    }
}
