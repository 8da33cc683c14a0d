#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// The natural logarithm of every feature, for sizes that span powers of ten, such as variances.
///
/// Values below the floor count as the floor; missing ones stay missing. Nothing is learnt but the number of features.
public struct Logarithm: Transformer {
    /// The least number whose logarithm is taken, above 0; 1e-12 by default.
    public let floor: Double

    public init(floor: Double = 1e-12) { self.floor = floor }

    /// - Throws: ``TabularError/badParameter(owner:name:found:expected:)`` for a floor that is not above 0.
    public func fit(_ x: Matrix) throws(TabularError) -> Model {
        guard floor > 0, floor.isFinite else {
            throw .badParameter(owner: "Logarithm", name: "floor", found: "\(floor)", expected: "a number above 0")
        }
        try x.checkValues(allowsMissing: true)
        return Model(featureCount: x.columnCount, floor: floor)
    }

    /// What a `Logarithm` has learnt.
    public struct Model: TransformerModel, Equatable {
        public static let kind = "logarithm"

        public let featureCount: Int
        public let floor: Double

        public func transform(_ x: Matrix) throws(TabularError) -> Matrix {
            try x.checkValues(allowsMissing: true)
            try checkFeatures(of: x)
            return x.mapColumns { value, _ in value < floor ? log(floor) : log(value) }
        }
    }
}

extension Logarithm.Model {
    private enum CodingKeys: CodingKey { case featureCount, floor }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        featureCount = try container.decode(Int.self, forKey: .featureCount)
        floor = try container.decode(Double.self, forKey: .floor)
        guard featureCount > 0, floor > 0, floor.isFinite else {
            throw DecodingError.damaged(decoder, "at least one feature and a floor above 0 are expected")
        }
    }
}
