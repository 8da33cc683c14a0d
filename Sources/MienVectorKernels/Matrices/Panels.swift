import MienKernels

/// The right-hand matrix of a product, in the order in which tiles of the result read it: panels of ``tileColumns`` columns,
/// the last one filled up, each row by row.
///
/// The baseline's products are OpenBLAS's, which packs by itself: there all columns are one panel.
struct Panels {
    let inner: Int, columns: Int

    /// Columns of a panel.
    @inline(__always)
    var width: Int {
        #if MIEN_AVX512 || MIEN_AVX2
            tileColumns
        #else
            columns
        #endif
    }

    /// Floats of all panels.
    @inline(__always) var count: Int { columns == 0 ? 0 : (columns + width - 1) / width * width * inner }

    /// The place of an element.
    @inline(__always)
    func offset(row: Int, column: Int) -> Int {
        column / width * width * inner + row * width + column % width
    }

    // MARK: - Blocks

    /// Rows of a block: a panel of so many stays in the first-level cache.
    static var blockDepth: Int { 256 }
    /// Columns of a block: all panels stay in the second-level cache.
    static var blockColumns: Int { 512 }
    /// Floats of a block.
    static var blockCount: Int { blockDepth * blockColumns }

    // MARK: - Packing

    /// Packs `[inner, columns]`.
    func pack(_ matrix: StridedMatrix<Float>, into panels: UnsafeMutablePointer<Float>) {
        for first in stride(from: 0, to: columns, by: width) {
            let panel = panels + first * inner
            let filled = min(width, columns - first)
            let source = matrix.from(row: 0, column: first)
            if source.columnStride == 1 {
                for row in 0..<inner {
                    copyRow(source.start + row * source.rowStride, filled, into: panel + row * width)
                }
            } else {
                packColumns(source, filled, into: panel)
            }
        }
    }

    @inline(__always)
    private func copyRow(_ source: UnsafePointer<Float>, _ filled: Int, into target: UnsafeMutablePointer<Float>) {
        for column in 0..<filled { target[column] = source[column] }
        for column in filled..<max(filled, width) { target[column] = 0 }
    }

    /// Packs a panel of columns that are contiguous: in squares as wide as a vector, each turned over in registers.
    private func packColumns(
        _ source: StridedMatrix<Float>, _ filled: Int, into panel: UnsafeMutablePointer<Float>
    ) {
        let (squareColumns, squareRows) = (filled / lanes * lanes, inner / lanes * lanes)
        for column in stride(from: 0, to: squareColumns, by: lanes) {
            for row in stride(from: 0, to: squareRows, by: lanes) {
                transposeSquare(
                    source.start + (column * source.columnStride + row), source.columnStride,
                    into: panel + (row * width + column), width)
            }
        }
        for column in 0..<filled {
            let values = source.start + column * source.columnStride
            for row in (column < squareColumns ? squareRows : 0)..<inner { panel[row &* width &+ column] = values[row] }
        }
        for column in filled..<max(filled, width) {
            for row in 0..<inner { panel[row &* width &+ column] = 0 }
        }
    }

    // MARK: - Product

    /// `c ← a · b`, or `c ← c + a · b` when `accumulating`, with `a` `[rows, inner]` and the panels of `b`.
    func multiply(
        _ a: StridedMatrix<Float>, _ panels: UnsafePointer<Float>, into c: UnsafeMutablePointer<Float>, stride: Int,
        rows: Int, accumulating: Bool
    ) {
        #if MIEN_AVX512 || MIEN_AVX2
            multiplyTiles(
                a, panels, rowStride: width, panelStride: width * inner, into: c, stride: stride, rows: rows,
                columns: columns, inner: inner, accumulating: accumulating)
        #else
            multiplyByBLAS(
                a, StridedMatrix(panels, stride: columns), into: c, stride: stride, rows: rows, columns: columns,
                inner: inner, accumulating: accumulating)
        #endif
    }
}

