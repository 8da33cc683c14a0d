import Foundation
import MienTabular
import MienTestSupport
import Testing

/// What `Utilities/golden_tabular_models.py` wrote.
struct GoldenModels: Decodable, Sendable {
    struct Table: Decodable, Sendable {
        let x: [[Double]]
        let y: [Int]
        let unseen: [[Double]]

        var rows: Matrix { Matrix(x) }
        var unseenRows: Matrix { Matrix(unseen) }
    }

    struct SupportVectors: Decodable, Sendable {
        let table: Int
        let kernel, gammaName: String
        let cost, gamma, constant, tolerance: Double
        let degree: Int
        let seed: UInt32?
        let counts: [Int]
        let coefficients: [[Double]]
        let intercepts: [Double]
        let decisions: [[Double]]
        let predictions: [Int]
        let probabilities: [[Double]]?
    }

    struct Neighbors: Decodable, Sendable {
        let table, neighbors: Int
        let weights: NearestNeighbors.Weights
        let metric: NearestNeighbors.Metric
        let distances, probabilities: [[Double]]
        let predictions: [Int]
    }

    struct Bayes: Decodable, Sendable {
        let table: Int
        let smoothing: Double
        let priors: [Double]?
        let means, variances, likelihoods, probabilities: [[Double]]
        let predictions: [Int]
    }

    struct Descent: Decodable, Sendable {
        let table: Int
        let seed: UInt32
        let loss: String
        let penalty: String?
        let alpha, l1: Double
        let epochs: Int
        let coefficients: [[Double]]
        let intercepts: [Double]
        let predictions: [Int]
        let probabilities: [[Double]]?
    }

    struct Logistic: Decodable, Sendable {
        let table: Int
        let cost: Double
        let coefficients, probabilities: [[Double]]
        let intercepts: [Double]
        let predictions: [Int]
    }

    struct Clusters: Decodable, Sendable {
        let table, clusters, steps: Int
        let start: [[Double]]?
        let centers, distances: [[Double]]
        let inertia: Double
        let labels: [Int]
    }

    struct Votes: Decodable, Sendable {
        let table: Int
        let kind: String
        let weights: [Double]?
        let predictions: [Int]
        let probabilities: [[Double]]?
    }

    struct Importance: Decodable, Sendable {
        let table, repeats: Int
        let seed: UInt32
        let losses: [[Double]]
        let means, deviations: [Double]
    }

    let tables: [Table]
    let supportVectors: [SupportVectors]
    let neighbors: [Neighbors]
    let bayes: [Bayes]
    let descent: [Descent]
    let logistic: [Logistic]
    let clusters: [Clusters]
    let voting: [Votes]
    let importance: [Importance]

    static let shared: GoldenModels = {
        let url = URL(fileURLWithPath: goldenPath("models.json", in: .module))
        return try! JSONDecoder().decode(GoldenModels.self, from: Data(contentsOf: url))
    }()
}

/// Expects numbers within `tolerance` times the greatest magnitude that is expected, or times one if that is less.
func expectClose(
    _ found: [Double], _ expected: [Double], within tolerance: Double, _ what: Comment? = nil,
    sourceLocation: SourceLocation = #_sourceLocation
) {
    guard found.count == expected.count else {
        Issue.record("\(found.count) numbers, \(expected.count) expected", sourceLocation: sourceLocation)
        return
    }
    let scale = max(1, expected.map(abs).max() ?? 1)
    let worst = zip(found, expected).map { abs($0 - $1) }.max() ?? 0
    #expect(worst <= tolerance * scale, what, sourceLocation: sourceLocation)
}

func expectClose(
    _ found: Matrix, _ expected: [[Double]], within tolerance: Double, _ what: Comment? = nil,
    sourceLocation: SourceLocation = #_sourceLocation
) {
    #expect(found.rowCount == expected.count, what, sourceLocation: sourceLocation)
    expectClose(found.values, expected.flatMap { $0 }, within: tolerance, what, sourceLocation: sourceLocation)
}

