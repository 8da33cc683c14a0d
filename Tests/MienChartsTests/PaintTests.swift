import Foundation
import MienCharts
import Testing

@Suite("Colours")
struct PaintTests {
    /// A colour in sRGB, components 0…1.
    struct Color {
        var components: [Double]

        init(_ hex: String) {
            let number = Int(hex.dropFirst(), radix: 16) ?? 0
            components = [16, 8, 0].map { Double(number >> $0 & 255) / 255 }
        }

        init(linear: [Double]) {
            components = linear.map { value in
                let value = min(max(value, 0), 1)
                return value <= 0.0031308 ? value * 12.92 : 1.055 * pow(value, 1 / 2.4) - 0.055
            }
        }

        var linear: [Double] { components.map { $0 <= 0.04045 ? $0 / 12.92 : pow(($0 + 0.055) / 1.055, 2.4) } }

        /// WCAG 2.2, relative luminance and contrast ratio.
        var luminance: Double { zip(linear, [0.2126, 0.7152, 0.0722]).reduce(0) { $0 + $1.0 * $1.1 } }

        func contrast(with other: Color) -> Double {
            (max(luminance, other.luminance) + 0.05) / (min(luminance, other.luminance) + 0.05)
        }

        func covered(by other: Color, opacity: Double) -> Color {
            var result = self
            result.components = zip(components, other.components).map { $0 + ($1 - $0) * opacity }
            return result
        }

        /// CIE L*a*b*, D65.
        var lab: [Double] {
            let rgb = linear
            func f(_ value: Double) -> Double { value > 0.008856 ? cbrt(value) : 7.787 * value + 16 / 116 }
            let x = f((0.4124 * rgb[0] + 0.3576 * rgb[1] + 0.1805 * rgb[2]) / 0.9505)
            let y = f(0.2126 * rgb[0] + 0.7152 * rgb[1] + 0.0722 * rgb[2])
            let z = f((0.0193 * rgb[0] + 0.1192 * rgb[1] + 0.9505 * rgb[2]) / 1.089)
            return [116 * y - 16, 500 * (x - y), 200 * (y - z)]
        }

        func distance(to other: Color) -> Double {
            sqrt(zip(lab, other.lab).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) })
        }

        /// As seen without one kind of cones: Machado, Oliveira, Fernandes (2009), severity 1.
        func seen(through matrix: [[Double]]) -> Color {
            Color(linear: matrix.map { row in zip(row, linear).reduce(0) { $0 + $1.0 * $1.1 } })
        }
    }

    static let visions: [(name: String, matrix: [[Double]])] = [
        ("full", [[1, 0, 0], [0, 1, 0], [0, 0, 1]]),
        (
            "protan",
            [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
        ),
        (
            "deutan",
            [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
        ),
        (
            "tritan",
            [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]]
        ),
    ]

    static let themes: [@Sendable (Paint) -> Color] = [{ Color($0.light) }, { Color($0.dark) }]

    @Test("Series and texts stand out from the surface", arguments: themes.indices)
    func contrast(theme: Int) {
        let color = PaintTests.themes[theme]
        for paint in Paint.series { #expect(color(paint).contrast(with: color(.surface)) >= 3, "\(paint)") }
        for paint in [Paint.ink, .muted] { #expect(color(paint).contrast(with: color(.surface)) >= 4.5, "\(paint)") }
    }

    @Test("Counts are readable on every shade of a cell", arguments: themes.indices)
    func cells(theme: Int) {
        let color = PaintTests.themes[theme]
        for share in stride(from: 0, through: 1, by: 0.005) {
            let opacity = CellShade.opacity(share: share)
            for paint in [Paint.cell, .oppositeCell] {
                let ground = color(.surface).covered(by: color(paint), opacity: opacity)
                let contrast = color(CellShade.ink(share: share)).contrast(with: ground)
                #expect(contrast >= 4.5, "\(paint), share \(share)")
            }
        }
        #expect(color(.muted).contrast(with: color(.surface).covered(by: color(.cell), opacity: 0.04)) >= 4.5)
    }

    @Test("The two sides of a centre are told apart", arguments: visions.indices, themes.indices)
    func sides(vision: Int, theme: Int) {
        let color = PaintTests.themes[theme]
        for share in stride(from: 0.2, through: 1, by: 0.1) {
            let sides = [Paint.cell, .oppositeCell].map { paint in
                color(.surface).covered(by: color(paint), opacity: CellShade.opacity(share: share))
                    .seen(through: PaintTests.visions[vision].matrix)
            }
            #expect(sides[0].distance(to: sides[1]) >= 12, "\(PaintTests.visions[vision].name), share \(share)")
        }
    }

    @Test("Series are told apart with every kind of colour vision", arguments: visions.indices, themes.indices)
    func distinct(vision: Int, theme: Int) {
        let (name, matrix) = PaintTests.visions[vision]
        let seen = Paint.series.map { PaintTests.themes[theme]($0).seen(through: matrix) }
        for (index, one) in seen.enumerated() {
            for other in (index + 1)..<seen.count {
                let distance = one.distance(to: seen[other])
                // The first two are the ones that every report has; from the seventh on, shapes and dashes help.
                let least: Double = index == 0 && other == 1 ? 60 : other < 6 ? 20 : name == "full" ? 25 : 13
                #expect(distance >= least, "\(name): \(index + 1) and \(other + 1)")
            }
        }
    }
}
