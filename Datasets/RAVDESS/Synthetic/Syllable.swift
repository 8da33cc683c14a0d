/// A syllable: a consonant, and the vowel that follows it.
struct Syllable {
    /// The first three resonances of a man's vocal tract, in hertz (Peterson & Barney 1952).
    let formants: SIMD3<Float>
    /// Seconds of the vowel at the usual rate.
    let duration: Float
    /// Seconds of the consonant, and how much it hisses.
    let consonant: (duration: Float, noise: Float)
    let isStressed: Bool

    private init(_ vowel: SIMD3<Float>, _ duration: Float, _ consonant: (Float, Float), stressed: Bool = false) {
        formants = vowel
        self.duration = duration
        self.consonant = (consonant.0, consonant.1)
        isStressed = stressed
    }

    private static let i = SIMD3<Float>(390, 1_990, 2_550)
    private static let a = SIMD3<Float>(730, 1_090, 2_440)
    private static let o = SIMD3<Float>(570, 840, 2_410)
    private static let schwa = SIMD3<Float>(500, 1_350, 2_400)

    /// The syllables of a sentence.
    static func all(of statement: RAVDESS.Statement) -> [Syllable] {
        let beginning =
            switch statement {
            case .kids:
                [
                    Syllable(i, 0.11, (0.05, 0.8), stressed: true), Syllable(a, 0.1, (0.06, 0.5)),
                    Syllable(o, 0.16, (0.05, 0.9), stressed: true), Syllable(i, 0.09, (0.04, 0.7)),
                ]
            case .dogs:
                [
                    Syllable(o, 0.15, (0.04, 0.4), stressed: true), Syllable(a, 0.1, (0.07, 0.4)),
                    Syllable(i, 0.1, (0.09, 1), stressed: true), Syllable(i, 0.09, (0.04, 0.9)),
                ]
            }
        let end = [
            Syllable(a, 0.17, (0.04, 0.3)), Syllable(schwa, 0.07, (0.03, 0.2)),
            Syllable(o, 0.26, (0.05, 0.4), stressed: true),
        ]
        return beginning + end
    }
}
