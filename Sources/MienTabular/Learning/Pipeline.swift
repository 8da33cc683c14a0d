/// Transformers one after the other, and a classifier that learns from what comes out: scikit-learn's `Pipeline`.
///
/// ```swift
/// let pipeline = Pipeline([StandardScaler(), PCA(components: 10)], classifier: NearestNeighbors(count: 5))
/// let validation = try crossValidate(pipeline, x, y)   // all is learnt inside each fold
/// ```
public struct Pipeline<Last: Classifier>: Classifier {
    public let transformers: [any Transformer]
    public let classifier: Last

    public init(_ transformers: [any Transformer], classifier: Last) {
        (self.transformers, self.classifier) = (transformers, classifier)
    }

    public func fit(_ x: Matrix, _ y: [Int]) throws(TabularError) -> PipelineModel<Last.Model> {
        guard y.count == x.rowCount else { throw .labelCount(labels: y.count, rows: x.rowCount) }
        var x = x
        var models: [any TransformerModel] = []
        for transformer in transformers {
            let model: any TransformerModel = try transformer.fit(x)
            x = try model.transform(x)
            models.append(model)
        }
        return PipelineModel(transformers: models, classifier: try classifier.fit(x, y))
    }
}

/// What a ``Pipeline`` has learnt. It says how sure it is if its classifier does.
public struct PipelineModel<Last: ClassifierModel>: ClassifierModel {
    public static var kind: String { pipelineKind }

    public let transformers: [any TransformerModel]
    public let classifier: Last

    /// - Parameters:
    ///   - transformers: models that were learnt before, the first of them first.
    ///   - classifier: what has learnt from what they make.
    public init(transformers: [any TransformerModel], classifier: Last) {
        (self.transformers, self.classifier) = (transformers, classifier)
    }

    public var classes: [Int] { classifier.classes }
    public var featureCount: Int { transformers.first?.featureCount ?? classifier.featureCount }

    public func predict(_ x: Matrix) throws(TabularError) -> [Int] { try classifier.predict(try transform(x)) }

    /// What the classifier gets to see of `x`.
    public func transform(_ x: Matrix) throws(TabularError) -> Matrix {
        var x = x
        for transformer in transformers { x = try transformer.transform(x) }
        return x
    }
}

extension PipelineModel: ProbabilisticModel where Last: ProbabilisticModel {
    public func predictProbabilities(_ x: Matrix) throws(TabularError) -> Matrix {
        try classifier.predictProbabilities(try transform(x))
    }
}

extension ClassifierModel {
    /// This model behind transformers that were learnt before it, the first of them first.
    package func behind(_ transformers: [any TransformerModel]) -> any ClassifierModel {
        PipelineModel(transformers: transformers, classifier: self)
    }
}

// MARK: - Files

let pipelineKind = "pipeline"

private enum PipelineKeys: CodingKey { case transformers, classifier }

/// What a file holds of a pipeline's model: its type is known when its classifier's is.
private struct PipelineParts: Decodable {
    let transformers: [any TransformerModel]
    let classifier: CodedModel

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: PipelineKeys.self)
        transformers = try container.decode([CodedModel].self, forKey: .transformers).map { try $0.transformer }
        classifier = try container.decode(CodedModel.self, forKey: .classifier)
    }

    func model(_ classifier: some ClassifierModel) -> any FittedModel {
        PipelineModel(transformers: transformers, classifier: classifier)
    }
}

func decodePipeline(_ decoder: any Decoder) throws -> any FittedModel {
    let parts = try PipelineParts(from: decoder)
    return parts.model(try parts.classifier.classifier)
}

extension PipelineModel {
    public init(from decoder: any Decoder) throws {
        let parts = try PipelineParts(from: decoder)
        self.init(
            transformers: parts.transformers, classifier: try parts.classifier.typed(Last.kind.debugDescription))
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: PipelineKeys.self)
        try container.encode(transformers.map { CodedModel($0) }, forKey: .transformers)
        try container.encode(CodedModel(classifier), forKey: .classifier)
    }
}
