import Foundation
import GTZAN
import MienTestSupport
import Testing

/// The published table and the folds, where they are at hand: `$MIEN_DATA/gtzan`.
@Suite struct RealDataTests {
    private static let folder = realData("gtzan")

    @Test(.enabled(if: folder != nil, "no GTZAN; set MIEN_DATA"))
    func table() throws {
        let path = try #require(Self.folder) + "/features_30_sec.csv"
        #expect(GTZANTable.isLikely(at: path))
        let report = GTZANTableReport(of: try GTZANTable(contentsOf: path))
        #expect(report.genuineness == .genuine && report.rows == 1_000)
        #expect(report.copies.count == 14 && report.contradictions == [["metal.00058", "rock.00016"]])
        let pairs = Set(report.copies)
        #expect(GTZAN.knownCopies.allSatisfy { pairs.contains([$0.first, $0.second]) })
    }

    @Test(.enabled(if: folder != nil, "no GTZAN; set MIEN_DATA"))
    func folds() throws {
        let folds = try ArtistFolds(contentsOf: try #require(Self.folder) + "/artist_folds.csv")
        #expect(folds.entries.count == 948 && folds.numbers == [1, 2, 3])
        #expect(Set(folds.entries.map(\.artist)).count == 412)
    }

    @Test(.enabled(if: folder != nil, "no GTZAN; set MIEN_DATA"))
    func clips() throws {
        let folder = try #require(Self.folder) + "/audio"
        guard FileManager.default.fileExists(atPath: folder) else { return }
        let report = GTZANReport(of: try GTZANClips(contentsOf: folder))
        #expect(report.unreadable.allSatisfy { GTZAN.damagedClips.contains($0.clip) })
        #expect(report.sampleRates.keys.allSatisfy { $0 == 22_050 })
    }
}
