/// A way to change the features of examples that is learnt from them, such as scaling.
///
/// ```swift
/// let scaler = try StandardScaler().fit(training)
/// let scaled = try scaler.transform(test)
/// ```
public protocol Transformer: Sendable {
    associatedtype Model: TransformerModel

    func fit(_ x: Matrix) throws(TabularError) -> Model
}

/// What a transformer has learnt.
public protocol TransformerModel: Sendable, Codable {
    /// What it is called in files.
    static var kind: String { get }

    /// The number of features of an example.
    var featureCount: Int { get }

    func transform(_ x: Matrix) throws(TabularError) -> Matrix
}

extension TransformerModel {
    /// Throws if the rows of `x` do not have as many features as were learnt from.
    package func checkFeatures(of x: Matrix) throws(TabularError) {
        guard x.columnCount == featureCount else {
            throw .featureCount(found: x.columnCount, expected: featureCount)
        }
    }
}
