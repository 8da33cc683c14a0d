import Foundation
import Mien

/// How a band plays.
struct MusicStyle {
    /// Beats a minute.
    var tempo: Float
    /// By how much of a beat the off-beats come late: 0 for straight, 1/6 for triplets.
    var swing: Float
    /// The chords of the bars that repeat, and the lowest note's distance from C in semitones.
    var harmony: Harmony
    var key: Int
    var chords: Part, bass: Part, lead: Part
    var drums: Drums
    /// Gain before the amplifier's limit; 1 is clean.
    var drive: Float
    /// The share of the sound that is echoed.
    var echo: Float
    /// How loud the whole is.
    var loudness: Float

    /// What somebody plays.
    struct Part {
        var instrument: Instrument
        /// Where notes begin among the 16 steps of a bar; a capital letter is an accent.
        var rhythm: String
        var level: Float
    }

    /// What is struck at each of the 16 steps of a bar, as in ``Part/rhythm``.
    struct Drums {
        var kick: String, snare: String, hat: String
        var level: Float
    }

    /// The habits of an artist: those of the genre, of which a few are their own.
    init(_ genre: GTZAN.Genre, _ random: inout RandomStream) {
        self = Self.of(genre)
        let other = Self.of(GTZAN.Genre.allCases[random.nextInt(below: GTZAN.Genre.allCases.count)])
        key = random.nextInt(below: 12)
        // One artist in six has one thing from elsewhere.
        switch random.nextInt(below: 30) {
        case 0: drums = other.drums
        case 1: harmony = other.harmony
        case 2: chords = other.chords
        case 3: lead = other.lead
        case 4: tempo = other.tempo
        default: break
        }
        tempo *= exp2f(0.1 * random.nextNormal())
        brighten(by: exp2f(0.3 * random.nextNormal()))
    }

    /// The style of one piece: the artist's, with the chance of everyday life.
    func varied(_ random: inout RandomStream) -> MusicStyle {
        var style = self
        style.tempo *= exp2f(0.06 * random.nextNormal())
        style.key = (key + [0, 0, 5, 7][random.nextInt(below: 4)]) % 12
        style.drive *= exp2f(0.3 * random.nextNormal())
        style.loudness *= exp2f(0.25 * random.nextNormal())
        style.chords.level *= exp2f(0.3 * random.nextNormal())
        style.bass.level *= exp2f(0.3 * random.nextNormal())
        style.lead.level *= exp2f(0.4 * random.nextNormal())
        style.drums.level *= exp2f(0.3 * random.nextNormal())
        style.brighten(by: exp2f(0.2 * random.nextNormal()))
        return style
    }

    private mutating func brighten(by factor: Float) {
        chords.instrument.brightness *= factor
        lead.instrument.brightness *= factor
    }
}

/// Chords that follow one another, a bar each.
enum Harmony {
    case blues, cadence, folk, vamp, minor, jazz, power, pop, offbeat, rock

    /// The tones of each bar's chord in semitones above the key, the root first.
    var chords: [[Int]] {
        let (major, minor, seventh, fifth) = ([0, 4, 7], [0, 3, 7], [0, 4, 7, 10], [0, 7, 12])
        func on(_ root: Int, _ tones: [Int]) -> [Int] { tones.map { $0 + root } }
        switch self {
        case .blues:
            return [0, 0, 0, 0, 5, 5, 0, 0, 7, 5, 0, 7].map { on($0, seventh) }
        case .cadence:
            return [major, on(9, minor), on(2, minor), on(7, major), major, on(5, major), on(7, seventh), major]
        case .folk: return [major, on(5, major), on(7, major), major]
        case .vamp: return [on(9, minor), on(2, seventh)]
        case .minor: return [minor, minor, on(8, major), on(10, major)]
        case .jazz: return [[2, 5, 9, 12], [7, 11, 14, 17], [0, 4, 7, 11], [9, 13, 16, 19]]
        case .power: return [fifth, on(1, fifth), fifth, on(3, fifth)]
        case .pop: return [major, on(7, major), on(9, minor), on(5, major)]
        case .offbeat: return [minor, on(5, minor), minor, on(10, major)]
        case .rock: return [major, on(10, major), on(5, major), major]
        }
    }

    /// The tones above the key that a melody may take.
    var scale: [Int] {
        switch self {
        case .blues: [0, 3, 5, 6, 7, 10]
        case .minor, .offbeat, .vamp: [0, 2, 3, 5, 7, 8, 10]
        case .power: [0, 1, 3, 5, 7, 8, 10]
        case .jazz: [0, 2, 4, 5, 6, 7, 9, 11]
        case .rock, .folk: [0, 2, 4, 7, 9]
        case .cadence, .pop: [0, 2, 4, 5, 7, 9, 11]
        }
    }
}

// MARK: - The genres

extension MusicStyle {
    private init(
        tempo: Float, swing: Float = 0, _ harmony: Harmony, chords: Part, bass: Part, lead: Part, drums: Drums,
        drive: Float = 1, echo: Float = 0.1, loudness: Float = 1
    ) {
        (self.tempo, self.swing, self.harmony, key) = (tempo, swing, harmony, 0)
        (self.chords, self.bass, self.lead, self.drums) = (chords, bass, lead, drums)
        (self.drive, self.echo, self.loudness) = (drive, echo, loudness)
    }

