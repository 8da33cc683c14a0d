import MienTabular
import Testing

@Suite struct MatrixTests {
    private let matrix = Matrix([[1, 2, 3], [4, 5, 6]])

    @Test func rowsAndColumnsAreFound() {
        #expect(matrix[1, 0] == 4)
        #expect(Array(matrix.row(1)) == [4, 5, 6])
        #expect(matrix.column(2) == [3, 6])
    }

    @Test func rowsAndColumnsAreChosenInTheirOrder() {
        #expect(matrix.rows(at: [1, 0, 1]) == Matrix([[4, 5, 6], [1, 2, 3], [4, 5, 6]]))
        #expect(matrix.columns(at: [2, 0]) == Matrix([[3, 1], [6, 4]]))
        #expect(matrix.joined(with: Matrix([[7], [8]])) == Matrix([[1, 2, 3, 7], [4, 5, 6, 8]]))
        #expect(matrix.rows(at: []) == Matrix(rowCount: 0, columnCount: 3))
    }

    @Test func theLikeliestOfEqualColumnsIsTheFirst() {
        #expect(Matrix([[0.2, 0.4, 0.4], [0.5, 0.3, 0.2]]).likeliestColumns == [1, 0])
    }
}

@Suite struct ExamplesTests {
    @Test func labelsBecomePlacesAmongTheClasses() throws {
        let examples = try Examples(Matrix([[1], [2], [3]]), [7, -2, 7])
        #expect(examples.classes == [-2, 7])
        #expect(examples.codes == [1, 0, 1])
    }

    @Test func whatCannotBeLearntFromIsRefused() {
        #expect(throws: TabularError.labelCount(labels: 1, rows: 2)) { try Examples(Matrix([[1], [2]]), [0]) }
        #expect(throws: TabularError.oneClass(label: 3)) { try Examples(Matrix([[1], [2]]), [3, 3]) }
        #expect(throws: TabularError.noExamples(rows: 0, columns: 0)) { try Examples(Matrix([]), []) }
        #expect(throws: TabularError.notFinite(row: 1, column: 0, found: .infinity)) {
            try Examples(Matrix([[1], [.infinity]]), [0, 1], allowsMissing: true)
        }
        #expect(throws: TabularError.self) { try Examples(Matrix([[1], [.nan]]), [0, 1]) }
        #expect(throws: Never.self) { try Examples(Matrix([[1], [.nan]]), [0, 1], allowsMissing: true) }
    }
}
