import Mien

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Draws one face: person, movements and view to a grey picture.
///
/// Positions are given in the face's own frame: the origin between the eyes and the tip of the nose, x to the picture's
/// right, y downwards, 1 = half the face's height (the chin lies at y = 1). ``place(_:_:depth:)`` brings them into the
/// picture. `side` is −1 for the half of the face at the picture's left and 1 for the other.
struct FacePainter {
    let person: Person
    let actions: FaceActions
    let view: View
    var canvas: Canvas
    private let roll: (cosine: Float, sine: Float)
    private let yaw: (cosine: Float, sine: Float)
    private let pitchSine: Float

    private init(_ person: Person, _ actions: FaceActions, _ view: View, size: Int) {
        self.person = person
        self.actions = actions
        self.view = view
        canvas = Canvas(size: size)
        roll = (cosf(view.roll), sinf(view.roll))
        yaw = (cosf(view.yaw), sinf(view.yaw))
        pitchSine = sinf(view.pitch)
    }

    /// The picture of a face with side length `size`, row by row.
    static func draw(
        _ person: Person, _ actions: FaceActions, _ view: View, size: Int, noise: inout RandomStream
    ) -> [UInt8] {
        var painter = FacePainter(person, actions, view, size: size)
        painter.drawBackground()
        painter.drawHead()
        painter.drawSkin()
        painter.drawNose()
        painter.drawMouth()
        painter.drawBeard()
        for side: Float in [-1, 1] {
            painter.drawEye(side)
            painter.drawBrow(side)
        }
        painter.drawHair()
        painter.drawGlasses()
        return painter.develop(&noise)
    }

    /// A point of the face in pixels; `depth` is how far it stands out of the face's cylinder (the nose does).
    func place(_ x: Float, _ y: Float, depth: Float = 0) -> Point {
        let radius = person.headWidth + 0.12
        let sine = min(max(x / radius, -1), 1)
        let cosine = (1 - sine * sine).squareRoot()
        let turned = radius * (sine * yaw.cosine + cosine * yaw.sine) + depth * yaw.sine
        return flat(turned, y + (0.45 * cosine + depth) * pitchSine)
    }

    /// A point of the head's outline in pixels: turned in the plane only.
    func flat(_ x: Float, _ y: Float) -> Point {
        Point(x * roll.cosine - y * roll.sine, x * roll.sine + y * roll.cosine) * view.scale + view.centre
    }

    /// A line over the skin: a fold, a lid, a rim.
    mutating func line(
        _ knots: [Point], width: Float, albedo: Float, opacity: Float = 1,
        taper: (start: Float, end: Float) = (0.3, 0.3)
    ) {
        guard opacity > 0.02 else { return }
        let half = width * view.scale / 2
        canvas.paint(
            stroke(along: smoothCurve(through: knots), halfWidths: (half * taper.start, half, half * taper.end)),
            albedo: albedo, opacity: min(opacity, 1))
    }

    /// A fold of the skin: a dark line with strength 0…1, deeper in an old face.
    mutating func fold(_ knots: [Point], strength: Float, width: Float = 0.04) {
        line(
            knots, width: width, albedo: person.skin * 0.45,
            opacity: min(max(strength, 0), 1) * (0.35 + 0.45 * person.age))
    }

    /// An ellipse about a point of the face; radii in half face heights.
    func ellipse(_ x: Float, _ y: Float, _ radiusX: Float, _ radiusY: Float, depth: Float = 0) -> [Point] {
        (0..<20).map { step in
            let angle = Float(step) * (2 * Float.pi / 20)
            return place(x + radiusX * cosf(angle), y + radiusY * sinf(angle), depth: depth)
        }
    }

    /// Exposure, blur and noise, and grey values of eight bits.
    private func develop(_ noise: inout RandomStream) -> [UInt8] {
        let exposed = canvas.reflected.map { min(max(view.offset + view.gain * $0, 0), 1) }
        return blurred(exposed, size: canvas.size, sigma: view.blur).map { value in
            let noisy = view.noise > 0.004 ? value + view.noise * noise.nextNormal() : value
            return UInt8(min(max(noisy * 255, 0), 255).rounded())
        }
    }
}
