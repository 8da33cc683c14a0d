import Foundation

/// How a note sounds: a few partials, how it begins and how it fades.
struct Instrument {
    /// How strong each multiple of the pitch is.
    var partials: [Float]
    /// Seconds until it is there, and until a third of it is left.
    var attack: Float, decay: Float
    /// Cycles of vibrato a second are five; by how many semitones.
    var vibrato: Float
    /// The share of breath or bow.
    var noise: Float
    /// Octaves above middle C.
    var octave: Int
    /// The factor by which each partial exceeds its usual share of the one before.
    var brightness: Float = 1

    private init(
        _ partials: [Float], attack: Float, decay: Float, vibrato: Float = 0, noise: Float = 0, octave: Int = 0
    ) {
        (self.partials, self.attack, self.decay) = (partials, attack, decay)
        (self.vibrato, self.noise, self.octave) = (vibrato, noise, octave)
    }

    static let guitar = Instrument([1, 0.6, 0.45, 0.3, 0.2, 0.12, 0.08], attack: 0.004, decay: 0.45)
    static let piano = Instrument([1, 0.4, 0.25, 0.12, 0.07, 0.04], attack: 0.003, decay: 0.7)
    static let strings = Instrument(
        [1, 0.7, 0.5, 0.35, 0.25, 0.18, 0.1], attack: 0.12, decay: 3, vibrato: 0.12, noise: 0.02)
    static let fiddle = Instrument(
        [1, 0.9, 0.7, 0.5, 0.4, 0.3, 0.2], attack: 0.04, decay: 1.5, vibrato: 0.2, noise: 0.05, octave: 1)
    static let brass = Instrument(
        [0.7, 1, 0.9, 0.7, 0.5, 0.35, 0.25], attack: 0.03, decay: 0.9, vibrato: 0.08, noise: 0.03)
    static let organ = Instrument([1, 0.8, 0.1, 0.5, 0, 0.2], attack: 0.01, decay: 4, vibrato: 0.05)
    static let voice = Instrument(
        [0.8, 1, 0.5, 0.15, 0.12, 0.3, 0.25, 0.1], attack: 0.05, decay: 1.2, vibrato: 0.25, noise: 0.06)
    static let bass = Instrument([1, 0.5, 0.25, 0.1], attack: 0.006, decay: 0.5, octave: -2)
    static let sub = Instrument([1, 0.12], attack: 0.01, decay: 0.8, octave: -2)
}