/// `c ← a · b`, or `c ← c + a · b` when `accumulating`, with a row-major `b` whose rows, `stride` apart, are readable up to a
/// multiple of ``tileColumns``.
func multiplyRows(
    _ a: StridedMatrix<Float>, _ b: UnsafePointer<Float>, bStride: Int, into c: UnsafeMutablePointer<Float>,
    stride: Int, rows: Int, columns: Int, inner: Int, accumulating: Bool
) {
    #if MIEN_AVX512 || MIEN_AVX2
        multiplyTiles(
            a, b, rowStride: bStride, panelStride: tileColumns, into: c, stride: stride, rows: rows, columns: columns,
            inner: inner, accumulating: accumulating)
    #else
        multiplyByBLAS(
            a, StridedMatrix(b, stride: bStride), into: c, stride: stride, rows: rows, columns: columns, inner: inner,
            accumulating: accumulating)
    #endif
}

#if MIEN_AVX512 || MIEN_AVX2
    /// The product tile by tile: down the rows of `a` for each block of a panel, which stays in the first-level cache. Shorter
    /// sums also lose fewer digits.
    ///
    /// - Parameters:
    ///   - rowStride: from row to row of a panel.
    ///   - panelStride: from panel to panel.
    private func multiplyTiles(
        _ a: StridedMatrix<Float>, _ b: UnsafePointer<Float>, rowStride: Int, panelStride: Int,
        into c: UnsafeMutablePointer<Float>, stride: Int, rows: Int, columns: Int, inner: Int, accumulating: Bool
    ) {
        for column in Swift.stride(from: 0, to: columns, by: tileColumns) {
            let panel = b + column / tileColumns * panelStride
            let width = min(tileColumns, columns - column)
            // Once even where the inner dimension is empty, for then the result is zero.
            for first in Swift.stride(from: 0, to: max(1, inner), by: Panels.blockDepth) {
                multiplyPanel(
                    a.from(row: 0, column: first), panel + first * rowStride, rowStride: rowStride, into: c + column,
                    stride: stride, rows: rows, columns: width, inner: min(Panels.blockDepth, inner - first),
                    accumulating: accumulating || first > 0)
            }
        }
    }

    private func multiplyPanel(
        _ a: StridedMatrix<Float>, _ panel: UnsafePointer<Float>, rowStride: Int, into c: UnsafeMutablePointer<Float>,
        stride: Int, rows: Int, columns: Int, inner: Int, accumulating: Bool
    ) {
        var row = 0
        @inline(__always)
        func take<Tile: RegisterTile>(_: Tile.Type) {
            while rows - row >= Tile.rows {
                multiplyTile(
                    Tile.self, a.start + row * a.rowStride, a.rowStride, a.columnStride, panel, rowStride,
                    into: c + row * stride, stride, columns, inner, accumulating)
                row += Tile.rows
            }
        }
        take(FullTile.self)
        #if MIEN_AVX512
            take(EightRows.self)
            take(SixRows.self)
        #endif
        take(FourRows.self)
        take(TwoRows.self)
        take(OneRow.self)
    }

    @inline(__always)
    private func multiplyTile<Tile: RegisterTile>(
        _: Tile.Type, _ a: UnsafePointer<Float>, _ aRowStride: Int, _ aColumnStride: Int, _ b: UnsafePointer<Float>,
        _ bRowStride: Int, into c: UnsafeMutablePointer<Float>, _ stride: Int, _ width: Int, _ inner: Int,
        _ accumulating: Bool
    ) {
        var tile = Tile()
        for k in 0..<inner {
            let row = b + k &* bRowStride
            tile.add(a + k &* aColumnStride, aRowStride, load(row), load(row + lanes))
        }
        if width == tileColumns { return tile.write(to: c, stride, accumulating: accumulating) }
        withUnsafeTemporaryAllocation(of: Float.self, capacity: Tile.rows * tileColumns) { whole in
            guard let whole = whole.baseAddress else { return }
            tile.write(to: whole, tileColumns, accumulating: false)
            for row in 0..<Tile.rows {
                let (source, target) = (whole + row * tileColumns, c + row * stride)
                for column in 0..<width {
                    target[column] = accumulating ? target[column] + source[column] : source[column]
                }
            }
        }
    }
#endif
