#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The colour and shape of a point, by its place among the groups: ten of each, so that groups are told apart without
/// colours too.
struct Marker {
    let paint: Paint
    private let shape: Shape

    init(_ index: Int) {
        paint = Paint.series[index % Paint.series.count]
        shape = Shape.allCases[index % Shape.allCases.count]
    }

    /// Where the marker's outlines have their corners, about `(x, y)`. All shapes cover about as much as a disc of
    /// `radius`.
    func outlines(x: Double, y: Double, radius: Double) -> [[(x: Double, y: Double)]] {
        shape.outlines.map { $0.map { (x + radius * $0.x, y + radius * $0.y) } }
    }

    /// A path around markers at `points`, in the marker's colour. An edge in the ground's colour keeps neighbours apart.
    func drawn(at points: [(x: Double, y: Double)], radius: Double) -> SVGElement {
        var path = ""
        for point in points {
            for outline in outlines(x: point.x, y: point.y, radius: radius) {
                let corners = outline.map { "\(coordinate($0.x)) \(coordinate($0.y))" }
                path += "M\(corners.joined(separator: "L"))z"
            }
        }
        return SVGElement("path", [("d", path)]).filled(paint).stroked(.surface, width: 0.5)
    }
}

/// The outline of a marker, as corners about the origin, `y` downwards.
private enum Shape: CaseIterable {
    case disc, square, triangle, cross, diamond, invertedTriangle, ring, plus, star, hourglass

    var outlines: [[(x: Double, y: Double)]] {
        switch self {
        case .disc: [Shape.polygon(12, radius: 1)]
        case .square: [Shape.polygon(4, radius: 1.25, turned: 45)]
        case .triangle: [Shape.polygon(3, radius: 1.45)]
        case .invertedTriangle: [Shape.polygon(3, radius: 1.45, turned: 180)]
        case .diamond: [[(0, -1.5), (1, 0), (0, 1.5), (-1, 0)]]
        // Around the hole the other way.
        case .ring: [Shape.polygon(12, radius: 1.2), Shape.polygon(12, radius: 0.6).reversed()]
        case .plus: [Shape.arms(turned: 0)]
        case .cross: [Shape.arms(turned: 45)]
        case .star: [Shape.starOfFive]
        case .hourglass: [[(-1.15, -1.35), (1.15, -1.35), (0, 0)], [(0, 0), (1.15, 1.35), (-1.15, 1.35)]]
        }
    }

    /// A regular polygon with a corner at the top, turned clockwise by degrees.
    private static func polygon(_ count: Int, radius: Double, turned: Double = 0) -> [(x: Double, y: Double)] {
        (0..<count).map { corner in
            let angle = (Double(corner) / Double(count) * 360 + turned) * .pi / 180
            return (radius * sin(angle), -radius * cos(angle))
        }
    }

    private static var starOfFive: [(x: Double, y: Double)] {
        zip(polygon(5, radius: 1.6), polygon(5, radius: 0.7, turned: 36)).flatMap { [$0, $1] }
    }

    /// Two crossing bars.
    private static func arms(turned degrees: Double) -> [(x: Double, y: Double)] {
        let (end, side, angle) = (1.45, 0.42, degrees * .pi / 180)
        let corners = [
            (-side, -end), (side, -end), (side, -side), (end, -side), (end, side), (side, side), (side, end),
            (-side, end), (-side, side), (-end, side), (-end, -side), (-side, -side),
        ]
        return corners.map { (x: $0.0 * cos(angle) - $0.1 * sin(angle), y: $0.0 * sin(angle) + $0.1 * cos(angle)) }
    }
}
