/// What somebody did with what was recommended to them.
public enum Reaction: String, CaseIterable, Sendable, Codable {
    case like, play, skip

    /// What it is worth, 0 … 1.
    public var reward: Double {
        switch self {
        case .like: 1
        case .play: 0.5
        case .skip: 0
        }
    }
}
