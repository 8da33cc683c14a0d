import Foundation
import MienTabular
import Testing

@Suite struct LogarithmTests {
    @Test func sizesBecomeLogarithmsAndWhatIsBelowTheFloorCountsAsIt() throws {
        let model = try Logarithm(floor: 1e-3).fit(Matrix([[1, 2], [3, 4]]))
        let changed = try model.transform(Matrix([[M_E, 1], [0, -5], [.nan, 1e-4]]))
        #expect(changed.row(0).map { ($0 * 1e12).rounded() / 1e12 } == [1, 0])
        #expect(Array(changed.row(1)) == [log(1e-3), log(1e-3)])
        #expect(changed[2, 0].isNaN && changed[2, 1] == log(1e-3))
    }

    @Test func whatMakesNoSenseIsRefused() throws {
        #expect(throws: TabularError.self) { try Logarithm(floor: 0).fit(Matrix([[1]])) }
        #expect(throws: TabularError.notFinite(row: 0, column: 0, found: .infinity)) {
            try Logarithm().fit(Matrix([[.infinity]]))
        }
        let model = try Logarithm().fit(Matrix([[1]]))
        #expect(throws: TabularError.featureCount(found: 2, expected: 1)) { try model.transform(Matrix([[1, 2]])) }
        let hostile = Data(#"{"featureCount": 1, "floor": -1}"#.utf8)
        #expect(throws: DecodingError.self) { try JSONDecoder().decode(Logarithm.Model.self, from: hostile) }
    }
}
