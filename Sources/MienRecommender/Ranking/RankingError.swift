import Mien

/// What can go wrong with ranking items, and with measuring how well it goes.
public enum RankingError: Failure, Equatable {
    /// A setting that makes no sense.
    case badParameter(owner: String, name: String, found: String, expected: String)
    /// Nobody has done anything with any item.
    case noInteractions
    /// An item that the catalogue does not have; items are counted from zero.
    case unknownItem(item: Int, count: Int)
    /// A weight that is no finite number above zero.
    case badWeight(item: Int, found: Double)
    /// Other than one entry for each item.
    case itemCount(what: String, found: Int, expected: Int)
    /// More of something than a model of this sort can be made of.
    case tooMany(owner: String, what: String, found: Int, limit: Int)
    /// Nobody has done enough to be measured by.
    case noUsers(found: Int, expected: String)
    /// Features that are not as many as were learnt from, or no numbers.
    case badFeatures(found: String, expected: String)
    case notConverged(owner: String, reason: String)

    public var kind: FailureKind {
        switch self {
        case .badParameter: .usage
        case .noInteractions, .unknownItem, .badWeight, .itemCount, .tooMany, .noUsers, .badFeatures, .notConverged:
            .badData
        }
    }

    public var description: String {
        switch self {
        case .badParameter(let owner, let name, let found, let expected):
            "\(owner): \(name) is \(found) where \(expected) is expected."
        case .noInteractions:
            "Nobody has rated, played or watched anything, where at least one interaction is expected. Give more data."
        case .unknownItem(let item, let count):
            "Item \(item) where the catalogue has \(count), counted from 0. Give the catalogue that the history belongs to."
        case .badWeight(let item, let found):
            "The weight of item \(item) is \(found) where a finite number above 0 is expected. Leave out what says nothing."
        case .itemCount(let what, let found, let expected):
            "\(what) of \(found) items where the catalogue has \(expected). Give one entry for each item."
        case .tooMany(let owner, let what, let found, let limit):
            "\(owner): \(found) \(what), where at most \(limit) are possible. Choose another ranker, or a part of them."
        case .noUsers(let found, let expected):
            "None of \(found) users has \(expected), which it takes to be measured by. Give longer histories."
        case .badFeatures(let found, let expected):
            "\(found) where \(expected) are expected. Give the features that were learnt from."
        case .notConverged(let owner, let reason):
            "\(owner) found no solution: \(reason)."
        }
    }
}

/// Throws ``RankingError/badParameter(owner:name:found:expected:)`` unless a setting makes sense.
func check<Value>(
    _ owner: String, _ name: String, _ value: Value, _ expected: String, where makesSense: (Value) -> Bool
) throws(RankingError) {
    guard makesSense(value) else {
        throw .badParameter(owner: owner, name: name, found: "\(value)", expected: expected)
    }
}
