/// The kinds of models that can be read from a file.
///
/// ```swift
/// let file = try ModelFile("mine.json", kinds: .standard.adding(MyModel.self))
/// ```
public struct ModelKinds: Sendable {
    typealias Decode = @Sendable (any Decoder) throws -> any FittedModel

    private var table: [String: Decode] = [:]

    /// All kinds of this library.
    public static let standard = ModelKinds()
        .adding(ColumnGroups.Model.self)
        .adding(GaussianNaiveBayesModel.self)
        .adding(GradientBoostingModel.self)
        .adding(KMeansModel.self)
        .adding(Logarithm.Model.self)
        .adding(LogisticRegressionModel.self)
        .adding(MinMaxScaler.Model.self)
        .adding(NearestNeighborsModel.self)
        .adding(NeuralClassifierModel.self)
        .adding(PCA.Model.self)
        .adding(StandardScaler.Model.self)
        .adding(StochasticGradientDescentModel.self)
        .adding(SupportVectorModel.self)
        .adding(TreeModel.self)
        .adding(VotingModel.self)
        .adding(pipelineKind) { try decodePipeline($0) }

    /// These kinds and that of a model of one's own.
    public func adding(_ type: any FittedModel.Type) -> ModelKinds {
        adding(type.kind) { try type.init(from: $0) }
    }

    /// - Parameter decode: for a kind whose type depends on what it holds.
    private func adding(_ kind: String, _ decode: @escaping Decode) -> ModelKinds {
        var kinds = self
        kinds.table[kind] = decode
        return kinds
    }

    subscript(kind: String) -> Decode? { table[kind] }
}

// MARK: - While a file is read

extension ModelKinds {
    private static let key = CodingUserInfoKey(rawValue: "MienTabular.ModelKinds")

    /// What a decoder is told, so that models inside models are found.
    var userInfo: [CodingUserInfoKey: any Sendable] { Self.key.map { [$0: self] } ?? [:] }

    /// What a decoder was told.
    init(of decoder: any Decoder) {
        self = Self.key.flatMap { decoder.userInfo[$0] as? ModelKinds } ?? .standard
    }
}
