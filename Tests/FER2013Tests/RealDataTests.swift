import FER2013
import Foundation
import Testing

/// The original data, where it is at hand: `$MIEN_DATA/fer2013`, and `$MIEN_FER2013_CSV` or `$MIEN_DATA/fer2013.csv`.
@Suite(.serialized) struct RealDataTests {
    @Test(.enabled(if: RealData.folder != nil, "no FER2013 folder; set MIEN_DATA"))
    func imageFolder() throws {
        let splits = try FER2013Splits(contentsOf: try #require(RealData.folder))
        let (train, validation) = (try #require(splits.train), try #require(splits.validation))
        #expect(train.classCounts == FER2013.Split.train.originalCounts)
        #expect(validation.classCounts == FER2013.Split.validation.originalCounts)
        let five = splits.restricted(to: [.happy, .sad, .angry, .surprise, .neutral])
        #expect(five.train?.count == 24_176)
        #expect(five.train?.expressions == [.angry, .happy, .neutral, .sad, .surprise])

        let report = FER2013Report(of: splits)
        #expect(report.genuineness == .genuine)
        let sum = Double(try #require(report.fingerprint).pixelSum)
        #expect(abs(sum / 8_564_083_072 - 1) < 1e-5)
        try checkFaults(report.faults, splits)
        let decoded = try JSONDecoder().decode(FER2013Report.self, from: JSONEncoder().encode(report))
        #expect(decoded == report)
    }

    /// Faults as they were counted by another program, in the table beside the images.
    private func checkFaults(_ faults: Faults, _ splits: FER2013Splits) throws {
        #expect(faults.surplusCopies == 1_532)
        #expect(faults.shared.first { $0.split == .validation }?.images == 280)
        #expect(faults.contradictions.count == 47)
        let folder = try #require(RealData.folder)
        let index = try String(contentsOfFile: "\(folder)/index.csv", encoding: .utf8)
        let rows = index.split(whereSeparator: \.isNewline).dropFirst().map { $0.split(separator: ",") }
        let blank = rows.filter { $0[4] == "1" }.map { "\(folder)/\($0[0])" }
        #expect(blank.count == 13)
        #expect(Set(faults.blank) == Set(blank))
    }

    @Test(.enabled(if: RealData.table != nil, "no fer2013.csv; set MIEN_FER2013_CSV"))
    func table() throws {
        let splits = try FER2013Splits(contentsOf: try #require(RealData.table))
        #expect(splits.layout == .table)
        #expect(splits.train?.classCounts == FER2013.Split.train.originalCounts)
        #expect(splits.validation?.classCounts == FER2013.Split.validation.originalCounts)
        #expect(FER2013Report(of: splits).genuineness == .genuine)
    }

    /// Whatever their order: the mean images of every class are the same within half a grey level.
    @Test(.enabled(if: RealData.table != nil && RealData.folder != nil, "needs folder and table"))
    func folderAndTableHoldTheSame() throws {
        let folder = try FER2013Splits(contentsOf: try #require(RealData.folder))
        let table = try FER2013Splits(contentsOf: try #require(RealData.table))
        for split in [FER2013.Split.train, .validation] {
            let (first, second) = (try #require(folder[split]), try #require(table[split]))
            #expect(first.classCounts == second.classCounts)
            for label in 0..<7 {
                let (a, b) = (meanImage(first, label), meanImage(second, label))
                #expect(zip(a, b).allSatisfy { abs($0 - $1) < 0.5 })
            }
        }
    }

    private func meanImage(_ images: FER2013Images, _ label: Int) -> [Double] {
        var sums = [Int](repeating: 0, count: FER2013.pixelCount)
        for index in images.labels.indices where images.labels[index] == label {
            for (place, pixel) in images.pixels(at: index).enumerated() { sums[place] += Int(pixel) }
        }
        return sums.map { Double($0) / Double(images.classCounts[label]) }
    }
}
