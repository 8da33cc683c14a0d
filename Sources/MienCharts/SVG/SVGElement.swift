/// An element of an SVG drawing: a name, attributes in the order given, and children.
///
/// Names come from the code of this module; values and texts may come from anywhere and are escaped when serialised.
package struct SVGElement: Sendable {
    enum Child: Sendable {
        case element(SVGElement)
        case text(String)
    }

    var name: String
    var attributes: [(name: String, value: String)]
    var children: [Child]

    init(_ name: String, _ attributes: [(String, String)] = [], _ children: [SVGElement] = []) {
        self.name = name
        self.attributes = attributes.map { (name: $0.0, value: $0.1) }
        self.children = children.map(Child.element)
    }

    /// The element's markup.
    package var markup: String {
        var result = ""
        append(to: &result)
        return result
    }

    func append(to result: inout String) {
        result += "<" + name
        for attribute in attributes {
            result += " \(attribute.name)=\"\(escapedXML(attribute.value))\""
        }
        guard !children.isEmpty else {
            result += "/>"
            return
        }
        result += ">"
        for child in children {
            switch child {
            case .element(let element): element.append(to: &result)
            case .text(let text): result += escapedXML(text)
            }
        }
        result += "</\(name)>"
    }
}

// MARK: - Shapes

extension SVGElement {
    static func group(_ children: [SVGElement]) -> SVGElement {
        SVGElement("g", [], children)
    }

    static func rectangle(x: Double, y: Double, width: Double, height: Double, radius: Double = 0) -> SVGElement {
        var element = SVGElement(
            "rect",
            [
                ("x", coordinate(x)), ("y", coordinate(y)),
                ("width", coordinate(max(0, width))), ("height", coordinate(max(0, height))),
            ])
        if radius > 0 { element.set("rx", coordinate(radius)) }
        return element
    }

    static func line(_ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double) -> SVGElement {
        SVGElement(
            "line",
            [("x1", coordinate(x1)), ("y1", coordinate(y1)), ("x2", coordinate(x2)), ("y2", coordinate(y2))])
    }

    static func circle(x: Double, y: Double, radius: Double) -> SVGElement {
        SVGElement("circle", [("cx", coordinate(x)), ("cy", coordinate(y)), ("r", coordinate(radius))])
    }

    /// An open line through `points`.
    static func path(through points: [(x: Double, y: Double)]) -> SVGElement {
        let corners = points.map { "\(coordinate($0.x)) \(coordinate($0.y))" }
        return SVGElement("path", [("d", "M" + corners.joined(separator: "L")), ("fill", "none")])
    }

    enum Anchor: String { case start, middle, end }

    /// One line of text on the baseline `y`.
    static func text(
        _ text: String, x: Double, y: Double, size: Double, anchor: Anchor = .start, bold: Bool = false
    ) -> SVGElement {
        var element = SVGElement(
            "text", [("x", coordinate(x)), ("y", coordinate(y)), ("font-size", coordinate(size))])
        if anchor != .start { element.set("text-anchor", anchor.rawValue) }
        if bold { element.set("font-weight", "600") }
        element.children = [.text(singleLine(text))]
        return element
    }
}

// MARK: - Looks

extension SVGElement {
    mutating func set(_ name: String, _ value: String) {
        attributes.append((name, value))
    }

    func with(_ name: String, _ value: String) -> SVGElement {
        var copy = self
        copy.set(name, value)
        return copy
    }

    /// Adds a class to those that the element has.
    func classed(_ name: String) -> SVGElement {
        guard let index = attributes.firstIndex(where: { $0.name == "class" }) else { return with("class", name) }
        var copy = self
        copy.attributes[index].value += " " + name
        return copy
    }

    /// Fills with a colour of the theme. The attribute is the light colour, for programs that know no CSS variables;
    /// where they are known the class wins.
    func filled(_ paint: Paint) -> SVGElement {
        with("fill", paint.light).classed(paint.fillClass)
    }

    /// Strokes with a colour of the theme; see ``filled(_:)``.
    func stroked(_ paint: Paint, width: Double, dashes: String? = nil) -> SVGElement {
        let element = with("stroke", paint.light).classed(paint.strokeClass).with("stroke-width", coordinate(width))
        return dashes.map { element.with("stroke-dasharray", $0) } ?? element
    }

    /// Turns the element about `(x, y)`; degrees, clockwise.
    func rotated(_ degrees: Double, x: Double, y: Double) -> SVGElement {
        with("transform", "rotate(\(coordinate(degrees)) \(coordinate(x)) \(coordinate(y)))")
    }

    /// Gives the element a tooltip.
    func titled(_ title: String) -> SVGElement {
        var label = SVGElement("title")
        label.children = [.text(singleLine(title))]
        var copy = self
        copy.children.insert(.element(label), at: 0)
        return copy
    }
}
