import MienKernels

/// The matrix product of the last two axes: `[…, m, k] · […, k, n] → […, m, n]`; the axes before them are broadcast.
///
/// A vector on either side counts as a row or a column and loses that axis again, as in NumPy. With upstream `g`:
/// `∂a = g · bᵀ`, `∂b = aᵀ · g`.
public func matmul(_ a: Tensor, _ b: Tensor) -> Tensor {
    require(
        a.rank > 0 && b.rank > 0,
        mismatch("matmul", a.shape, b.shape, "a scalar has no matrix product; multiply with `*`"))
    if a.rank == 1 {
        let row = matmul(a.expanded(at: 0), b)
        return b.rank == 1 ? row.squeezed(-1) : row.squeezed(row.rank - 2)
    }
    if b.rank == 1 { return matmul(a, b.expanded(at: 1)).squeezed(-1) }
    require(
        a.shape[a.rank - 1] == b.shape[b.rank - 2],
        mismatch("matmul", a.shape, b.shape, "the first's last axis must be as long as the second's last but one"))
    return record("matmul", a, b) { a, b in
        (product(a, b), { g in product(g, b.transposed()) }, { g in product(a.transposed(), g) })
    }
}

/// The matrix product, not recorded.
func product(_ a: Tensor, _ b: Tensor) -> Tensor {
    require(
        a.elementType == b.elementType && a.elementType.isReal,
        "matmul: floating-point tensors of one type are expected, found \(a.elementType) and \(b.elementType)")
    let batch = broadcastShape(Array(a.shape.dropLast(2)), Array(b.shape.dropLast(2)), in: "matmul")
    let (rows, inner, columns) = (a.shape[a.rank - 2], a.shape[a.rank - 1], b.shape[b.rank - 1])
    let first = StoredMatrices(a.broadcast(to: batch + [rows, inner]))
    let second = StoredMatrices(b.broadcast(to: batch + [inner, columns]))
    let result = Tensor(uninitialized: batch + [rows, columns], a.elementType)
    let blocks = MatrixBlocks(rows: rows, columns: columns, inner: inner)
    parallelFor(result.isEmpty ? 0 : batch.product * blocks.count) { index in
        let (matrix, block) = index.quotientAndRemainder(dividingBy: blocks.count)
        let part = blocks[block]
        func run<T: MatrixScalar>(_: T.Type) {
            Tensor.withPointers(T.self, first.tensor, second.tensor, into: result) { a, b, out in
                T.multiply(
                    first.matrix(matrix, at: a).from(row: part.rows.lowerBound, column: 0),
                    second.matrix(matrix, at: b).from(row: 0, column: part.columns.lowerBound),
                    into: out + (matrix * rows + part.rows.lowerBound) * columns + part.columns.lowerBound,
                    stride: columns, rows: part.rows.count, columns: part.columns.count, inner: inner)
            }
        }
        if result.elementType == .float32 { run(Float.self) } else { run(Double.self) }
    }
    return result
}

/// Matrices of which either the rows or the columns are contiguous.
private struct StoredMatrices {
    let tensor: Tensor
    private let rowStride: Int, columnStride: Int
    private let batchShape: [Int]
    private let batchStrides: [Int]

    init(_ x: Tensor) {
        let (rows, columns) = (x.shape[x.rank - 2], x.shape[x.rank - 1])
        let (rowStride, columnStride) = (x.strides[x.rank - 2], x.strides[x.rank - 1])
        let isRowMajor = (columnStride == 1 || columns == 1) && (rowStride >= max(1, columns) || rows == 1)
        let isColumnMajor = (rowStride == 1 || rows == 1) && (columnStride >= max(1, rows) || columns == 1)
        tensor = isRowMajor || isColumnMajor ? x : x.contiguous
        if !isRowMajor && isColumnMajor {
            (self.rowStride, self.columnStride) = (1, columns == 1 ? rows : columnStride)
        } else {
            (self.rowStride, self.columnStride) = (isRowMajor && rows != 1 ? rowStride : columns, 1)
        }
        batchShape = Array(x.shape.dropLast(2))
        batchStrides = Array(tensor.strides.dropLast(2))
    }

    /// Matrix `index` of the batch.
    func matrix<T: RealScalar>(_ index: Int, at start: UnsafePointer<T>) -> StridedMatrix<T> {
        var (remainder, offset) = (index, 0)
        for axis in batchShape.indices.reversed() {
            offset += remainder % batchShape[axis] * batchStrides[axis]
            remainder /= batchShape[axis]
        }
        return StridedMatrix(start + offset, rowStride: rowStride, columnStride: columnStride)
    }
}

/// How a product is cut for the threads: by its shape alone, along the longer side of the result.
private struct MatrixBlocks {
    let rows: Int, columns: Int, count: Int
    private let size: Int

    init(rows: Int, columns: Int, inner: Int) {
        (self.rows, self.columns) = (rows, columns)
        // A block of a million products takes some 10 µs. Each block packs the right-hand matrix anew, so it has rows enough
        // to make that worth while; multiples of 12 rows and of 32 columns are whole tiles.
        let (longer, least, unit) = rows >= columns ? (rows, 192, 12) : (columns, 64, 32)
        var wanted = 1
        while wanted < 16 && 2 * wanted * 1_000_000 <= rows * columns * inner && longer / (2 * wanted) >= least {
            wanted *= 2
        }
        size = max(unit, ((longer + wanted - 1) / wanted + unit - 1) / unit * unit)
        count = (longer + size - 1) / size
    }

    subscript(block: Int) -> (rows: Range<Int>, columns: Range<Int>) {
        let start = block * size
        return rows >= columns
            ? (start..<min(rows, start + size), 0..<columns) : (0..<rows, start..<min(columns, start + size))
    }
}

/// The two types that can be multiplied.
private protocol MatrixScalar: RealScalar {
    static func multiply(
        _ a: StridedMatrix<Self>, _ b: StridedMatrix<Self>, into out: UnsafeMutablePointer<Self>, stride: Int,
        rows: Int, columns: Int, inner: Int)
}

extension Float: MatrixScalar {
    fileprivate static func multiply(
        _ a: StridedMatrix<Float>, _ b: StridedMatrix<Float>, into out: UnsafeMutablePointer<Float>, stride: Int,
        rows: Int, columns: Int, inner: Int
    ) {
        withScratch(kernels.matrixScratch) { scratch in
            kernels.multiply(
                a, b, into: out, stride: stride, rows: rows, columns: columns, inner: inner, accumulating: false,
                scratch: scratch)
        }
    }
}

extension Double: MatrixScalar {
    fileprivate static func multiply(
        _ a: StridedMatrix<Double>, _ b: StridedMatrix<Double>, into out: UnsafeMutablePointer<Double>, stride: Int,
        rows: Int, columns: Int, inner: Int
    ) {
        kernels.multiply(
            a, b, into: out, stride: stride, rows: rows, columns: columns, inner: inner, accumulating: false)
    }
}
