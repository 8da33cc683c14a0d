/// What was learnt from examples, such as a classifier's or a transformer's model: it can be kept in a file.
public protocol FittedModel: Sendable, Codable {
    /// What it is called in files.
    static var kind: String { get }

    /// The number of features of an example.
    var featureCount: Int { get }
}

extension FittedModel {
    /// Throws if the rows of `x` do not have as many features as were learnt from.
    package func checkFeatures(of x: Matrix) throws(TabularError) {
        guard x.columnCount == featureCount else {
            throw .featureCount(found: x.columnCount, expected: featureCount)
        }
    }
}
