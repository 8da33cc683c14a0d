import Foundation
import MienRecommender
import MienTabular
import MienTestSupport
import Testing

/// What `Utilities/golden_ranking.py` wrote.
struct GoldenRanking: Decodable, Sendable {
    struct Factorization: Decodable, Sendable {
        let factors, iterations: Int
        let regularization, alpha: Double
        let start, items: [[Double]]
        let stranger: [Double]
    }

    struct Autoencoder: Decodable, Sendable {
        let regularization: Double
        let scores: [Double]
    }

    struct Gain: Decodable, Sendable {
        let gains: [Double]
        let count: Int?
        let value: Double
    }

    let weights, cosines: [[Double]]
    let stranger, contents: [Double]
    let words: [[Int]]
    let factorizations: [Factorization]
    let autoencoders: [Autoencoder]
    let gains: [Gain]

    static let shared: GoldenRanking = {
        do {
            let data = try Data(contentsOf: URL(filePath: goldenPath("ranking.json", in: .module)))
            return try JSONDecoder().decode(GoldenRanking.self, from: data)
        } catch {
            fatalError("ranking.json: \(error)")
        }
    }()

    /// The histories whose weights these are.
    var interactions: Interactions {
        get throws { try Interactions(itemCount: weights[0].count, histories: weights.map(history)) }
    }

    var strangersHistory: [Interaction] { history(stranger) }

    var wordsOfItems: [[String]] {
        words.map { row in row.enumerated().filter { $0.element > 0 }.map { "word \($0.offset)" } }
    }

    private func history(_ row: [Double]) -> [Interaction] {
        row.enumerated().filter { $0.element > 0 }.map { Interaction(item: $0.offset, time: 0, weight: $0.element) }
    }
}

/// Expects numbers within `tolerance` of the greatest one.
func expectClose(
    _ found: [Double], _ expected: [Double], within tolerance: Double, sourceLocation: SourceLocation = #_sourceLocation
) {
    let scale = expected.map(abs).max() ?? 0
    let isClose = found.count == expected.count && zip(found, expected).allSatisfy { abs($0 - $1) <= tolerance * scale }
    #expect(isClose, "\(found.prefix(6)) where \(expected.prefix(6)) are expected", sourceLocation: sourceLocation)
}

/// Expects that a model of which one number was changed is refused, or all of `changes`, by the key.
func expectRefusal<Model: Codable>(
    of model: Model, changed changes: [(path: String, value: Any)], sourceLocation: SourceLocation = #_sourceLocation
) throws {
    let data = try JSONEncoder().encode(model)
    for (path, value) in changes {
        let object = try JSONSerialization.jsonObject(with: data)
        let damaged = try JSONSerialization.data(
            withJSONObject: changed(object, path.split(separator: ".").map(String.init)[...], value))
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

/// Numbers as a file holds them.
func packed(_ numbers: [Double]) -> String { numbers.withUnsafeBytes { Data($0).base64EncodedString() } }
