/// A colour by its task, with a value for light and one for dark surroundings.
///
/// The series colours are the same hues in both themes, tell apart under the three kinds of colour blindness, and stand
/// out from the surface by a contrast of at least 3 : 1 (WCAG 2.2, 1.4.11); texts by at least 4.5 : 1. From the seventh on
/// they are closer to each other: whoever needs so many has shapes or dashes as well.
package enum Paint: String, CaseIterable, Sendable {
    /// What the drawing lies on.
    case surface
    /// Titles and values; axis labels; axis lines; grid lines.
    case ink, muted, axis, grid
    /// A full cell of a matrix (a weaker one is a transparent one), one on the other side of a centre, about as bright, and
    /// the text on a weak and on a strong cell.
    case cell, oppositeCell, weakCellInk, strongCellInk
    /// The curves, bars and points, in the order of use.
    case series1, series2, series3, series4, series5, series6, series7, series8, series9, series10

    package static let series: [Paint] = [
        .series1, .series2, .series3, .series4, .series5, .series6, .series7, .series8, .series9, .series10,
    ]

    package var light: String { colors.light }
    package var dark: String { colors.dark }

    private var colors: (light: String, dark: String) {
        switch self {
        case .surface: ("#ffffff", "#171b21")
        case .ink: ("#1c2128", "#e8ecf1")
        case .muted: ("#59636e", "#9ba6b2")
        case .axis: ("#b8c0c8", "#4d5661")
        case .grid: ("#e8ebee", "#2a3038")
        case .cell: ("#00489c", "#469af4")
        case .oppositeCell: ("#ab120c", "#fb6a12")
        case .weakCellInk: ("#000000", "#ffffff")
        case .strongCellInk: ("#ffffff", "#000000")
        case .series1: ("#0067b0", "#58aef5")
        case .series2: ("#d45500", "#ff9a4d")
        case .series3: ("#07a563", "#6df5bd")
        case .series4: ("#66125b", "#c04aae")
        case .series5: ("#5e4f25", "#9b8d63")
        case .series6: ("#7b8288", "#c3d2e2")
        case .series7: ("#4a10b8", "#8340f9")
        case .series8: ("#e838d4", "#d47ab2")
        case .series9: ("#60081c", "#d8281f")
        case .series10: ("#12524f", "#2f7573")
        }
    }

    var variable: String { "--mien-\(rawValue)" }
    var fillClass: String { "mien-fill-\(rawValue)" }
    var strokeClass: String { "mien-stroke-\(rawValue)" }
}

/// The look shared by the drawings and the report.
enum Theme {
    static let fontFamily = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', 'Noto Sans', sans-serif"

    /// The variables in both themes, set on the elements that `selector` finds, and the classes that use them.
    ///
    /// Dark is for screens only: paper is white.
    static func styleSheet(variablesOf selector: String) -> String {
        let light = Paint.allCases.map { "\($0.variable):\($0.light)" }.joined(separator: ";")
        let dark = Paint.allCases.map { "\($0.variable):\($0.dark)" }.joined(separator: ";")
        let classes = Paint.allCases.map {
            ".\($0.fillClass){fill:var(\($0.variable))}.\($0.strokeClass){stroke:var(\($0.variable))}"
        }
        return """
            \(selector){\(light)}
            @media screen and (prefers-color-scheme:dark){\(selector){\(dark)}}
            \(classes.joined(separator: "\n"))
            text{font-variant-numeric:tabular-nums}
            """
    }
}