/// Bad input that no classifier may learn from or judge, and what becomes of a model in a file.
func expectCare(_ classifier: some Classifier, sourceLocation: SourceLocation = #_sourceLocation) throws {
    let table = GoldenModels.shared.tables[1]
    let (x, y) = (table.rows, table.y)
    func expectError(_ body: () throws -> Void) {
        #expect(throws: TabularError.self, sourceLocation: sourceLocation, performing: body)
    }
    expectError { _ = try classifier.fit(x, Array(y.dropLast())) }
    expectError { _ = try classifier.fit(x, y.map { _ in 1 }) }
    expectError { _ = try classifier.fit(Matrix(rowCount: 0, columnCount: 0), []) }
    expectError { _ = try classifier.fit(Matrix(rowCount: y.count, columnCount: 0), y) }
    expectError { _ = try classifier.fit(x.rows(at: [0]), [y[0]]) }
    for value in [Double.nan, .infinity] {
        var spoiled = x
        spoiled[3, 2] = value
        expectError { _ = try classifier.fit(spoiled, y) }
    }

    let model = try classifier.fit(x, y)
    let predictions = try model.predict(table.unseenRows)
    #expect(model.classes == [2, 5, 9] && model.featureCount == 7, sourceLocation: sourceLocation)
    expectError { _ = try model.predict(x.rows(at: [])) }
    expectError { _ = try model.predict(x.columns(at: [0, 1])) }
    var spoiled = table.unseenRows
    spoiled[0, 0] = .nan
    expectError { _ = try model.predict(spoiled) }

    let again = try JSONDecoder().decode(type(of: model), from: JSONEncoder().encode(model))
    #expect(try again.predict(table.unseenRows) == predictions, sourceLocation: sourceLocation)
    try expectSameBits(whateverThreads: classifier, sourceLocation: sourceLocation)

    // One constant column, and more columns than rows.
    let constant = x.joined(with: Matrix(rowCount: x.rowCount, columnCount: 1, repeating: 3))
    #expect(try classifier.fit(constant, y).featureCount == 8, sourceLocation: sourceLocation)
    let wide = GoldenModels.shared.tables[3]
    #expect(try classifier.fit(wide.rows, wide.y).classes == [1, 2, 3], sourceLocation: sourceLocation)
}

private func expectSameBits(
    whateverThreads classifier: some Classifier, sourceLocation: SourceLocation
) throws {
    let table = GoldenModels.shared.tables[2]
    let models = try [1, 2, 3].map { threads in
        try withThreads(threads) { try encoded(classifier.fit(table.rows, table.y)) }
    }
    #expect(models[0] == models[1] && models[1] == models[2], sourceLocation: sourceLocation)
}

private func encoded(_ model: some Encodable) throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    return try encoder.encode(model)
}

/// Expects that a file in which any of these places was changed is refused as damaged.
///
/// - Parameter changes: a path such as `borders.intercepts`, and what is put there.
func expectRefusal<Model: Codable>(
    of model: Model, changed changes: [(path: String, value: Any)], sourceLocation: SourceLocation = #_sourceLocation
) throws {
    let data = try JSONEncoder().encode(model)
    for (path, value) in changes {
        var object = try JSONSerialization.jsonObject(with: data)
        object = try changed(object, path.split(separator: ".").map(String.init)[...], value)
        let damaged = try JSONSerialization.data(withJSONObject: object)
        #expect(throws: DecodingError.self, "\(path): \(value)", sourceLocation: sourceLocation) {
            try JSONDecoder().decode(Model.self, from: damaged)
        }
    }
}

private func changed(_ object: Any, _ path: ArraySlice<String>, _ value: Any) throws -> Any {
    guard let key = path.first else { return value }
    var dictionary = try #require(object as? [String: Any])
    dictionary[key] = try changed(try #require(dictionary[key]), path.dropFirst(), value)
    return dictionary
}
