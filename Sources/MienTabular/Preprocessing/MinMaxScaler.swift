/// Stretches every feature to a range: scikit-learn's `MinMaxScaler`.
///
/// Missing values are left out of the extremes, and stay missing. A constant feature becomes the range's lower end; one
/// without any value is moved there from 0.
public struct MinMaxScaler: Transformer {
    /// What the values learnt from are stretched to; 0 … 1 by default.
    public let range: ClosedRange<Double>
    /// Whether unseen values beyond the range are cut off; not so by default.
    public let clips: Bool

    public init(range: ClosedRange<Double> = 0...1, clips: Bool = false) { (self.range, self.clips) = (range, clips) }

    /// - Throws: ``TabularError/notFinite(row:column:found:)`` for infinite values, ``TabularError/tooLarge(owner:column:)``
    ///   for some that are too far apart.
    public func fit(_ x: Matrix) throws(TabularError) -> Model {
        guard range.lowerBound < range.upperBound, (range.upperBound - range.lowerBound).isFinite else {
            throw .badParameter(
                owner: "MinMaxScaler", name: "range", found: "\(range)", expected: "a finite range that is not empty")
        }
        try x.checkValues(allowsMissing: true)
        var model = Model(scales: [], offsets: [], range: clips ? [range.lowerBound, range.upperBound] : nil)
        for column in 0..<x.columnCount {
            let values = x.column(column).filter { !$0.isNaN }
            let (least, greatest) = (values.min() ?? 0, values.max() ?? 0)
            let spread = greatest - least
            let scale = (range.upperBound - range.lowerBound) / (spread < 10 * .ulpOfOne ? 1 : spread)
            let offset = range.lowerBound - least * scale
            guard scale > 0, scale.isFinite, offset.isFinite else {
                throw .tooLarge(owner: "MinMaxScaler", column: column)
            }
            model.scales.append(scale)
            model.offsets.append(offset)
        }
        return model
    }

    /// What a `MinMaxScaler` has learnt.
    public struct Model: TransformerModel, Equatable {
        public static let kind = "min-max-scaler"

        /// What each feature is multiplied by.
        public fileprivate(set) var scales: [Double]
        /// What is added to it then.
        public fileprivate(set) var offsets: [Double]
        /// Least and greatest value, where what is beyond is cut off.
        fileprivate let range: [Double]?

        public var featureCount: Int { scales.count }

        public func transform(_ x: Matrix) throws(TabularError) -> Matrix {
            try x.checkValues(allowsMissing: true)
            try checkFeatures(of: x)
            let stretched = x.mapColumns { $0 * scales[$1] + offsets[$1] }
            guard let range else { return stretched }
            // Compared so that what is missing stays so.
            return stretched.mapColumns { value, _ in
                if value < range[0] { range[0] } else if value > range[1] { range[1] } else { value }
            }
        }
    }
}

extension MinMaxScaler.Model {
    private enum CodingKeys: CodingKey { case scales, offsets, range }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        scales = try container.decode([Double].self, forKey: .scales)
        offsets = try container.decode([Double].self, forKey: .offsets)
        range = try container.decodeIfPresent([Double].self, forKey: .range)
        guard !scales.isEmpty, scales.count == offsets.count, scales.allSatisfy({ $0.isFinite && $0 > 0 }),
            offsets.allSatisfy(\.isFinite)
        else {
            throw DecodingError.damaged(decoder, "as many finite offsets as scales above 0 are expected")
        }
        if let range, range.count != 2 || !(range[0] < range[1]) {
            throw DecodingError.damaged(decoder, "a range has two ends, the lower one first")
        }
    }
}
