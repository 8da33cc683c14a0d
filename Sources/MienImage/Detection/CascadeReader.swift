import Foundation
import Mien

#if canImport(FoundationXML)
    import FoundationXML
#endif

/// Takes a cascade from its file, which may hold anything.
final class CascadeReader: NSObject, XMLParserDelegate {
    /// Five times the largest of OpenCV's.
    private static let fileSizeLimit = 16 << 20
    /// Sums of a window's pixels stay below 2²³, those of their squares below 2³¹.
    private static let windowAreaLimit = 1 << 15
    /// The most nodes that a tree may have; those of OpenCV's have four.
    private static let treeLimit = 255

    private let file: String
    private var failure: ImageError?

    /// The elements that are open, how many children each has had, and their names below the cascade itself, such as
    /// `stages/_/stageThreshold`.
    private var open: [(name: String, children: Int, path: String)] = []
    private var text = ""

    private var kinds: [String: String] = [:]
    private var sides: [String: Int] = [:]
    private var stages: [Cascade.Stage] = []
    private var features: [Cascade.Feature] = []
    // What the stage, the tree and the feature that are open have so far.
    private var threshold: Float?
    private var trees: [Cascade.Tree] = []
    private var nodes: [Cascade.Node] = []
    private var leaves: [Float] = []
    private var parts: [Cascade.Part] = []
    private var isTilted = false

    static func read(_ file: String) throws(ImageError) -> Cascade {
        let bytes: [UInt8]
        do throws(ImageError) {
            bytes = try readFile(file)
        } catch {
            if case .missingFile = error { throw .missingCascade(file: file) }
            if case .unreadable(_, let reason) = error { throw .unreadableCascade(file: file, reason: reason) }
            throw .unreadableCascade(file: file, reason: "it is no regular file, or far too large")
        }
        if bytes.count > fileSizeLimit {
            let reason = "it has \(bytes.count) bytes where at most \(fileSizeLimit) are expected"
            throw .unreadableCascade(file: file, reason: reason)
        }
        // Entities could make gigabytes of a few bytes, and no cascade has any. Zeros, as in UTF-16, would hide them.
        let data = Data(bytes)
        if bytes.contains(0) || data.range(of: Data("<!DOCTYPE".utf8)) != nil {
            throw .unreadableCascade(file: file, reason: "it is no plain XML, without a document type")
        }
        return try CascadeReader(file).cascade(in: data)
    }

    private init(_ file: String) { self.file = file }

    private func cascade(in data: Data) throws(ImageError) -> Cascade {
        let parser = XMLParser(data: data)
        parser.delegate = self
        let isWhole = parser.parse()
        if let failure { throw failure }
        // The parser passes over what was never closed.
        guard isWhole, open.isEmpty else {
            let reason = "it is no XML, or is cut short, at line \(parser.lineNumber)"
            throw .unreadableCascade(file: file, reason: reason)
        }
        return try checked()
    }

    /// The cascade, once all of it has been read.
    private func checked() throws(ImageError) -> Cascade {
        for (element, expected) in [("stageType", "BOOST"), ("featureType", "HAAR")] {
            let found = kinds[element] ?? "missing"
            guard found == expected else { throw wrong(element, found: found, expected: expected) }
        }
        guard let width = sides["width"] else { throw wrong("width", found: "missing", expected: "a number") }
        guard let height = sides["height"] else { throw wrong("height", found: "missing", expected: "a number") }
        guard width >= 3, height >= 3, width * height <= Self.windowAreaLimit else {
            throw wrong(
                "the window", found: "\(width) × \(height)",
                expected: "at least 3 × 3 and at most \(Self.windowAreaLimit) pixels in all")
        }
        guard !stages.isEmpty else { throw wrong("stages", found: "empty", expected: "at least one stage") }
        for (number, stage) in stages.enumerated() {
            for (place, tree) in stage.trees.enumerated() {
                for node in tree.nodes where !features.indices.contains(node.feature) {
                    throw wrong(
                        "stages/\(number)/weakClassifiers/\(place)/internalNodes", found: "feature \(node.feature)",
                        expected: "one of \(features.count)")
                }
            }
        }
        for (number, feature) in features.enumerated() {
            for (place, part) in feature.parts.enumerated() where !fits(part.box, width, height, feature.isTilted) {
                let box = part.box
                let kind = feature.isTilted ? ", tilted" : ""
                throw wrong(
                    "features/\(number)/rects/\(place)",
                    found: "\(box.width) × \(box.height) at (\(box.x), \(box.y))\(kind)",
                    expected: "a rectangle inside of \(width) × \(height)")
            }
        }
        return Cascade(windowWidth: width, windowHeight: height, stages: stages, features: features)
    }

    /// Whether a rectangle lies in the window.
    private func fits(_ box: Box, _ width: Int, _ height: Int, _ isTilted: Bool) -> Bool {
        // Each number by itself first: sums of them must not overflow.
        let sides = 0...Self.windowAreaLimit
        guard [box.x, box.y, box.width, box.height].allSatisfy(sides.contains) else { return false }
        if isTilted {
            return box.x >= box.height && box.x + box.width <= width && box.y + box.width + box.height <= height
        }
        return box.x + box.width <= width && box.y + box.height <= height
    }

    private func wrong(_ element: String, found: String, expected: String) -> ImageError {
        .damagedCascade(file: file, element: element, found: found, expected: expected)
    }
}

// MARK: - Events of the parser

