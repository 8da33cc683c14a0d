import Mien

/// Where the lips lie, in the face's frame.
struct Mouth {
    let width: Float
    let cornerHeight: Float
    /// The line where the lips meet, or the edges of the opening between them, at the middle.
    let upperEdge: Float
    let lowerEdge: Float
    let upperLip: Float
    let lowerLip: Float
    /// How far the edges stay level towards the corners: 0 rounded, 1 square.
    let squareness: Float

    /// The upper border of the upper lip and the lower border of the lower lip, at the middle.
    var top: Float { upperEdge - upperLip }
    var bottom: Float { lowerEdge + lowerLip }

    init(_ person: Person, _ actions: FaceActions) {
        let (pull, stretch, jaw) = (actions[.lipCornerPull], actions[.lipStretch], actions[.jawDrop])
        let (press, part, chin) = (actions[.lipPress], actions[.lipsPart], actions[.chinRaise])
        let rounding = max(0, jaw * 0.3 - 0.4 * pull - 0.4 * stretch)
        width = person.mouthWidth * (1 + 0.42 * pull + 0.3 * stretch - 0.12 * press - rounding)
        let middle = person.mouthHeight
        cornerHeight =
            middle - person.mouthCurve - 0.13 * pull + 0.1 * actions[.lipCornerDepress] + 0.05 * stretch + 0.09 * jaw
        let closed = middle + 0.03 * pull - 0.05 * chin - 0.03 * actions[.lipCornerDepress]
        upperEdge = closed - 0.075 * actions[.upperLipRaise] - 0.025 * part
        // Pressed lips stay shut, however far the jaw goes.
        let opening = (0.1 * part + 0.34 * jaw + 0.03 * pull * part) * max(0.1, 1 - 0.8 * press)
        lowerEdge = max(closed + opening, upperEdge + 0.008)
        let thin = max(0.3, 1 - 0.6 * press - 0.3 * pull - 0.25 * stretch)
        upperLip = person.lipThickness * thin * (1 - 0.2 * actions[.upperLipRaise])
        lowerLip = person.lipThickness * 1.3 * thin * (1 + 0.3 * chin)
        squareness = min(1, 0.3 + 0.7 * max(stretch, actions[.upperLipRaise]))
    }

    func corner(_ side: Float) -> Point { Point(side * width, cornerHeight) }
}

extension FacePainter {
    var mouth: Mouth { Mouth(person, actions) }

    mutating func drawMouth() {
        let mouth = mouth
        let upperEdge = edge(mouth, mouth.upperEdge)
        let lowerEdge = edge(mouth, mouth.lowerEdge)
        // A corner turned down or up leaves a small shadow, which is what shows it in a small picture.
        for side: Float in [-1, 1] {
            shade(
                mouth.corner(side).x + side * 0.03, mouth.cornerHeight + 0.02, 0.05, 0.04,
                0.15 + 0.15 * max(actions[.lipCornerPull], actions[.lipCornerDepress]))
        }
        shade(0, mouth.bottom + 0.07, 0.13, 0.035, 0.2 + 0.15 * actions[.chinRaise])
        let bow = mouth.upperLip
        let shoulder = mix(mouth, mouth.top, 0.72)
        let upperBorder = smoothCurve(through: [
            at(mouth.corner(-1)), at(Point(-mouth.width * 0.55, shoulder)),
            at(Point(-mouth.width * 0.18, mouth.top - bow * 0.15)), at(Point(0, mouth.top + bow * 0.2)),
            at(Point(mouth.width * 0.18, mouth.top - bow * 0.15)), at(Point(mouth.width * 0.55, shoulder)),
            at(mouth.corner(1)),
        ])
        let lowerBorder = edge(mouth, mouth.bottom)
        canvas.paint(upperBorder + upperEdge.reversed(), albedo: person.lips)
        canvas.paint(upperEdge + lowerBorder.reversed(), albedo: min(person.lips * 1.12, 1))
        drawOpening(mouth, upperEdge, lowerEdge)
        // Level lines beside and below the chin's ball when it is pushed up.
        fold(
            [place(-0.12, mouth.bottom + 0.1), place(0, mouth.bottom + 0.07), place(0.12, mouth.bottom + 0.1)],
            strength: actions[.chinRaise], width: 0.03)
    }

    private mutating func drawOpening(_ mouth: Mouth, _ upperEdge: [Point], _ lowerEdge: [Point]) {
        let gap = mouth.lowerEdge - mouth.upperEdge
        let opening = Coverage(of: upperEdge + lowerEdge.reversed(), within: canvas.size)
        canvas.paint(opening, albedo: 0.05)
        if gap > 0.04 {
            // Teeth hang from the upper lip; a stretched or raised lip shows more of them.
            let bared = max(actions[.lipCornerPull], max(actions[.upperLipRaise], actions[.lipStretch]))
            let length = min(0.03 + 0.09 * bared, gap * 0.85)
            let below = edge(mouth, mouth.upperEdge, lowered: length)
            canvas.paint(upperEdge + below.reversed(), albedo: 0.92, opacity: 0.3 + 0.7 * bared, clippedTo: opening)
            if gap > 0.16 {
                canvas.paint(
                    ellipse(0, mouth.lowerEdge, mouth.width * 0.55, 0.1), albedo: person.lips * 0.7, clippedTo: opening)
            }
        }
        line(upperEdge.strided(by: 4), width: 0.03, albedo: 0.12, opacity: 0.85, taper: (0.9, 0.9))
    }

    /// The level at a part of the way from the corner to the middle.
    private func mix(_ mouth: Mouth, _ middle: Float, _ part: Float) -> Float {
        mouth.cornerHeight + (middle - mouth.cornerHeight) * part
    }

    /// From the left corner to the right one through `middle`.
    private func edge(_ mouth: Mouth, _ middle: Float, lowered: Float = 0) -> [Point] {
        let shoulder = 0.62 + 0.3 * mouth.squareness
        let y = { (part: Float) in self.mix(mouth, middle, part) + lowered }
        return smoothCurve(through: [
            at(mouth.corner(-1)), at(Point(-mouth.width * 0.62, y(shoulder))), at(Point(0, y(1))),
            at(Point(mouth.width * 0.62, y(shoulder))), at(mouth.corner(1)),
        ])
    }

    private func at(_ point: Point) -> Point { place(point.x, point.y, depth: 0.04) }
}

extension [Point] {
    /// Every `step`-th point, from the first.
    fileprivate func strided(by step: Int) -> [Point] { stride(from: 0, to: count, by: step).map { self[$0] } }
}
