/// A point of the drawing plane: x to the right, y downwards.
struct Point {
    var x: Float
    var y: Float

    init(_ x: Float, _ y: Float) {
        self.x = x
        self.y = y
    }

    static func + (a: Point, b: Point) -> Point { Point(a.x + b.x, a.y + b.y) }
    static func - (a: Point, b: Point) -> Point { Point(a.x - b.x, a.y - b.y) }
    static func * (a: Point, factor: Float) -> Point { Point(a.x * factor, a.y * factor) }
    var length: Float { (x * x + y * y).squareRoot() }
}

/// How much of every pixel of a rectangle a shape covers, 0…1, by exact area.
///
/// Thin, nearly level shapes (lips, lids, brows) carry the expression, and at 48 pixels they are one or two pixels
/// high: counting sub-samples would move them in steps, the exact area does not.
struct Coverage {
    /// The rectangle's left and top pixel, and its size; empty when the shape lies outside the drawing.
    let left: Int
    let top: Int
    let width: Int
    let height: Int
    /// Row by row, `width · height` values.
    private(set) var values: [Float]

    /// The area inside a closed polygon.
    ///
    /// Each edge adds, to the pixel it passes and to the pixel right of it, the change of covered area from one pixel
    /// to the next; the running sum along a row is then the coverage. Parts that the outline goes round twice count
    /// once.
    init(of outline: [Point], within size: Int) {
        var (minX, minY, maxX, maxY) = (Float(size), Float(size), Float(0), Float(0))
        for point in outline {
            (minX, maxX) = (min(minX, point.x), max(maxX, point.x))
            (minY, maxY) = (min(minY, point.y), max(maxY, point.y))
        }
        left = Int(max(minX, 0).rounded(.down))
        top = Int(max(minY, 0).rounded(.down))
        width = max(0, Int(min(maxX, Float(size)).rounded(.up)) - left)
        height = max(0, Int(min(maxY, Float(size)).rounded(.up)) - top)
        guard width > 0, height > 0 else {
            values = []
            return
        }
        // Two cells more a row: what an edge at the right border hands to its neighbours.
        let stride = width + 2
        var changes = [Float](repeating: 0, count: stride * height)
        let origin = Point(Float(left), Float(top))
        for index in outline.indices {
            let next = index + 1 < outline.count ? index + 1 : 0
            Self.add(outline[index] - origin, outline[next] - origin, to: &changes, stride: stride, rows: height)
        }
        values = [Float](repeating: 0, count: width * height)
        for row in 0..<height {
            var sum: Float = 0
            for column in 0..<width {
                sum += changes[row * stride + column]
                values[row * width + column] = min(abs(sum), 1)
            }
        }
    }

    /// Adds what the edge from `a` to `b` changes, row by row and within a row pixel by pixel.
    private static func add(_ a: Point, _ b: Point, to changes: inout [Float], stride: Int, rows: Int) {
        guard a.y != b.y else { return }
        let direction: Float = a.y < b.y ? 1 : -1
        let (upper, lower) = a.y < b.y ? (a, b) : (b, a)
        let slope = (lower.x - upper.x) / (lower.y - upper.y)
        let firstRow = max(0, Int(upper.y.rounded(.down)))
        let lastRow = min(rows, Int(lower.y.rounded(.up)))
        let rightEnd = Float(stride - 2)
        for row in firstRow..<max(firstRow, lastRow) {
            let from = max(Float(row), upper.y)
            let to = min(Float(row + 1), lower.y)
            let area = (to - from) * direction
            // An edge left of the rectangle counts at its border in full, one right of it not at all.
            let start = min(max(upper.x + (from - upper.y) * slope, 0), rightEnd)
            let end = min(max(upper.x + (to - upper.y) * slope, 0), rightEnd)
            let (low, high) = (min(start, end), max(start, end))
            var column = Int(low)
            repeat {
                let inLow = max(low, Float(column))
                let inHigh = min(high, Float(column + 1))
                let share = high > low ? (inHigh - inLow) / (high - low) : 1
                let right = (inLow + inHigh) / 2 - Float(column)
                changes[row * stride + column] += area * share * (1 - right)
                changes[row * stride + column + 1] += area * share * right
                column += 1
            } while Float(column) < high
        }
    }

    /// Hands over column and row in the drawing, and the coverage, of every pixel that is covered at all.
    func forEachPixel(_ body: (_ column: Int, _ row: Int, _ amount: Float) -> Void) {
        for row in 0..<height {
            for column in 0..<width where values[row * width + column] > 0 {
                body(column + left, row + top, values[row * width + column])
            }
        }
    }

    /// The coverage of this shape inside another one: both multiplied, zero where only one of them is.
    func clipped(to other: Coverage) -> Coverage {
        var result = self
        for row in 0..<height {
            let otherRow = row + top - other.top
            for column in 0..<width {
                let otherColumn = column + left - other.left
                let inside =
                    otherRow >= 0 && otherRow < other.height && otherColumn >= 0 && otherColumn < other.width
                result.values[row * width + column] *= inside ? other.values[otherRow * other.width + otherColumn] : 0
            }
        }
        return result
    }
}

// MARK: - Curves

/// Points along a smooth curve through all `knots`: a Catmull–Rom spline with `steps` points from knot to knot.
func smoothCurve(through knots: [Point], steps: Int = 6) -> [Point] {
    guard knots.count > 2 else { return knots }
    var points = [knots[0]]
    for index in 0..<(knots.count - 1) {
        let (p1, p2) = (knots[index], knots[index + 1])
        // The ends are continued by reflection, so that the curve neither flattens nor overshoots there.
        let p0 = index > 0 ? knots[index - 1] : p1 * 2 - p2
        let p3 = index + 2 < knots.count ? knots[index + 2] : p2 * 2 - p1
        points.append(contentsOf: segment(p0, p1, p2, p3, steps))
    }
    return points
}

/// A closed smooth curve through all `knots`.
func smoothLoop(through knots: [Point], steps: Int = 6) -> [Point] {
    let count = knots.count
    return knots.indices.flatMap { index in
        segment(
            knots[(index + count - 1) % count], knots[index], knots[(index + 1) % count], knots[(index + 2) % count],
            steps)
    }
}

/// The Catmull–Rom segment from `p1` (left out) to `p2` (included).
private func segment(_ p0: Point, _ p1: Point, _ p2: Point, _ p3: Point, _ steps: Int) -> [Point] {
    (1...steps).map { step in
        let t = Float(step) / Float(steps)
        let a = p1 * 2
        let b = (p2 - p0) * t
        let c = (p0 * 2 - p1 * 5 + p2 * 4 - p3) * (t * t)
        let d = (p1 * 3 - p0 - p2 * 3 + p3) * (t * t * t)
        return (a + b + c + d) * 0.5
    }
}

/// The outline of a line along `points` whose half-width is given at its start, middle and end.
func stroke(along points: [Point], halfWidths: (start: Float, middle: Float, end: Float)) -> [Point] {
    var (above, below): ([Point], [Point]) = ([], [])
    for (index, point) in points.enumerated() {
        let direction = points[min(index + 1, points.count - 1)] - points[max(index - 1, 0)]
        let length = max(direction.length, 1e-6)
        let t = Float(index) / Float(max(points.count - 1, 1))
        let half =
            t < 0.5
            ? halfWidths.start + (halfWidths.middle - halfWidths.start) * t * 2
            : halfWidths.middle + (halfWidths.end - halfWidths.middle) * (t * 2 - 1)
        let normal = Point(-direction.y, direction.x) * (half / length)
        above.append(point + normal)
        below.append(point - normal)
    }
    return above + below.reversed()
}
