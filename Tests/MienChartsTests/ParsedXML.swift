import Foundation
import FoundationXML
import Testing

/// An element as a parser of somebody else reads it back.
final class ParsedElement {
    let name: String
    let attributes: [String: String]
    private(set) var children: [ParsedElement] = []
    /// The characters directly within the element.
    fileprivate(set) var text = ""

    fileprivate init(name: String, attributes: [String: String]) {
        self.name = name
        self.attributes = attributes
    }

    fileprivate func add(_ child: ParsedElement) { children.append(child) }

    /// The element and all below it, in document order.
    var all: [ParsedElement] { [self] + children.flatMap(\.all) }

    func all(_ name: String) -> [ParsedElement] { all.filter { $0.name == name } }

    func all(_ name: String, class word: String) -> [ParsedElement] { all(name).filter { $0.classes.contains(word) } }

    var classes: [String] { (attributes["class"] ?? "").split(separator: " ").map(String.init) }

    /// The tooltip, or of a drawing the name.
    var title: String? { children.first { $0.name == "title" }?.text }

    func number(_ name: String) throws -> Double {
        try #require(attributes[name].flatMap(Double.init), "\(self.name) has no number \(name)")
    }

    /// The corners of a path of straight lines: of `M`, `L`, `H`, `V` and `z`.
    func corners() throws -> [(x: Double, y: Double)] {
        var (corners, place) = ([(x: Double, y: Double)](), (x: 0.0, y: 0.0))
        for match in try #require(attributes["d"]).matches(of: /([MLHVz])([^MLHVz]*)/) {
            let numbers = match.2.split(separator: " ").compactMap { Double($0) }
            try #require(numbers.count == ["M": 2, "L": 2, "z": 0][match.1, default: 1])
            switch match.1 {
            case "H": place.x = numbers[0]
            case "V": place.y = numbers[0]
            case "z": continue
            default: place = (numbers[0], numbers[1])
            }
            corners.append(place)
        }
        return corners
    }
}

/// Reads a document; one that is not well-formed is an error that says where.
func parse(_ document: String) throws -> ParsedElement {
    let builder = Builder()
    let parser = XMLParser(data: Data(document.utf8))
    parser.delegate = builder
    guard parser.parse(), let root = builder.root else {
        throw NotWellFormed(
            line: parser.lineNumber, reason: "\(parser.parserError.map(String.init(describing:)) ?? "")")
    }
    return root
}

struct NotWellFormed: Error {
    let line: Int
    let reason: String
}

private final class Builder: NSObject, XMLParserDelegate {
    var root: ParsedElement?
    private var open: [ParsedElement] = []

    func parser(
        _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
        attributes: [String: String]
    ) {
        let element = ParsedElement(name: name, attributes: attributes)
        open.last?.add(element)
        open.append(element)
        root = root ?? element
    }

    func parser(_ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?) {
        open.removeLast()
    }

    func parser(_ parser: XMLParser, foundCharacters text: String) {
        open.last?.text += text
    }
}
