import Mien

/// The movements of a face that make up its expressions: a selection of the action units of the Facial Action Coding
/// System (Ekman and Friesen, 1978), whose numbers are given.
enum FaceAction: Int, CaseIterable {
    /// Inner ends of the brows raised (1).
    case innerBrowRaise
    /// Outer ends of the brows raised (2).
    case outerBrowRaise
    /// Brows lowered and drawn together (4).
    case browLower
    /// Upper lids raised: more white above the iris (5).
    case upperLidRaise
    /// Cheeks raised: lower lids pushed up, crow's feet (6).
    case cheekRaise
    /// Lids tightened (7).
    case lidTighten
    /// Nose wrinkled (9).
    case noseWrinkle
    /// Upper lip raised (10).
    case upperLipRaise
    /// Lip corners pulled up and out (12).
    case lipCornerPull
    /// Lip corners drawn down (15).
    case lipCornerDepress
    /// Chin and lower lip pushed up (17).
    case chinRaise
    /// Mouth stretched sideways (20).
    case lipStretch
    /// Lips pressed and narrowed (23, 24).
    case lipPress
    /// Lips parted without the jaw (25).
    case lipsPart
    /// Jaw dropped (26, 27).
    case jawDrop
    /// Upper lids drooping (43).
    case lidDroop
}

/// How strongly each movement is made: 0 not at all, 1 as far as it usually goes.
struct FaceActions: ExpressibleByDictionaryLiteral {
    private var strengths = [Float](repeating: 0, count: FaceAction.allCases.count)

    init(dictionaryLiteral elements: (FaceAction, Float)...) {
        for (action, strength) in elements {
            self[action] = strength
        }
    }

    subscript(action: FaceAction) -> Float {
        get { strengths[action.rawValue] }
        set { strengths[action.rawValue] = newValue }
    }

    /// Adds `other`, `weight` times.
    mutating func add(_ other: FaceActions, weight: Float) {
        for action in FaceAction.allCases {
            self[action] += other[action] * weight
        }
    }

    /// Draws a face's movements: a form of the expression at some strength, each movement varied by itself, sometimes
    /// with a trace of another expression, and the small movements that every face at rest has.
    static func draw(_ expression: FER2013.Expression, from random: inout RandomStream) -> FaceActions {
        var actions = FaceActions()
        // Few faces are posed to the full: the mild ones are what makes the classes overlap.
        let strength = 0.5 + 0.6 * random.nextUniform()
        let forms = forms(of: expression)
        let form = forms[random.nextInt(below: forms.count)]
        for action in FaceAction.allCases where form[action] > 0 {
            actions[action] = form[action] * strength * max(0.25, 1 + 0.25 * random.nextNormal())
        }
        if random.nextUniform() < 0.2 {
            let others = FER2013.Expression.allCases.filter { $0 != expression && $0 != .neutral }
            let otherForms = Self.forms(of: others[random.nextInt(below: others.count)])
            actions.add(otherForms[random.nextInt(below: otherForms.count)], weight: 0.3 * random.nextUniform())
        }
        for action in FaceAction.allCases {
            let rest = max(0, 0.08 * random.nextNormal())
            actions[action] = min(max(actions[action] + rest, 0), 1.2)
        }
        return actions
    }

    /// The forms that an expression takes; those named first in the literature come first.
    private static func forms(of expression: FER2013.Expression) -> [FaceActions] {
        switch expression {
        case .angry:
            [
                [.browLower: 1, .upperLidRaise: 0.3, .lidTighten: 0.5, .lipPress: 0.9, .chinRaise: 0.4],
                [.browLower: 1, .lidTighten: 0.5, .lipPress: 0.7, .lipCornerDepress: 0.4, .noseWrinkle: 0.2],
                [
                    .browLower: 1, .upperLidRaise: 0.4, .lidTighten: 0.3, .noseWrinkle: 0.3, .upperLipRaise: 0.4,
                    .lipsPart: 0.8, .jawDrop: 0.5, .lipStretch: 0.2,
                ],
            ]
        case .disgust:
            [
                [
                    .noseWrinkle: 1, .upperLipRaise: 0.9, .browLower: 0.4, .lidTighten: 0.7, .cheekRaise: 0.5,
                    .lipCornerDepress: 0.4, .chinRaise: 0.4,
                ],
                [
                    .noseWrinkle: 1, .upperLipRaise: 1, .browLower: 0.5, .lidTighten: 0.8, .cheekRaise: 0.5,
                    .lipCornerDepress: 0.5, .lipsPart: 0.5, .jawDrop: 0.15,
                ],
            ]
        case .fear:
            [
                [
                    .innerBrowRaise: 0.9, .outerBrowRaise: 0.3, .browLower: 0.5, .upperLidRaise: 0.9,
                    .lipStretch: 0.9, .lipsPart: 0.6, .jawDrop: 0.25,
                ],
                [
                    .innerBrowRaise: 1, .outerBrowRaise: 0.4, .browLower: 0.4, .upperLidRaise: 1, .lidTighten: 0.2,
                    .lipStretch: 0.8, .lipsPart: 0.4, .jawDrop: 0.6,
                ],
            ]
        case .happy:
            [
                [.cheekRaise: 0.8, .lipCornerPull: 1, .lipsPart: 0.8, .upperLipRaise: 0.2],
                [.cheekRaise: 0.9, .lipCornerPull: 1, .lipsPart: 0.7, .jawDrop: 0.35, .lidTighten: 0.3],
                [.cheekRaise: 0.6, .lipCornerPull: 0.9],
            ]
        case .neutral:
            [[:]]
        case .sad:
            [
                [
                    .innerBrowRaise: 0.9, .browLower: 0.3, .lipCornerDepress: 1, .chinRaise: 0.5, .lidDroop: 0.45,
                ],
                [
                    .innerBrowRaise: 0.8, .browLower: 0.5, .lipCornerDepress: 0.8, .lidDroop: 0.9, .lipStretch: 0.2,
                    .lipsPart: 0.3,
                ],
            ]
        case .surprise:
            [
                [.innerBrowRaise: 1, .outerBrowRaise: 1, .upperLidRaise: 0.9, .jawDrop: 0.9, .lipsPart: 0.3],
                [.innerBrowRaise: 0.9, .outerBrowRaise: 1, .upperLidRaise: 0.7, .jawDrop: 0.5, .lipsPart: 0.2],
            ]
        }
    }
}
