extension Matrix {
    private enum CodingKeys: CodingKey { case rowCount, columnCount, values }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let rowCount = try container.decode(Int.self, forKey: .rowCount)
        let columnCount = try container.decode(Int.self, forKey: .columnCount)
        let values = try container.decode(PackedArray<Double>.self, forKey: .values).numbers
        let (size, overflows) = rowCount.multipliedReportingOverflow(by: columnCount)
        guard rowCount > 0, columnCount > 0, !overflows, size == values.count else {
            throw DecodingError.damaged(
                decoder, "\(rowCount) rows of \(columnCount) columns cannot be made of \(values.count) values")
        }
        self.init(rowCount: rowCount, columnCount: columnCount, values: values)
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(rowCount, forKey: .rowCount)
        try container.encode(columnCount, forKey: .columnCount)
        try container.encode(PackedArray(values), forKey: .values)
    }
}
