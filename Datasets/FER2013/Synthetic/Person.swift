import Mien

/// Whose face it is: everything that stays when the expression changes. Lengths are in half face heights.
struct Person {
    enum Hair: Int, CaseIterable { case none, short, parted, fringe, long }
    enum Beard: Int, CaseIterable { case none, stubble, moustache, full }

    let headWidth: Float
    let jawWidth: Float
    let eyeDistance: Float
    let eyeWidth: Float
    let eyeOpening: Float
    /// How much higher the outer corner of an eye lies than the inner one.
    let eyeTilt: Float
    let browHeight: Float
    let browThickness: Float
    let browArch: Float
    let noseLength: Float
    let noseWidth: Float
    let mouthHeight: Float
    let mouthWidth: Float
    let lipThickness: Float
    /// How far the mouth of this face at rest curves upwards (> 0) or downwards.
    let mouthCurve: Float
    /// How deep the folds of the skin are drawn.
    let age: Float
    let skin: Float
    let hairAlbedo: Float
    let iris: Float
    let lips: Float
    let hair: Hair
    let beard: Beard
    let glasses: Bool

    init(from random: inout RandomStream) {
        headWidth = random.around(0.74, 0.045)
        jawWidth = random.around(0.56, 0.05)
        eyeDistance = random.around(0.33, 0.02)
        eyeWidth = random.around(0.175, 0.015)
        eyeOpening = random.around(1, 0.13)
        eyeTilt = random.around(0.01, 0.02)
        browHeight = random.around(-0.4, 0.03)
        browThickness = random.around(0.05, 0.014)
        browArch = random.around(0.055, 0.02)
        noseLength = random.around(0.22, 0.03)
        noseWidth = random.around(0.15, 0.018)
        mouthHeight = random.around(0.52, 0.025)
        mouthWidth = random.around(0.27, 0.025)
        lipThickness = random.around(0.06, 0.013)
        mouthCurve = random.around(0, 0.018)
        age = random.between(0.1, 1)
        let tone = random.nextUniform()
        skin = 0.38 + 0.52 * tone.squareRoot()
        // Dark skin has dark hair; light skin any.
        hairAlbedo = random.nextUniform() < 0.6 ? random.between(0.05, 0.2) : random.between(0.1, 0.1 + 0.75 * tone)
        iris = random.between(0.08, 0.15 + 0.3 * tone)
        lips = skin * random.between(0.55, 0.82)
        hair = random.nextUniform() < 0.08 ? .none : Hair.allCases[1 + random.nextInt(below: Hair.allCases.count - 1)]
        beard = random.nextUniform() < 0.25 ? Beard.allCases[random.nextInt(below: Beard.allCases.count)] : .none
        glasses = random.nextUniform() < 0.1
    }
}

/// How the face is seen: pose, light, and what the camera makes of it.
struct View {
    /// Radians: in the picture's plane, about the upright axis, about the level axis.
    let roll: Float
    let yaw: Float
    let pitch: Float
    /// Pixels of half a face height, and the pixel of the face's centre.
    let scale: Float
    let centre: Point
    /// Direction to the lamp, length 1; `z` towards the camera.
    let lamp: (x: Float, y: Float, z: Float)
    /// The part of the light that comes from everywhere.
    let ambient: Float
    let background: (albedo: Float, slopeX: Float, slopeY: Float)
    /// Grey value = `offset` + `gain` · reflected light.
    let gain: Float
    let offset: Float
    /// Standard deviations of the blur in pixels of a 48-pixel image and of the noise in grey values 0…1.
    let blur: Float
    let noise: Float

    init(from random: inout RandomStream, size: Int) {
        roll = random.around(0, 0.1)
        yaw = random.around(0, 0.13)
        pitch = random.around(0, 0.1)
        let unit = Float(size) / 48
        scale = random.around(23.5, 1.5) * unit
        centre = Point(Float(size) / 2 + random.around(0, 1.2) * unit, Float(size) / 2 + random.around(0, 1.2) * unit)
        let (x, y) = (random.around(0, 0.45), random.around(-0.35, 0.3))
        let length = (x * x + y * y + 1).squareRoot()
        lamp = (x / length, y / length, 1 / length)
        ambient = random.between(0.3, 0.65)
        background = (random.between(0.05, 0.95), random.around(0, 0.15), random.around(0, 0.15))
        gain = random.between(0.65, 1.2)
        offset = random.between(-0.08, 0.12)
        blur = random.between(0.2, 0.95) * unit
        noise = random.between(0, 0.03)
    }
}

extension RandomStream {
    /// A normal number, kept within two standard deviations so that no face falls apart.
    mutating func around(_ mean: Float, _ deviation: Float) -> Float {
        mean + deviation * min(max(nextNormal(), -2), 2)
    }

    /// A uniform number from `low` to `high`.
    mutating func between(_ low: Float, _ high: Float) -> Float {
        low + (high - low) * nextUniform()
    }
}
