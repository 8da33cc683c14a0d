/// How integral images of part of a picture lie in memory: the sums, those of the tilted cones if need be, and those of the
/// squares, each of `rows` rows of `pitch` numbers.
struct IntegralLayout {
    /// Numbers in a row.
    let pitch: Int
    /// Zero, or where a row's odd columns begin, which then lie apart from the even ones: windows that are two columns apart
    /// are neighbours.
    let half: Int
    let rows: Int
    let hasTilted: Bool

    /// - Parameters:
    ///   - width: of the widest picture, in pixels.
    ///   - height: of the highest part, in pixels.
    ///   - step: from window to window, 1 or 2.
    init(width: Int, height: Int, step: Int, hasTilted: Bool) {
        // An integral image has a column more than the picture.
        let side = (width + 1 + step - 1) / step
        let padded = (side + 15) / 16 * 16
        pitch = padded * step
        half = step == 2 ? padded : 0
        rows = height + 1
        self.hasTilted = hasTilted
    }

    var planeSize: Int { rows * pitch }
    /// Where the squares begin.
    var squares: Int { hasTilted ? 2 * planeSize : planeSize }
    /// All numbers, with those that are read, and do not count, beyond the last window.
    var count: Int { squares + planeSize + 2 * pitch }

    private func place(_ x: Int, _ y: Int) -> Int32 {
        Int32(y * pitch + (half == 0 ? x : x % 2 * half + x / 2))
    }

    /// The corners of a rectangle: the sum of its pixels is the first less the second and the third, and the fourth.
    func corners(of box: Box) -> SIMD4<Int32> {
        let (right, bottom) = (box.x + box.width, box.y + box.height)
        return SIMD4(place(box.x, box.y), place(right, box.y), place(box.x, bottom), place(right, bottom))
    }

    /// The corners of a tilted rectangle, from the uppermost to the lowest.
    func tiltedCorners(of box: Box) -> SIMD4<Int32> {
        let (x, y, width, height) = (box.x, box.y, box.width, box.height)
        let corners = SIMD4(
            place(x, y), place(x - height, y + height), place(x + width, y + width),
            place(x + width - height, y + width + height))
        return corners &+ Int32(planeSize)
    }
}
