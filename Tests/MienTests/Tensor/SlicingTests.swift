import Mien
import MienTestSupport
import Testing

/// Subscripts against lists of the places they should take; the gate covers their gradients.
@Suite struct SlicingTests {
    private let x = Tensor.range(0, 60).reshaped([3, 4, 5])

    @Test func placesAndRanges() {
        #expect(x[1, 2, 3].item == 33 && x[1, 2, 3].shape == [])
        #expect(x[-1, -1, -1].item == 59)
        #expect(x[1].scalars == (20..<40).map { Float($0) })
        #expect(x[0..., 1..<3, 4].scalars == [9, 14, 29, 34, 49, 54])
        #expect(x[0, 1...2, 0].scalars == [5, 10])
        #expect(x[0, ..<2, 0].scalars == [0, 5] && x[0, ...2, 0].scalars == [0, 5, 10])
        #expect(x[0, 0, 3...].scalars == [3, 4] && x[0, 0, 5...].shape == [0])
    }

    @Test func rangesFromTheEnd() {
        #expect(x[0, 0, (-2)...].scalars == [3, 4] && x[0, 0, ..<(-2)].scalars == [0, 1, 2])
        #expect(x[0, 0, -3 ..< -1].scalars == [2, 3])
        #expect(x[0, 0, -3 ... -1].scalars == [2, 3, 4] && x[0, 0, -3 ... -2].scalars == [2, 3])
        #expect(x[0, 0, ...(-1)].scalars == [0, 1, 2, 3, 4] && x[0, 0, ...(-2)].scalars == [0, 1, 2, 3])
        #expect(x[0, 0, ..<0].shape == [0])
    }

    @Test func steps() {
        let row = x[0, 0]
        #expect(row[(0...).by(2)].scalars == [0, 2, 4] && row[(1...).by(2)].scalars == [1, 3])
        #expect(row[(0...).by(7)].scalars == [0] && row[(0...).by(5)].scalars == [0])
        #expect(row[(0...).by(-1)].scalars == [4, 3, 2, 1, 0] && row[(0...).by(-2)].scalars == [4, 2, 0])
        #expect(row[(0..<4).by(-2)].scalars == [3, 1] && row[(1..<4).by(-9)].scalars == [3])
        #expect(row[(2..<2).by(-1)].shape == [0] && row[(5...).by(2)].shape == [0])
        #expect(row[(0...).by(2).by(2)].scalars == [0, 4] && row[(0...).by(2).by(-1)].scalars == [4, 2, 0])
        #expect(row[(0...).by(-1).by(-1)].scalars == row.scalars && row[(0...).by(-2).by(-2)].scalars == [0, 4])
        #expect(row[3.by(1)].shape == [] && row[3.by(1)].item == 3)
    }

    @Test func stridesOfStrides() {
        let view = x.transposed()[0..., (0...).by(-1), 1...]
        #expect(view.shape == [3, 5, 3])
        #expect(view[2, 0].scalars == [49, 54, 59] && view[2, 3].scalars == [46, 51, 56])
        #expect(view[0..., 0, 0].scalars == [9, 29, 49])
    }

    @Test func anEllipsisStandsForTheOtherAxes() {
        #expect(x[.ellipsis, 4].shape == [3, 4] && x[.ellipsis, 4].scalars == x[0..., 0..., 4].scalars)
        #expect(x[1, .ellipsis, 2].scalars == [22, 27, 32, 37])
        #expect(x[1, 2, .ellipsis].scalars == x[1, 2].scalars && x[.ellipsis].shape == x.shape)
        #expect(x[1, .ellipsis, 2, 3].item == 33)
        var y = Tensor.zeros([2, 2, 2])
        y[.ellipsis, 1] = Tensor(5)
        #expect(y.scalars == [0, 5, 0, 5, 0, 5, 0, 5])
    }

    // MARK: - Writing

    @Test func partsAreWritten() {
        var y = Tensor.zeros([2, 3])
        y[0..., 1] = Tensor([5, 6])
        #expect(y.scalars == [0, 5, 0, 0, 6, 0])
        y[1] = Tensor(7)
        #expect(y.scalars == [0, 5, 0, 7, 7, 7])
        y[(0...).by(-1), (0...).by(2)] = Tensor([[1, 2], [3, 4]])
        #expect(y.scalars == [3, 5, 4, 1, 7, 2])
        y[0, 0] += 10
        #expect(y.scalars[0] == 13)
        y[2...] = Tensor.zeros([0, 3])
        #expect(y.scalars == [13, 5, 4, 1, 7, 2])
    }

    @Test func whatIsWrittenTakesTheTensorsType() {
        var y = Tensor.zeros([2], .int32)
        y[0] = Tensor(3.9)
        #expect(y.int32Scalars == [3, 0])
    }

    @Test func aTensorIsWrittenIntoItself() {
        var y = Tensor([1, 2, 3, 4])
        y[0...] = y[(0...).by(-1)]
        #expect(y.scalars == [4, 3, 2, 1])
        y[1...] = y[..<3]
        #expect(y.scalars == [4, 4, 3, 2])
    }

    // MARK: - Copy on write

    @Test func viewsStayWhenTheirSourceChanges() {
        var y = Tensor.range(0, 6).reshaped([2, 3])
        let (copy, row, transposed, flat, wide) = (y, y[1], y.transposed(), y.flattened(), y[0].broadcast(to: [4, 3]))
        y[0..., 0] = Tensor(9)
        #expect(y.scalars == [9, 1, 2, 9, 4, 5])
        #expect(copy.scalars == [0, 1, 2, 3, 4, 5] && row.scalars == [3, 4, 5])
        #expect(transposed.scalars == [0, 3, 1, 4, 2, 5] && flat.scalars == [0, 1, 2, 3, 4, 5])
        #expect(wide[3].scalars == [0, 1, 2])
    }

    @Test func sourcesStayWhenAViewChanges() {
        let y = Tensor.range(0, 6).reshaped([2, 3])
        var (row, transposed, wide) = (y[1], y.transposed(), y[0].broadcast(to: [2, 3]))
        row[0] = Tensor(-1)
        transposed[0, 0] = Tensor(-2)
        wide[1, 1] = Tensor(-3)
        #expect(y.scalars == [0, 1, 2, 3, 4, 5])
        #expect(row.scalars == [-1, 4, 5] && transposed.scalars == [-2, 3, 1, 4, 2, 5])
        // One row of a broadcast is changed, not all of them.
        #expect(wide.scalars == [0, 1, 2, 0, -3, 2])
    }

    /// Where nobody else looks, a change needs no copy.
    @Test func aTensorThatIsAloneChangesInPlace() {
        var y = Tensor.zeros([100])
        let before = y.withPointer(Float.self) { UInt(bitPattern: $0) }
        y[3] = Tensor(1)
        #expect(y.withPointer(Float.self) { UInt(bitPattern: $0) } == before)
    }
}
