/// A finished SVG drawing: what a ``Chart`` draws for a given width.
///
/// Lengths are in CSS pixels; the drawing scales to any size. Colours follow the reader's light or dark theme through
/// CSS variables; programs without them (librsvg) get the light colours.
public struct Drawing: Sendable {
    /// The width in CSS pixels: the one asked for, or more where the content cannot shrink that far.
    public let width: Double
    /// The height in CSS pixels.
    public let height: Double
    /// The drawing's name, read aloud by screen readers.
    public let title: String
    /// What the drawing shows, in words.
    public let summary: String
    package let elements: [SVGElement]

    /// The drawing as a file of its own, with its style sheet and a background.
    public var svg: String {
        let background = SVGElement.rectangle(x: 0, y: 0, width: width, height: height, radius: 8).filled(.surface)
        var style = SVGElement("style")
        style.children = [.text(Theme.styleSheet(variablesOf: "svg"))]
        var root = root([style, background] + elements)
        root.attributes.insert(("xmlns", "http://www.w3.org/2000/svg"), at: 0)
        return root.markup + "\n"
    }

    /// The drawing as a part of an HTML page that holds the theme's style sheet.
    package var inlineSVG: String {
        root(elements).markup
    }

    private func root(_ content: [SVGElement]) -> SVGElement {
        var description = SVGElement("desc")
        description.children = [.text(summary)]
        let root = SVGElement(
            "svg",
            [
                ("width", coordinate(width)), ("height", coordinate(height)),
                ("viewBox", "0 0 \(coordinate(width)) \(coordinate(height))"),
                ("role", "img"), ("font-family", Theme.fontFamily),
            ], [description] + content)
        return root.titled(title)
    }
}
