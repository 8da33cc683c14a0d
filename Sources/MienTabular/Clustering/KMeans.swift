import Mien
import MienKernels

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Divides examples into clusters, each around its mean (Lloyd 1982); scikit-learn's `KMeans`, with starts of its own.
///
/// Scale the features first.
public struct KMeans: Transformer {
    /// How many there are to be; 8 by default.
    public var clusters: Int
    /// How many times it begins anew; the result with the least inertia counts; 10 by default.
    public var starts: Int
    /// The most steps of a start; 300 by default.
    public var maximumSteps: Int
    /// How far the centres may still move, together, as a share of the features' mean variance, when a start ends;
    /// 1e-4 by default.
    public var tolerance: Double
    /// Decides the first centres; 0 by default.
    public var seed: UInt64

    public init(
        clusters: Int = 8, starts: Int = 10, maximumSteps: Int = 300, tolerance: Double = 1e-4, seed: UInt64 = 0
    ) {
        (self.clusters, self.starts, self.maximumSteps) = (clusters, starts, maximumSteps)
        (self.tolerance, self.seed) = (tolerance, seed)
    }

    /// - Throws: ``TabularError/tooFew(what:found:expected:)`` where there are fewer examples than clusters.
    public func fit(_ x: Matrix) throws(TabularError) -> KMeansModel {
        try checkParameters(for: x)
        let run = LloydRun(x, maximumSteps: maximumSteps, tolerance: tolerance)
        let models = parallelMap(starts) { start in
            var random = RandomStream(seed: seed, purpose: .initialization, UInt64(start))
            return run.run(from: firstCenters(run.x, &random))
        }
        let best = models.indices.min {
            models[$0].inertia < models[$1].inertia || (models[$0].inertia == models[$1].inertia && $0 < $1)
        }
        return models[best ?? 0]
    }

    /// From centres that are given, one start alone.
    package func fit(_ x: Matrix, from centers: Matrix) throws(TabularError) -> KMeansModel {
        try checkParameters(for: x)
        let run = LloydRun(x, maximumSteps: maximumSteps, tolerance: tolerance)
        return run.run(from: run.centered(centers))
    }

    private func checkParameters(for x: Matrix) throws(TabularError) {
        let owner = "KMeans"
        try check(owner, "clusters", clusters, "a number above 0") { $0 > 0 }
        try check(owner, "starts", starts, "a number in 1 … 10,000") { (1...10_000).contains($0) }
        try check(owner, "maximumSteps", maximumSteps, "a number above 0") { $0 > 0 }
        try check(owner, "tolerance", tolerance, "a finite number from 0") { $0 >= 0 && $0.isFinite }
        try x.checkValues()
        guard clusters <= x.rowCount else {
            throw .tooFew(what: "rows", found: x.rowCount, expected: "at least as many as clusters, \(clusters),")
        }
    }

    /// Examples that lie far apart: each is drawn with a probability in proportion to its squared distance from those before
    /// it, the best of a few (Arthur & Vassilvitskii 2007).
    private func firstCenters(_ x: Matrix, _ random: inout RandomStream) -> Matrix {
        var chosen = [random.nextInt(below: x.rowCount)]
        var distances = squaredDistances(x, from: chosen[0])
        let trials = 2 + Int(log(Double(clusters)))
        while chosen.count < clusters {
            let total = distances.reduce(0, +)
            var best: (index: Int, distances: [Double], total: Double)?
            for _ in 0..<trials {
                let index = drawn(Double.random(in: 0..<1, using: &random) * total, distances)
                let nearer = zip(distances, squaredDistances(x, from: index)).map { min($0, $1) }
                let sum = nearer.reduce(0, +)
                if best.map({ sum < $0.total }) ?? true { best = (index, nearer, sum) }
            }
            guard let best else { break }
            chosen.append(best.index)
            distances = best.distances
        }
        return x.rows(at: chosen)
    }

    /// The first place at which the sum of what lies before it, and of itself, reaches `threshold`.
    private func drawn(_ threshold: Double, _ shares: [Double]) -> Int {
        var sum = 0.0
        for (place, share) in shares.enumerated() {
            sum += share
            if sum >= threshold { return place }
        }
        return shares.count - 1
    }

    private func squaredDistances(_ x: Matrix, from center: Int) -> [Double] {
        x.values.withUnsafeBufferPointer { values in
            guard let base = values.baseAddress else { return [] }
            return (0..<x.rowCount).map {
                squaredDistance(base + $0 * x.columnCount, base + center * x.columnCount, count: x.columnCount)
            }
        }
    }
}

/// The centres that ``KMeans`` found.
public struct KMeansModel: TransformerModel {
    public static let kind = "k-means"

    /// `[clusters, features]`
    public let centers: Matrix
    /// The sum of squared distances of what was learnt from to the nearest centres.
    public let inertia: Double
    /// The steps of the start that won.
    public let steps: Int

    public var featureCount: Int { centers.columnCount }

    /// The cluster of each row, whose centre is nearest; of equally near ones the first.
    public func predict(_ x: Matrix) throws(TabularError) -> [Int] {
        let distances = try transform(x)
        return (0..<x.rowCount).map { row in
            distances.row(row).enumerated().min { $0.element < $1.element }?.offset ?? 0
        }
    }

    /// How far each row is from each centre: `[examples, clusters]`.
    public func transform(_ x: Matrix) throws(TabularError) -> Matrix {
        try checkFeatures(of: x)
        try x.checkValues()
        let blocks = LinearBorders.blocks(x.rowCount)
        let values = parallelMap(blocks.count) { distances(x, rows: blocks[$0]) }
        return Matrix(rowCount: x.rowCount, columnCount: centers.rowCount, values: values.flatMap { $0 })
    }

    private func distances(_ x: Matrix, rows: Range<Int>) -> [Double] {
        x.values.withUnsafeBufferPointer { x in
            centers.values.withUnsafeBufferPointer { centers in
                guard let x = x.baseAddress, let centers = centers.baseAddress else { return [] }
                return rows.flatMap { row in
                    (0..<self.centers.rowCount).map {
                        squaredDistance(x + row * featureCount, centers + $0 * featureCount, count: featureCount)
                            .squareRoot()
                    }
                }
            }
        }
    }
}

extension KMeansModel {
    private enum CodingKeys: String, CodingKey {
        case centers, inertia, steps
    }

    public init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        centers = try values.decode(Matrix.self, forKey: .centers)
        inertia = try values.decode(Double.self, forKey: .inertia)
        steps = try values.decode(Int.self, forKey: .steps)
        try decoder.check(centers.isSound(), "centres with finite features")
        try decoder.check(inertia >= 0 && inertia.isFinite && steps >= 0, "an inertia and steps from zero")
    }
}
