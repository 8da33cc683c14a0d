/// Something that has learnt what someone likes, such as a bandit or a model of ratings.
public protocol ItemScorer: Sendable {
    /// How much each of the items is to be liked, from -1 to 1, in their order; what is no number counts as 0.
    func scores(of items: ItemColumns, for request: Request) throws(RecommenderError) -> [Float]
}
