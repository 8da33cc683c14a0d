/// A division of histories by time: each user's last interaction is the test, the one before it the validation.
///
/// A model that is to be chosen learns from all but the last two and ranks the last but one; one that was chosen learns from all
/// but the last and ranks that. Users with fewer than three interactions are learnt from, and nobody is measured by them.
public struct LeaveLastOut: Sendable {
    /// What a result is of.
    public enum Part: String, CaseIterable, Sendable, Codable {
        case validation, test
    }

    /// All there is.
    public let interactions: Interactions
    /// The users by whom is measured, by their places.
    public let users: [Int]

    private static let least = 3

    /// - Throws: ``RankingError/noUsers(found:expected:)`` where nobody has three interactions.
    public init(_ interactions: Interactions) throws(RankingError) {
        self.interactions = interactions
        users = interactions.histories.indices.filter { interactions.histories[$0].count >= Self.least }
        guard !users.isEmpty else {
            throw .noUsers(found: interactions.histories.count, expected: "\(Self.least) interactions")
        }
    }

    /// What is learnt from for a result of a part; of the users by whom is measured it has no more than this.
    public func training(for part: Part) -> Interactions {
        interactions.dropping(last: part == .test ? 1 : 2) { $0 >= Self.least }
    }

    /// The item that somebody had next.
    public func target(of user: Int, in part: Part) -> Int {
        let history = interactions.histories[user]
        return history[history.count - (part == .test ? 1 : 2)].item
    }
}