    private static func of(_ genre: GTZAN.Genre) -> MusicStyle {
        func part(_ instrument: Instrument, _ rhythm: String, _ level: Float) -> Part {
            Part(instrument: instrument, rhythm: rhythm, level: level)
        }
        let silent = Drums(kick: "", snare: "", hat: "", level: 0)
        return switch genre {
        case .blues:
            MusicStyle(
                tempo: 95, swing: 0.16, .blues, chords: part(.guitar, "X...x...X...x...", 0.5),
                bass: part(.bass, "X...x...x...x...", 0.8), lead: part(.guitar, "..x.x.X...x.x...", 0.7),
                drums: Drums(kick: "X.......X.......", snare: "....X.......X...", hat: "x.x.x.x.x.x.x.x.", level: 0.35),
                drive: 1.6, echo: 0.15, loudness: 0.7)
        case .classical:
            MusicStyle(
                tempo: 84, .cadence, chords: part(.strings, "X...............", 0.6),
                bass: part(.strings, "X.......x.......", 0.5), lead: part(.piano, "X.x.x.x.X.x.x.x.", 0.6),
                drums: silent,
                echo: 0.35, loudness: 0.3)
        case .country:
            MusicStyle(
                tempo: 108, .folk, chords: part(.guitar, "..x...x...x...x.", 0.7),
                bass: part(.bass, "X.......x.......", 0.8), lead: part(.fiddle, "X...x.x.X.x.x...", 0.6),
                drums: Drums(kick: "X.......X.......", snare: "....x.......x...", hat: "..x...x...x...x.", level: 0.25),
                loudness: 0.6)
        case .disco:
            MusicStyle(
                tempo: 120, .vamp, chords: part(.strings, "X.......X.......", 0.4),
                bass: part(.bass, "x.X.x.X.x.X.x.X.", 0.9), lead: part(.brass, "......X..x......", 0.6),
                drums: Drums(kick: "X...X...X...X...", snare: "....X.......X...", hat: "..X...X...X...X.", level: 0.9),
                loudness: 0.9)
        case .hiphop:
            MusicStyle(
                tempo: 92, swing: 0.06, .minor, chords: part(.organ, "X.........x.....", 0.35),
                bass: part(.sub, "X.....x...X.....", 1.3), lead: part(.voice, "x.xxx.x.x.xx.xx.", 0.6),
                drums: Drums(kick: "X.....x..xX.....", snare: "....X.......X...", hat: "x.x.x.xxx.x.x.x.", level: 1.1),
                drive: 1.5, echo: 0.03, loudness: 1.1)
        case .jazz:
            MusicStyle(
                tempo: 140, swing: 0.16, .jazz, chords: part(.piano, "......x...x.....", 0.45),
                bass: part(.bass, "X...x...x...x...", 0.8), lead: part(.brass, "x.x.X.x..xx.x.X.", 0.6),
                drums: Drums(kick: "", snare: "......x.......x.", hat: "X...X.x.X...X.x.", level: 0.3), echo: 0.2,
                loudness: 0.5)
        case .metal:
            MusicStyle(
                tempo: 132, .power, chords: part(.guitar, "X.xxX.xxX.xxX.xx", 1),
                bass: part(.bass, "X.xxX.xxX.xxX.xx", 0.8), lead: part(.guitar, "x.x.x.x.x.x.x.x.", 0.4),
                drums: Drums(kick: "X.x.X.x.X.x.X.x.", snare: "....X.......X...", hat: "X...X...X...X...", level: 0.8),
                drive: 9, echo: 0.05, loudness: 0.9)
        case .pop:
            MusicStyle(
                tempo: 112, .pop, chords: part(.organ, "X.......X.......", 0.4),
                bass: part(.bass, "X..x..x.X..x..x.", 0.8), lead: part(.voice, "X...x...x.x.x...", 0.9),
                drums: Drums(kick: "X.....x.X.......", snare: "....X.......X...", hat: "x.x.x.x.x.x.x.x.", level: 0.8),
                drive: 1.3, loudness: 1)
        case .reggae:
            MusicStyle(
                tempo: 76, swing: 0.05, .offbeat, chords: part(.organ, "....X.......X...", 0.7),
                bass: part(.sub, "x..X..x...x.X...", 1.1), lead: part(.voice, "x.......x.x.....", 0.6),
                drums: Drums(kick: "........X.......", snare: "........X.......", hat: "x.x.x.x.x.x.x.x.", level: 0.5),
                echo: 0.3, loudness: 0.8)
        case .rock:
            MusicStyle(
                tempo: 124, .rock, chords: part(.guitar, "X.x.x.x.X.x.x.x.", 0.8),
                bass: part(.bass, "X.x.x.x.X.x.x.x.", 0.8), lead: part(.voice, "X.....x.x.......", 0.7),
                drums: Drums(kick: "X.......X.x.....", snare: "....X.......X...", hat: "x.x.x.x.x.x.x.x.", level: 0.7),
                drive: 3, loudness: 0.8)
        }
    }
}
