import Foundation
import Mien

/// A person's voice, a function of the seed and the person's number.
struct Speaker {
    /// The pitch at rest, in hertz.
    let pitch: Float
    /// The factor of all resonances: short vocal tracts sound higher.
    let tract: Float
    /// Habits, added to the style.
    let rate: Float, brightness: Float, breath: Float

    init(actor: Int, seed: UInt64) {
        var random = RandomStream(seed: seed, purpose: .synthesis, 0, UInt64(actor))
        let isFemale = actor % 2 == 0
        pitch = (isFemale ? 205 : 115) * exp2f(0.12 * random.nextNormal())
        tract = (isFemale ? 1.16 : 1) * exp2f(0.05 * random.nextNormal())
        rate = exp2f(0.08 * random.nextNormal())
        brightness = 0.6 * random.nextNormal()
        breath = 0.02 * abs(random.nextNormal())
    }
}
