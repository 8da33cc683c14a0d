import Mien

/// Background, head, skin, beard, hair and glasses.
extension FacePainter {
    mutating func drawBackground() {
        let (background, centre, scale) = (view.background, view.centre, view.scale)
        canvas.fill { pixel in
            let from = (pixel - centre) * (1 / scale)
            return min(max(background.albedo + background.slopeX * from.x + background.slopeY * from.y, 0), 1)
        }
        let clothes = min(max(1 - background.albedo * 0.8, 0.1), 0.9)
        canvas.paint(
            smoothLoop(through: [
                flat(-1.7, 1.75), flat(-1.2, 1.25), flat(-0.45, 1.1), flat(0.45, 1.1), flat(1.2, 1.25), flat(1.7, 1.75),
            ]), albedo: clothes)
        if person.hair == .long {
            canvas.paint(
                smoothLoop(through: [
                    flat(0, -1.12), flat(-0.75, -0.85), flat(-0.98, 0), flat(-0.95, 1.2), flat(0.95, 1.2),
                    flat(0.98, 0), flat(0.75, -0.85),
                ]), albedo: person.hairAlbedo)
        }
    }

    mutating func drawHead() {
        let width = person.headWidth
        solid([flat(-0.36, 0.6), flat(0.36, 0.6), flat(0.42, 1.4), flat(-0.42, 1.4)], albedo: person.skin * 0.75)
        for side: Float in [-1, 1] {
            // The ear that the head turns towards is hidden behind the cheek.
            let showing = width + 0.04 - side * view.yaw * 0.35
            let ear = [
                flat(side * (showing - 0.1), -0.2), flat(side * (showing + 0.05), -0.22),
                flat(side * (showing + 0.04), 0.05), flat(side * (showing - 0.08), 0.2),
            ]
            solid(smoothLoop(through: ear), albedo: person.skin * 0.85)
        }
        let drop = 0.13 * actions[.jawDrop]
        let chin = view.yaw * 0.35
        let jaw = person.jawWidth
        let half: [(Float, Float)] = [
            (width * 0.62, -0.92), (width * 0.95, -0.55), (width, -0.1), (width * 0.95, 0.28),
            (jaw, 0.64 + drop * 0.6), (jaw * 0.55, 0.92 + drop),
        ]
        let right = half.map { flat($0.0 + chin * max($0.1, 0), $0.1) }
        let left = half.map { flat(-$0.0 + chin * max($0.1, 0), $0.1) }
        let outline = [flat(0, -1.02)] + right + [flat(chin, 1.0 + drop)] + left.reversed()
        solid(smoothLoop(through: outline), albedo: person.skin)
    }

    /// Paints a part of the head: over what lies behind, and in the light that an ellipsoid in its place would have.
    private mutating func solid(_ outline: [Point], albedo: Float) {
        let coverage = Coverage(of: outline, within: canvas.size)
        canvas.paint(coverage, albedo: albedo)
        let (lamp, ambient, centre) = (view.lamp, view.ambient, view.centre)
        let radii = Point((person.headWidth + 0.06) * view.scale, 1.08 * view.scale)
        canvas.illuminate(coverage) { pixel in
            let x = (pixel.x - centre.x) / radii.x
            let y = (pixel.y - centre.y) / radii.y
            let distance = x * x + y * y
            let z = max(0, 1 - distance).squareRoot()
            let length = max(1, distance.squareRoot())
            let facing = max(0, (x / length) * lamp.x + (y / length) * lamp.y + z * lamp.z)
            return ambient + (1.1 - ambient) * facing
        }
    }

    /// Eye sockets, cheeks, forehead and the folds that the movements make.
    mutating func drawSkin() {
        let (brow, raise) = (actions[.browLower], max(actions[.innerBrowRaise], actions[.outerBrowRaise]))
        for side: Float in [-1, 1] {
            shade(side * person.eyeDistance, -0.22, 0.2, 0.13, 0.16 + 0.1 * brow)
            // The raised cheek bulges and catches light, with a shadow below the lid.
            let cheek = max(actions[.cheekRaise], actions[.lipCornerPull] * 0.7)
            shade(side * 0.4, 0.16 - 0.05 * cheek, 0.13, 0.1, -0.06 - 0.12 * cheek)
            drawNasolabialFold(side)
            for row in 0..<2 {
                let y = -0.2 + 0.07 * Float(row)
                fold(
                    [place(side * 0.53, y), place(side * 0.6, y + 0.01 - 0.03 * Float(1 - row))],
                    strength: actions[.cheekRaise] * 0.8, width: 0.025)
            }
            // Frown lines between the brows.
            fold(
                [place(side * 0.055, -0.5 + 0.03 * brow), place(side * 0.045, -0.36 + 0.04 * brow)],
                strength: brow * 1.1, width: 0.035)
        }
        for row in 0..<3 {
            let y = -0.74 + 0.075 * Float(row)
            let reach: Float = actions[.outerBrowRaise] > 0.4 ? 0.4 : 0.22
            fold(
                [place(-reach, y + 0.02), place(0, y - 0.015 + 0.03 * brow), place(reach, y + 0.02)],
                strength: raise * 0.7, width: 0.028)
        }
    }

