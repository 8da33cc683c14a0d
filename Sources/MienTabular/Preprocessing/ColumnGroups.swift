/// Treats groups of columns differently and joins what comes out, group after group: scikit-learn's `ColumnTransformer`.
///
/// ```swift
/// // Two components of the means, two of the variances, behind the other columns as they are.
/// let groups = ColumnGroups([
///     .pass(others), .transform(means, by: PCA(components: 2)), .transform(variances, by: PCA(components: 2)),
/// ])
/// ```
public struct ColumnGroups: Transformer {
    /// Some columns, by their numbers, and what becomes of them.
    public struct Group: Sendable {
        fileprivate let columns: [Int]
        fileprivate let transformer: (any Transformer)?

        /// The columns as `transformer` changes them.
        public static func transform(_ columns: some Sequence<Int>, by transformer: any Transformer) -> Group {
            Group(columns: Array(columns), transformer: transformer)
        }

        /// The columns as they are.
        public static func pass(_ columns: some Sequence<Int>) -> Group {
            Group(columns: Array(columns), transformer: nil)
        }
    }

    /// What becomes of the columns that are in no group.
    public enum Others: Sendable {
        /// They are left out.
        case drop
        /// They come last, as they are.
        case pass
    }

    public let groups: [Group]
    /// What becomes of the columns that are in no group; they are left out by default.
    public let others: Others

    /// - Parameters:
    ///   - groups: in the order in which they come out; a column may be in several of them.
    ///   - others: what becomes of the columns that are in no group.
    public init(_ groups: [Group], others: Others = .drop) { (self.groups, self.others) = (groups, others) }

    public func fit(_ x: Matrix) throws(TabularError) -> Model {
        guard x.rowCount > 0, x.columnCount > 0 else {
            throw .noExamples(rows: x.rowCount, columns: x.columnCount)
        }
        let named = Set(groups.flatMap(\.columns))
        if let stranger = named.filter({ !(0..<x.columnCount).contains($0) }).min() {
            throw .badParameter(
                owner: "ColumnGroups", name: "columns", found: "\(stranger)",
                expected: "a column of the \(x.columnCount), counted from 0,")
        }
        var parts: [Model.Part] = []
        for group in groups where !group.columns.isEmpty {
            let model: (any TransformerModel)? = try group.transformer?.fit(x.columns(at: group.columns))
            parts.append(Model.Part(columns: group.columns, model: model))
        }
        let rest = (0..<x.columnCount).filter { !named.contains($0) }
        if others == .pass && !rest.isEmpty { parts.append(Model.Part(columns: rest, model: nil)) }
        guard !parts.isEmpty else {
            throw .badParameter(owner: "ColumnGroups", name: "groups", found: "empty", expected: "at least one column")
        }
        return Model(featureCount: x.columnCount, parts: parts)
    }

    /// What `ColumnGroups` have learnt.
    public struct Model: TransformerModel {
        public static let kind = "column-groups"

        fileprivate struct Part {
            let columns: [Int]
            /// Nil where the columns are passed as they are.
            let model: (any TransformerModel)?
        }

        public let featureCount: Int
        fileprivate let parts: [Part]

        public func transform(_ x: Matrix) throws(TabularError) -> Matrix {
            try checkFeatures(of: x)
            var joined = Matrix(rowCount: x.rowCount, columnCount: 0)
            for part in parts {
                let chosen = x.columns(at: part.columns)
                joined = joined.joined(with: try part.model?.transform(chosen) ?? chosen)
            }
            return joined
        }
    }
}

extension ColumnGroups.Model {
    private enum CodingKeys: CodingKey { case featureCount, parts }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        featureCount = try container.decode(Int.self, forKey: .featureCount)
        parts = try container.decode([Part].self, forKey: .parts)
        let count = featureCount
        guard !parts.isEmpty, parts.allSatisfy({ $0.columns.allSatisfy { $0 >= 0 && $0 < count } }) else {
            throw DecodingError.damaged(decoder, "groups of columns in 0 ..< \(count) are expected")
        }
    }
}

extension ColumnGroups.Model.Part: Codable {
    private enum CodingKeys: CodingKey { case columns, model }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        columns = try container.decode([Int].self, forKey: .columns)
        model = try container.decodeIfPresent(CodedModel.self, forKey: .model)?.transformer
        guard !columns.isEmpty, model == nil || model?.featureCount == columns.count else {
            throw DecodingError.damaged(decoder, "a transformer of as many features as there are columns is expected")
        }
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(columns, forKey: .columns)
        try container.encodeIfPresent(model.map { CodedModel($0) }, forKey: .model)
    }
}
