import Foundation
import Mien

/// How mixed the classes of a node are; a tree parts its examples so that this falls the most.
public enum Impurity: String, Sendable, Codable, CaseIterable {
    /// `1 − Σ p²` (Breiman et al. 1984).
    case gini
    /// `−Σ p · log₂ p` (Shannon 1948).
    case entropy
}

/// How many features, drawn anew for each node, a tree looks for a border in.
///
/// If all of these are constant in the node, others are drawn until one is not.
public enum FeatureLimit: Sendable, Equatable {
    case all
    /// The root of their number, rounded down.
    case squareRoot
    /// The binary logarithm of their number, rounded down.
    case logarithm
    case count(Int)
    /// A share of them in `0 … 1`, rounded down, but at least one.
    case fraction(Double)

    func count(of features: Int) -> Int {
        switch self {
        case .all: features
        case .squareRoot: max(1, Int(Double(features).squareRoot()))
        case .logarithm: max(1, Int(log2(Double(features))))
        case .count(let count): min(count, features)
        case .fraction(let share): max(1, Int(share * Double(features)))
        }
    }
}

/// What single trees and forests have in common: how a tree grows.
struct TreeOptions: Sendable {
    /// Where borders are sought.
    enum Splitter: Sendable {
        /// Between any two neighbouring values.
        case best
        /// At one threshold that is drawn for each feature.
        case random
    }

    var criterion: Impurity
    var splitter: Splitter
    var maximumDepth: Int?
    var minimumSplit: Int
    var minimumLeaf: Int
    var minimumDecrease: Double
    var maximumFeatures: FeatureLimit

    /// Throws if a setting makes no sense.
    func check(owner: String) throws(TabularError) {
        func expect(
            _ holds: Bool, _ name: String, _ found: some CustomStringConvertible, _ expected: String
        ) throws(TabularError) {
            guard !holds else { return }
            throw .badParameter(owner: owner, name: name, found: "\(found)", expected: expected)
        }
        if let maximumDepth { try expect(maximumDepth >= 1, "maximumDepth", maximumDepth, "at least 1, or nil") }
        try expect(minimumSplit >= 2, "minimumSplit", minimumSplit, "at least 2")
        try expect(minimumLeaf >= 1, "minimumLeaf", minimumLeaf, "at least 1")
        try expect(
            minimumDecrease >= 0 && minimumDecrease.isFinite, "minimumDecrease", minimumDecrease,
            "a finite number, at least 0,")
        switch maximumFeatures {
        case .count(let count): try expect(count >= 1, "maximumFeatures", count, "at least 1")
        case .fraction(let share): try expect(share > 0 && share <= 1, "maximumFeatures", share, "above 0, at most 1,")
        case .all, .squareRoot, .logarithm: break
        }
    }
}