    private mutating func drawNasolabialFold(_ side: Float) {
        let pull = actions[.lipCornerPull]
        let sneer = max(actions[.noseWrinkle], actions[.upperLipRaise])
        let corner = mouth.corner(side)
        fold(
            [
                place(side * (person.noseWidth + 0.03), person.noseLength - 0.06 * sneer),
                place(side * (person.noseWidth + 0.13 + 0.06 * pull), person.noseLength + 0.12 - 0.03 * sneer),
                place(corner.x + side * (0.06 + 0.03 * pull), corner.y - 0.02),
            ], strength: 0.25 + 0.9 * max(pull, sneer), width: 0.045)
    }

    mutating func drawBeard() {
        guard person.beard != .none else { return }
        let shape = mouth
        let albedo = person.hairAlbedo * 0.9
        if person.beard != .moustache {
            let drop = 0.13 * actions[.jawDrop]
            let jaw = person.jawWidth
            var outline: [Point] = []
            for (x, y): (Float, Float) in [
                (-0.95 * person.headWidth, 0.2), (-jaw * 0.98, 0.62), (-jaw * 0.5, 0.92), (0, 1), (jaw * 0.5, 0.92),
                (jaw * 0.98, 0.62), (0.95 * person.headWidth, 0.2),
            ] {
                outline.append(flat(x + view.yaw * 0.35 * y, y + (y > 0.5 ? drop : 0)))
            }
            outline = smoothCurve(through: outline)
            let inner = [
                place(0.5, 0.45), place(shape.corner(1).x + 0.06, shape.corner(1).y + 0.02),
                place(0, shape.bottom + 0.05), place(shape.corner(-1).x - 0.06, shape.corner(-1).y + 0.02),
                place(-0.5, 0.45),
            ]
            canvas.paint(
                outline + smoothCurve(through: inner), albedo: albedo, opacity: person.beard == .full ? 0.85 : 0.3)
        }
        let lift = 0.04 * actions[.upperLipRaise]
        let strength: Float = person.beard == .stubble ? 0.3 : 0.85
        for side: Float in [-1, 1] {
            line(
                [
                    place(0, shape.top - 0.05, depth: 0.04), place(side * 0.14, shape.top - 0.05 - lift),
                    place(shape.corner(side).x + side * 0.02, shape.corner(side).y - 0.02),
                ], width: 0.1, albedo: albedo, opacity: strength, taper: (0.8, 0.3))
        }
    }

    mutating func drawHair() {
        guard person.hair != .none else { return }
        let width = person.headWidth
        let hairline: Float = person.hair == .fringe ? -0.56 : -0.78
        let part: Float = person.hair == .parted ? 0.25 : 0
        let outer = [
            flat(-width - 0.03, -0.2), flat(-width - 0.06, -0.6), flat(-width * 0.6, -1.05), flat(0, -1.16),
            flat(width * 0.6, -1.05), flat(width + 0.06, -0.6), flat(width + 0.03, -0.2),
        ]
        let inner = [
            flat(width - 0.04, -0.2), flat(width * 0.86, -0.55), flat(width * 0.5, hairline + part * 0.5),
            flat(part * 0.4, hairline - 0.08 * (part == 0 ? 0 : 1)), flat(-width * 0.5, hairline),
            flat(-width * 0.86, -0.55), flat(-width + 0.04, -0.2),
        ]
        solid(smoothCurve(through: outer) + smoothCurve(through: inner), albedo: person.hairAlbedo)
    }

    mutating func drawGlasses() {
        guard person.glasses else { return }
        for side: Float in [-1, 1] {
            let x = side * (person.eyeDistance + 0.01)
            let rim = ellipse(x, -0.16, 0.25, 0.19, depth: 0.05)
            line(rim + [rim[0]], width: 0.035, albedo: 0.08, opacity: 0.9, taper: (1, 1))
            let temple = [place(x + side * 0.24, -0.18), place(x + side * 0.42, -0.2)]
            line(temple, width: 0.03, albedo: 0.1, taper: (1, 1))
        }
        let bridge = [place(-0.1, -0.19, depth: 0.1), place(0, -0.22, depth: 0.12), place(0.1, -0.19, depth: 0.1)]
        line(bridge, width: 0.03, albedo: 0.08, opacity: 0.9, taper: (1, 1))
    }

    /// Takes light away from (or adds it to) a soft spot of the face.
    mutating func shade(_ x: Float, _ y: Float, _ radiusX: Float, _ radiusY: Float, _ amount: Float) {
        canvas.shade(at: place(x, y), radii: Point(radiusX, radiusY) * view.scale, amount: amount)
    }
}
