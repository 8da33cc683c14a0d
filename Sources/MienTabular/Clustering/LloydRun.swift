import Mien

/// Lloyd's method from given centres, on examples less their mean, which makes the distances from products exact enough.
struct LloydRun {
    let x: Matrix
    private let means: [Double]
    private let maximumSteps: Int
    /// The sum of the centres' squared moves at which it ends.
    private let limit: Double

    init(_ x: Matrix, maximumSteps: Int, tolerance: Double) {
        let count = Double(x.rowCount)
        var means = [Double](repeating: 0, count: x.columnCount)
        for row in 0..<x.rowCount {
            for (column, value) in x.row(row).enumerated() { means[column] += value / count }
        }
        self.means = means
        self.maximumSteps = maximumSteps
        self.x = x.shifted(by: means.map { -$0 })
        limit = tolerance * self.x.values.reduce(0) { $0 + $1 * $1 } / Double(x.values.count)
    }

    func centered(_ centers: Matrix) -> Matrix { centers.shifted(by: means.map { -$0 }) }

    func run(from start: Matrix) -> KMeansModel {
        var (centers, former) = (start, [Int]())
        var step = 0
        var hasConverged = false
        while step < maximumSteps {
            step += 1
            let (clusters, sums) = assigned(centers)
            let moved = self.moved(centers, clusters, sums)
            let change = zip(moved.values, centers.values).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
            centers = moved
            hasConverged = clusters == former
            former = clusters
            if hasConverged || change <= limit { break }
        }
        let clusters = hasConverged ? former : assigned(centers).clusters
        let inertia = (0..<x.rowCount).reduce(0) { $0 + distance($1, to: clusters[$1], of: centers) }
        return KMeansModel(centers: centers.shifted(by: means), inertia: inertia, steps: step)
    }

    /// The sums of a cluster's examples, and how many they are.
    private struct Sums {
        var values: [Double]
        var counts: [Double]
    }

    /// The nearest centre of each example, of equally near ones the first.
    private func assigned(_ centers: Matrix) -> (clusters: [Int], sums: Sums) {
        let norms = (0..<centers.rowCount).map { centers.row($0).reduce(0) { $0 + $1 * $1 } }
        let blocks = LinearBorders.blocks(x.rowCount)
        // |x − c|² less what all centres share, |x|².
        let scores = LinearBorders(
            coefficients: Matrix(
                rowCount: centers.rowCount, columnCount: centers.columnCount, values: centers.values.map { -2 * $0 }),
            intercepts: norms)
        let parts = parallelMap(blocks.count) { part(blocks[$0], scores) }
        var sums = Sums(
            values: [Double](repeating: 0, count: centers.values.count),
            counts: [Double](repeating: 0, count: centers.rowCount))
        for part in parts {
            for place in sums.values.indices { sums.values[place] += part.sums.values[place] }
            for place in sums.counts.indices { sums.counts[place] += part.sums.counts[place] }
        }
        return (parts.flatMap(\.clusters), sums)
    }

    private func part(_ rows: Range<Int>, _ scores: LinearBorders) -> (clusters: [Int], sums: Sums) {
        let (count, columns) = (scores.intercepts.count, x.columnCount)
        let values = scores.products(x, rows: rows)
        var sums = Sums(
            values: [Double](repeating: 0, count: count * columns), counts: [Double](repeating: 0, count: count))
        let clusters = rows.enumerated().map { place, row in
            var nearest = 0
            for cluster in 1..<max(1, count) where values[place * count + cluster] < values[place * count + nearest] {
                nearest = cluster
            }
            sums.counts[nearest] += 1
            for (column, value) in x.row(row).enumerated() { sums.values[nearest * columns + column] += value }
            return nearest
        }
        return (clusters, sums)
    }

    /// The means of the clusters; one without examples takes the example that is farthest from its centre.
    private func moved(_ centers: Matrix, _ clusters: [Int], _ sums: Sums) -> Matrix {
        var sums = sums
        let empty = sums.counts.indices.filter { sums.counts[$0] == 0 }
        if !empty.isEmpty {
            let distances = (0..<x.rowCount).map { distance($0, to: clusters[$0], of: centers) }
            let farthest = distances.indices.sorted { distances[$0] > distances[$1] }
            // Where all lie on their centres there are more clusters than different examples.
            if distances[farthest[0]] > 0 {
                for (cluster, example) in zip(empty, farthest) { relocate(cluster, to: example, clusters, &sums) }
            }
        }
        var moved = centers
        for cluster in 0..<centers.rowCount where sums.counts[cluster] > 0 {
            for column in 0..<x.columnCount {
                moved[cluster, column] = sums.values[cluster * x.columnCount + column] / sums.counts[cluster]
            }
        }
        return moved
    }

    private func relocate(_ cluster: Int, to example: Int, _ clusters: [Int], _ sums: inout Sums) {
        let (former, columns) = (clusters[example], x.columnCount)
        for (column, value) in x.row(example).enumerated() {
            sums.values[former * columns + column] -= value
            sums.values[cluster * columns + column] = value
        }
        sums.counts[former] -= 1
        sums.counts[cluster] = 1
    }

    private func distance(_ row: Int, to cluster: Int, of centers: Matrix) -> Double {
        zip(x.row(row), centers.row(cluster)).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
    }
}

extension Matrix {
    /// With a number added to each column.
    fileprivate func shifted(by shifts: [Double]) -> Matrix {
        var (shifted, column) = (values, 0)
        for place in shifted.indices {
            shifted[place] += shifts[column]
            column = column + 1 == columnCount ? 0 : column + 1
        }
        return Matrix(rowCount: rowCount, columnCount: columnCount, values: shifted)
    }
}
