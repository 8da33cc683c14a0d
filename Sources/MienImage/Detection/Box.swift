/// A rectangle of pixels.
public struct Box: Equatable, Hashable, Sendable, Codable {
    /// The leftmost column.
    public let x: Int
    /// The uppermost row.
    public let y: Int
    public let width: Int
    public let height: Int

    public init(x: Int, y: Int, width: Int, height: Int) {
        (self.x, self.y, self.width, self.height) = (x, y, width, height)
    }

    func holdsCenter(of other: Box) -> Bool {
        let (column, row) = (2 * other.x + other.width, 2 * other.y + other.height)
        return (2 * x...2 * (x + width)).contains(column) && (2 * y...2 * (y + height)).contains(row)
    }

    /// What of it lies in an image of the given size; nil if nothing does.
    func clipped(toWidth imageWidth: Int, height imageHeight: Int) -> Box? {
        let (left, top) = (max(x, 0), max(y, 0))
        let (right, bottom) = (min(x + width, imageWidth), min(y + height, imageHeight))
        return right > left && bottom > top ? Box(x: left, y: top, width: right - left, height: bottom - top) : nil
    }
}
