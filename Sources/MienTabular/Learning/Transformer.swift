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
public protocol TransformerModel: FittedModel {
    func transform(_ x: Matrix) throws(TabularError) -> Matrix
}