extension CascadeReader {
    func parser(
        _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
        attributes: [String: String]
    ) {
        if !open.isEmpty { open[open.count - 1].children += 1 }
        let above = open.last?.path ?? ""
        open.append((name, 0, open.count < 2 ? "" : above.isEmpty ? name : "\(above)/\(name)"))
        text = ""
        if open.count == 2, attributes["type_id"] == "opencv-haar-classifier" {
            fail(parser, .unreadableCascade(file: file, reason: "it is of OpenCV's old format, opencv-haar-classifier"))
        }
    }

    func parser(_ parser: XMLParser, foundCharacters string: String) { text += string }

    func parser(
        _ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?
    ) {
        do throws(ImageError) {
            try take()
        } catch {
            fail(parser, error)
        }
        _ = open.popLast()
        text = ""
    }

    private func fail(_ parser: XMLParser, _ error: ImageError) {
        failure = failure ?? error
        parser.abortParsing()
    }

    /// Takes what the element that ends has to say.
    private func take() throws(ImageError) {
        let path = open.last?.path ?? ""
        switch path {
        case "stageType", "featureType":
            kinds[path] = text.trimmingCharacters(in: .whitespacesAndNewlines)
        case "width", "height":
            sides[path] = try integers(1)[0]
        case "stages/_/stageThreshold":
            // OpenCV lowers it by as much, for windows that lie on it.
            threshold = try numbers(1)[0] - 1e-5
        case "stages/_/weakClassifiers/_/internalNodes":
            nodes = try readNodes()
        case "stages/_/weakClassifiers/_/leafValues":
            leaves = try numbers()
        case "stages/_/weakClassifiers/_":
            trees.append(try readTree())
        case "stages/_":
            guard let threshold, !trees.isEmpty else {
                throw wrong(element, found: "incomplete", expected: "stageThreshold and weakClassifiers")
            }
            stages.append(Cascade.Stage(threshold: threshold, trees: trees))
            (self.threshold, trees) = (nil, [])
        case "features/_/rects/_":
            let box = try integers(5, of: 4)
            let weight = try numbers(5)[4]
            parts.append(
                Cascade.Part(box: Box(x: box[0], y: box[1], width: box[2], height: box[3]), weight: weight))
        case "features/_/tilted":
            isTilted = try integers(1)[0] != 0
        case "features/_":
            guard (1...3).contains(parts.count) else {
                throw wrong(element, found: "\(parts.count) rectangles", expected: "1 to 3")
            }
            features.append(Cascade.Feature(parts: parts, isTilted: isTilted))
            (parts, isTilted) = ([], false)
        default: break
        }
    }

    private func readNodes() throws(ImageError) -> [Cascade.Node] {
        let numbers = try numbers()
        let count = numbers.count / 4
        guard numbers.count % 4 == 0, (1...Self.treeLimit).contains(count) else {
            throw wrong(
                element, found: "\(numbers.count) numbers", expected: "four for each of 1 to \(Self.treeLimit) nodes")
        }
        return try (0..<count).map { (number) throws(ImageError) in
            let fields = numbers[4 * number..<4 * number + 4]
            let whole = fields.prefix(3).compactMap { Int(exactly: $0) }
            guard whole.count == 3, let threshold = fields.last else {
                throw wrong(element, found: "\(Array(fields))", expected: "two children, a feature and a threshold")
            }
            for child in whole.prefix(2) where !(child > number && child < count || (-count...0).contains(child)) {
                throw wrong(
                    element, found: "node \(number) with child \(child)",
                    expected: "a node behind it, or a leaf from 0 to \(-count)")
            }
            return Cascade.Node(left: whole[0], right: whole[1], feature: whole[2], threshold: threshold)
        }
    }

    private func readTree() throws(ImageError) -> Cascade.Tree {
        guard !nodes.isEmpty, leaves.count == nodes.count + 1 else {
            throw wrong(
                element, found: "\(nodes.count) nodes and \(leaves.count) leaves", expected: "one leaf more than nodes")
        }
        defer { (nodes, leaves) = ([], []) }
        return Cascade.Tree(nodes: nodes, leaves: leaves)
    }

    // MARK: - Numbers

    /// The element's text as finite numbers.
    private func numbers(_ count: Int? = nil) throws(ImageError) -> [Float] {
        let words = text.utf8.split { $0 <= 0x20 }
        if let count, words.count != count {
            throw wrong(element, found: "\(words.count) numbers", expected: "\(count)")
        }
        return try words.map { (word) throws(ImageError) in
            let word = String(Substring(word))
            guard let number = Double(word), Float(number).isFinite else {
                throw wrong(element, found: "“\(word.prefix(32))”", expected: "a finite number")
            }
            return Float(number)
        }
    }

    /// The first `limit` of the element's `count` numbers, which have to be whole.
    private func integers(_ count: Int, of limit: Int? = nil) throws(ImageError) -> [Int] {
        try numbers(count).prefix(limit ?? count).map { (number) throws(ImageError) in
            guard let whole = Int(exactly: number), abs(whole) <= Self.windowAreaLimit else {
                throw wrong(element, found: "\(number)", expected: "a whole number up to \(Self.windowAreaLimit)")
            }
            return whole
        }
    }

    /// Where the parser is, such as `stages/3/stageThreshold`.
    private var element: String {
        guard open.count > 2 else { return open.last?.name ?? "the file" }
        return (2..<open.count).map { place in
            open[place].name == "_" ? "\(open[place - 1].children - 1)" : open[place].name
        }.joined(separator: "/")
    }
}
