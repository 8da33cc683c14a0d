import Foundation
import MienTabular
import MienTestSupport

/// What `Utilities/golden_tabular_selection.py` found.
struct SelectionGolden: Decodable {
    static let shared = Result {
        try JSONDecoder().decode(
            Self.self, from: Data(contentsOf: URL(filePath: goldenPath("selection.json", in: .module))))
    }

    struct Draws: Decodable {
        let seed: UInt32
        let uniform, normal: [Double]
        let bounds, integers, permutation, choice: [Int]
        let normalAfter, many: Double
    }

    struct Sample: Decodable {
        let bound, count: Int
        let seed: UInt32
        let found: [Int]
    }

    struct Splits: Decodable {
        let cases: [Case]
        let genres: [Int]

        struct Case: Decodable {
            let count: Int
            let seed: UInt32
            let test: Double
            let train: Double?
            let labels: [Int]?
            let training, held: [Int]
        }
    }

    struct ShuffledFolds: Decodable {
        let labels, groups: [Int]
        let parts: Int
        let seed: UInt32
        let plain, stratified, grouped, unshuffled: [[Int]]
    }

    struct Searches: Decodable {
        let x, stretched: [[Double]]
        let y, neighbors: [Int]
        let grid, ten, drawn: Rows
        let scores, pipelineScores: [Double]
        let predictions: [Int]

        struct Rows: Decodable {
            let neighbors, power, rank, predictions: [Int]
            let scores: [[Double]]
            let mean, deviation: [Double]
            let best: Int
        }
    }

    struct Scalers: Decodable {
        let x, unseen, standard, standardSelf, uncentered, unscaled, minMax, ranged: [[Double?]]
        let means, scales: [Double]
    }

    struct Components: Decodable {
        let x, unseen, components, transformed, inverse: [[Double]]
        let count: Int
        let whitens: Bool
        let variance, ratio, values: [Double]
    }

    struct Groups: Decodable {
        let x, joined: [[Double]]
    }

    struct Labels: Decodable {
        let names, labels: [String]
        let codes: [Int]
    }

    let draws: [Draws]
    let samples: [Sample]
    let splits: Splits
    let folds: [ShuffledFolds]
    let searches: Searches
    let scalers: Scalers
    let components: [Components]
    let columnGroups: Groups
    let labels: Labels
}

/// A matrix with NaN for what is missing.
func matrix(_ rows: [[Double?]]) -> Matrix { Matrix(rows.map { $0.map { $0 ?? .nan } }) }

/// The greatest difference, relative to the greatest number that is expected; infinite if shapes differ or something is
/// missing in one only.
func difference(_ found: Matrix, _ expected: Matrix) -> Double {
    guard found.rowCount == expected.rowCount, found.columnCount == expected.columnCount else { return .infinity }
    let scale = expected.values.filter { !$0.isNaN }.map(abs).max() ?? 1
    return zip(found.values, expected.values).map { found, expected in
        if found.isNaN && expected.isNaN { return 0 }
        let distance = abs(found - expected) / max(scale, 1e-300)
        return distance.isNaN ? .infinity : distance
    }.max() ?? 0
}

func difference(_ found: [Double], _ expected: [Double]) -> Double { difference(Matrix([found]), Matrix([expected])) }
