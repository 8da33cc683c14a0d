import Mien

/// A hyper-parameter and the values to try.
public struct ParameterValues<Value: Sendable>: Sendable {
    public let name: String
    public let values: [Value]

    public init(_ name: String, _ values: [Value]) { (self.name, self.values) = (name, values) }
}

/// A classifier with its hyper-parameters, to be compared with others.
public struct Candidate<Learner: Classifier>: Sendable {
    /// What sets it apart, for tables: the names and the values as text.
    public let parameters: [(name: String, value: String)]
    public let classifier: Learner

    public init(_ parameters: [(name: String, value: String)], _ classifier: Learner) {
        (self.parameters, self.classifier) = (parameters, classifier)
    }

    /// `learningRate 0.3, trees 100`
    public var label: String { parameters.map { "\($0.name) \($0.value)" }.joined(separator: ", ") }
}

/// The classifiers that a search compares: all combinations of some values, or whatever is listed.
///
/// ```swift
/// let grid = ParameterGrid(
///     ParameterValues("learningRate", [0.2, 0.3, 0.4]), ParameterValues("trees", [50, 100, 150])
/// ) { rate, trees in
///     GradientBoosting(trees: trees, learningRate: rate)
/// }
/// ```
///
/// The last parameter changes fastest. Scikit-learn sorts them by their names first: give them in that order where the
/// order of the candidates, or of equally good ones, is to be the same.
public struct ParameterGrid<Learner: Classifier>: Sendable {
    /// The number of candidates.
    public let count: Int
    private let make: @Sendable (Int) -> Candidate<Learner>

    /// - Parameters:
    ///   - axes: the hyper-parameters and their values.
    ///   - make: the classifier of some values.
    public init<each Value: Sendable>(
        _ axes: repeat ParameterValues<each Value>, make: @escaping @Sendable (repeat each Value) -> Learner
    ) {
        var sizes: [Int] = []
        repeat sizes.append((each axes).values.count)
        var steps = [Int](repeating: 1, count: sizes.count)
        for axis in sizes.indices.reversed().dropFirst() { steps[axis] = steps[axis + 1] * sizes[axis + 1] }
        count = sizes.reduce(1, *)
        let (lengths, strides) = (sizes, steps)
        self.make = { index in
            var axis = 0
            var parameters: [(name: String, value: String)] = []
            func value<Each>(_ choice: ParameterValues<Each>) -> Each {
                defer { axis += 1 }
                let value = choice.values[index / strides[axis] % lengths[axis]]
                parameters.append((choice.name, "\(value)"))
                return value
            }
            let classifier = make(repeat value(each axes))
            return Candidate(parameters, classifier)
        }
    }

    /// - Parameter candidates: such as those that no grid reaches.
    public init(_ candidates: [Candidate<Learner>]) {
        count = candidates.count
        make = { candidates[$0] }
    }

    public subscript(index: Int) -> Candidate<Learner> {
        require((0..<count).contains(index), "ParameterGrid: no candidate \(index) among \(count)")
        return make(index)
    }
}
