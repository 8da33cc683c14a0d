import COpenBLAS
import Mien
import MienKernels

/// Finds the nearest of many rows by looking at all of them.
///
/// Euclidean distances are first computed from norms and products, `|x|² + |y|² − 2 x · y`, as one product of matrices a
/// tile: many times as fast as differences, but not exact where they cancel. They only rule out what is too far by more than
/// their error can be. What remains is measured by its differences, so that the order is the true one, and copies are at
/// distance zero.
struct NeighborSearch {
    private let examples: Matrix
    private let metric: NearestNeighbors.Metric
    private let means: [Double]
    /// Less their mean, which makes the products' error small.
    private let centered: [Double]
    /// Squared lengths of the centred examples, less what rounding may have added to any distance.
    private let norms: [Double]
    /// The greatest share of `|x|² + |y|²` by which a distance from products can be wrong.
    private let error: Double

    private static let queriesPerBlock = 64
    private static let examplesPerTile = 512

    init(_ examples: Matrix, metric: NearestNeighbors.Metric) {
        (self.examples, self.metric) = (examples, metric)
        guard metric == .euclidean else {
            (means, centered, norms, error) = ([], [], [], 0)
            return
        }
        let columns = examples.columnCount
        var means = [Double](repeating: 0, count: columns)
        for row in 0..<examples.rowCount {
            for (column, value) in examples.row(row).enumerated() { means[column] += value / Double(examples.rowCount) }
        }
        error = Double(4 * columns + 16) * .ulpOfOne
        self.means = means
        centered = Self.centered(examples.values, means)
        norms = Self.norms(centered, columns, share: 1 - error)
    }

    private static func centered(_ values: some Collection<Double>, _ means: [Double]) -> [Double] {
        var (result, column) = ([Double](), 0)
        result.reserveCapacity(values.count)
        for value in values {
            result.append(value - means[column])
            column = column + 1 == means.count ? 0 : column + 1
        }
        return result
    }

    private static func norms(_ values: [Double], _ columns: Int, share: Double) -> [Double] {
        values.withUnsafeBufferPointer { values in
            guard let base = values.baseAddress else { return [] }
            return stride(from: 0, to: values.count, by: columns).map {
                scalarProduct(base + $0, base + $0, count: columns) * share
            }
        }
    }

    /// The `count` nearest examples of each row of `x`.
    func nearest(_ count: Int, to x: Matrix) -> [NearestList] {
        let size = Self.queriesPerBlock
        return parallelMap((x.rowCount + size - 1) / size) { block in
            let rows = block * size..<min(x.rowCount, (block + 1) * size)
            return metric == .euclidean ? byProducts(count, x, rows) : byDifferences(count, x, rows)
        }.flatMap { $0 }
    }

    /// Tile by tile, so that all queries of a block find a tile in the cache.
    private func byDifferences(_ count: Int, _ x: Matrix, _ rows: Range<Int>) -> [NearestList] {
        let columns = examples.columnCount
        var lists = [NearestList](repeating: NearestList(capacity: count), count: rows.count)
        x.values.withUnsafeBufferPointer { queries in
            examples.values.withUnsafeBufferPointer { examples in
                guard let queries = queries.baseAddress, let examples = examples.baseAddress else { return }
                for tile in tiles {
                    for (place, row) in rows.enumerated() {
                        for index in tile {
                            let distance = manhattanDistance(
                                queries + row * columns, examples + index * columns, count: columns)
                            lists[place].insert(index, distance)
                        }
                    }
                }
            }
        }
        return lists
    }

    private var tiles: [Range<Int>] {
        stride(from: 0, to: examples.rowCount, by: Self.examplesPerTile).map {
            $0..<min(examples.rowCount, $0 + Self.examplesPerTile)
        }
    }

    private func byProducts(_ count: Int, _ x: Matrix, _ rows: Range<Int>) -> [NearestList] {
        let columns = examples.columnCount
        let queries = Self.centered(x.values[rows.lowerBound * columns..<rows.upperBound * columns], means)
        let queryNorms = Self.norms(queries, columns, share: 1 - error)
        var lists = [NearestList](repeating: NearestList(capacity: count), count: rows.count)
        var products = [Double](repeating: 0, count: rows.count * Self.examplesPerTile)
        for tile in tiles {
            multiply(queries, rows.count, tile, into: &products)
            for (place, row) in rows.enumerated() {
                update(
                    &lists[place], norm: queryNorms[place], products: products, at: place * tile.count, tile: tile,
                    row: row, of: x)
            }
        }
        for place in lists.indices { lists[place].takeRoots() }
        return lists
    }

    /// `queries · examples[tile]ᵀ`
    private func multiply(_ queries: [Double], _ count: Int, _ tile: Range<Int>, into products: inout [Double]) {
        let columns = Int32(examples.columnCount)
        centered.withUnsafeBufferPointer { centered in
            guard let base = centered.baseAddress else { return }
            cblas_dgemm(
                CblasRowMajor, CblasNoTrans, CblasTrans, Int32(count), Int32(tile.count), columns, 1, queries, columns,
                base + tile.lowerBound * examples.columnCount, columns, 0, &products, Int32(tile.count))
        }
    }

    /// Measures those examples of a tile that may be nearer than what is in the list.
    private func update(
        _ list: inout NearestList, norm: Double, products: [Double], at offset: Int, tile: Range<Int>, row: Int,
        of x: Matrix
    ) {
        let columns = examples.columnCount
        x.values.withUnsafeBufferPointer { x in
            examples.values.withUnsafeBufferPointer { examples in
                products.withUnsafeBufferPointer { products in
                    norms.withUnsafeBufferPointer { norms in
                        guard let x = x.baseAddress, let examples = examples.baseAddress,
                            let products = products.baseAddress, let norms = norms.baseAddress
                        else { return }
                        var place = 0
                        while true {
                            place = firstNear(
                                norms: norms + tile.lowerBound, products: products + offset, from: place,
                                count: tile.count, limit: list.limit - norm)
                            guard place < tile.count else { return }
                            let index = tile.lowerBound + place
                            list.insert(
                                index,
                                squaredDistance(x + row * columns, examples + index * columns, count: columns))
                            place += 1
                        }
                    }
                }
            }
        }
    }
}

/// The nearest examples so far, the nearest first, of equally near ones the earlier.
struct NearestList {
    private let capacity: Int
    private(set) var items: [(index: Int, distance: Double)] = []

    init(capacity: Int) { self.capacity = capacity }

    /// What is farther is not among the nearest.
    var limit: Double { items.count < capacity ? .infinity : items[capacity - 1].distance }

    /// Examples must come in ascending order.
    mutating func insert(_ index: Int, _ distance: Double) {
        guard items.count < capacity || distance < items[capacity - 1].distance else { return }
        if items.count == capacity { items.removeLast() }
        var place = items.count
        while place > 0, items[place - 1].distance > distance { place -= 1 }
        items.insert((index, distance), at: place)
    }

    mutating func takeRoots() {
        for place in items.indices { items[place].distance = items[place].distance.squareRoot() }
    }
}
