import Mien

/// The edges of an eye's lids, in the face's frame: the upper from the outer corner to the inner one, the lower back.
struct Eye {
    let centre: Point
    let upperLid: [Point]
    let lowerLid: [Point]

    init(_ person: Person, _ actions: FaceActions, side: Float) {
        centre = Point(side * person.eyeDistance, -0.17)
        let narrow = max(actions[.lidTighten], actions[.noseWrinkle])
        let (raise, cheek) = (actions[.upperLidRaise], actions[.cheekRaise])
        let up = 1 + 0.6 * raise - 0.85 * actions[.lidDroop] - 0.3 * narrow - 0.15 * cheek
        let down = 1 + 0.15 * raise - 0.55 * narrow - 0.7 * cheek
        let above = 0.095 * person.eyeOpening * max(0.05, up)
        let below = 0.06 * person.eyeOpening * max(0.05, down)
        // The lid follows the inner end of its brow: up in sorrow, down in anger.
        let slant = 0.035 * actions[.innerBrowRaise] * (1 - actions[.outerBrowRaise]) - 0.03 * actions[.browLower]
        let (x, y, half) = (centre.x, centre.y, side * person.eyeWidth)
        let outer = Point(x + half, y - person.eyeTilt)
        let inner = Point(x - half, y + 0.02)
        upperLid = [
            outer, Point(x + half * 0.5, y - above * 0.82 + slant), Point(x - half * 0.1, y - above),
            Point(x - half * 0.6, y - above * 0.66 - slant), inner,
        ]
        lowerLid = [
            inner, Point(x - half * 0.5, y + below * 0.85), Point(x + half * 0.1, y + below),
            Point(x + half * 0.6, y + below * 0.75), outer,
        ]
    }
}

/// Eyes, brows and nose.
extension FacePainter {
    mutating func drawEye(_ side: Float) {
        let eye = Eye(person, actions, side: side)
        let upper = eye.upperLid.map { place($0.x, $0.y) }
        let lower = eye.lowerLid.map { place($0.x, $0.y) }
        let opening = Coverage(of: smoothCurve(through: upper) + smoothCurve(through: lower), within: canvas.size)
        canvas.paint(opening, albedo: 0.55 + 0.35 * person.skin)
        // The eyes look towards the camera, however the head is turned.
        let (x, y) = (eye.centre.x - 0.15 * view.yaw, eye.centre.y - 0.005)
        canvas.paint(ellipse(x, y, 0.088, 0.088), albedo: person.iris, clippedTo: opening)
        canvas.paint(ellipse(x, y, 0.042, 0.042), albedo: 0.02, clippedTo: opening)
        canvas.paint(ellipse(x - 0.03, y - 0.035, 0.02, 0.02), albedo: 1, opacity: 0.8, clippedTo: opening)
        line(upper, width: 0.045, albedo: 0.06, opacity: 0.9, taper: (0.6, 0.5))
        line(lower, width: 0.022, albedo: person.skin * 0.4, opacity: 0.6, taper: (0.4, 0.6))
        let crease = upper.map { $0 - Point(0, (0.05 + 0.02 * actions[.lidDroop]) * view.scale) }
        line(crease, width: 0.022, albedo: person.skin * 0.5, opacity: 0.5 * (1 - 0.6 * actions[.upperLidRaise]))
        // The bag under the eye, pushed up by the cheek.
        let bag = lower.map { $0 + Point(0, 0.05 * view.scale) }
        let pushed = max(actions[.cheekRaise], actions[.lidTighten], actions[.noseWrinkle])
        fold(bag, strength: 0.15 + 0.6 * pushed, width: 0.03)
    }

    mutating func drawBrow(_ side: Float) {
        let y = person.browHeight
        let (inner, outer) = (actions[.innerBrowRaise], actions[.outerBrowRaise])
        let lower = max(actions[.browLower], 0.6 * actions[.noseWrinkle])
        let knots = [
            place(side * (0.14 - 0.05 * lower), y + 0.02 - 0.14 * inner + 0.12 * lower),
            place(side * 0.27, y - person.browArch * 0.7 - 0.1 * inner - 0.04 * outer + 0.075 * lower),
            place(side * 0.42, y - person.browArch - 0.02 * inner - 0.12 * outer + 0.03 * lower),
            place(side * 0.56, y + 0.035 + 0.02 * inner - 0.1 * outer - 0.005 * lower),
        ]
        line(
            knots, width: person.browThickness * 1.7, albedo: person.hairAlbedo * 0.75,
            opacity: 0.85, taper: (0.8, 0.25))
    }

    mutating func drawNose() {
        let wrinkle = actions[.noseWrinkle]
        let tip = person.noseLength - 0.035 * wrinkle
        let width = person.noseWidth * (1 + 0.15 * max(wrinkle, actions[.lipCornerPull] * 0.7))
        // The side turned away from the lamp lies in shadow, the ridge in light.
        let dark: Float = view.lamp.x > 0 ? -1 : 1
        shade(dark * 0.09, 0.02, 0.045, 0.16, 0.14)
        shade(0, 0.02, 0.035, 0.14, -0.1)
        shade(0, tip + 0.09, width * 0.7, 0.04, 0.22)
        for side: Float in [-1, 1] {
            line(
                [
                    place(side * width * 0.85, tip - 0.09, depth: 0.08), place(side * width, tip - 0.01, depth: 0.08),
                    place(side * width * 0.75, tip + 0.04, depth: 0.08),
                ], width: 0.03, albedo: person.skin * 0.45, opacity: 0.55)
            canvas.paint(
                ellipse(side * width * 0.45, tip + 0.035, 0.045 + 0.01 * wrinkle, 0.025, depth: 0.12),
                albedo: 0.08, opacity: 0.75)
            fold(
                [place(side * 0.05, -0.02, depth: 0.1), place(side * 0.12, 0.05)], strength: wrinkle * 1.2, width: 0.03)
            fold(
                [place(side * 0.04, -0.1, depth: 0.1), place(side * 0.11, -0.06)], strength: wrinkle * 1.2, width: 0.03)
        }
        line(
            [
                place(-width * 0.4, tip + 0.05, depth: 0.1), place(0, tip + 0.075, depth: 0.14),
                place(width * 0.4, tip + 0.05, depth: 0.1),
            ], width: 0.025, albedo: person.skin * 0.4, opacity: 0.5)
    }
}
