/// A model whose borders between classes are straight.
public protocol LinearModel: ProbabilisticModel {
    /// `[classes, features]`, or `[1, features]` of two classes, for the second.
    var coefficients: Matrix { get }
    /// One for each row of the coefficients.
    var intercepts: [Double] { get }
}

extension LinearModel {
    public var featureCount: Int { coefficients.columnCount }

    /// `[examples, classes]`, or `[examples, 1]` of two classes: above zero on the class's side, for two on the second's.
    public func decisionValues(_ x: Matrix) throws(TabularError) -> Matrix {
        try checkFeatures(of: x)
        try x.checkValues()
        return LinearBorders(coefficients: coefficients, intercepts: intercepts).decisionValues(x)
    }

    public func predict(_ x: Matrix) throws(TabularError) -> [Int] {
        let values = try decisionValues(x)
        return (0..<x.rowCount).map { classes[LinearBorders.side(of: values.row($0))] }
    }
}
