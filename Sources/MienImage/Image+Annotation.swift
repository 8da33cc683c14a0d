/// A box with words, to be drawn on an image.
public struct Annotation: Sendable, Equatable {
    public let box: Box
    /// Letters without marks, digits, `.`, `-` and `%`; others stay blank.
    public let label: String

    public init(box: Box, label: String) { (self.box, self.label) = (box, label) }
}

extension Image {
    /// The image in colours of 8 bits with boxes drawn on it, each with its label above it, or inside where there is no room.
    public func annotated(_ annotations: [Annotation]) -> Image {
        var drawing = Drawing(on: rgb())
        for annotation in annotations { drawing.draw(annotation) }
        return Image(width: width, height: height, channels: 3, samples: drawing.pixels)
    }
}

private struct Drawing {
    private(set) var pixels: [UInt8]
    private let width: Int
    private let height: Int
    /// The side of a letter's dot, and the thickness of lines: so that they are seen in large pictures, too.
    private let unit: Int

    private static let paper: [UInt8] = [255, 214, 10]
    private static let ink: [UInt8] = [0, 0, 0]

    init(on image: Image) {
        (pixels, width, height) = (image.bytes, image.width, image.height)
        unit = max(min(image.width, image.height) / 300, 1)
    }

    mutating func draw(_ annotation: Annotation) {
        let box = annotation.box
        let line = 2 * unit
        fill(Box(x: box.x, y: box.y, width: box.width, height: line), Self.paper)
        fill(Box(x: box.x, y: box.y + box.height - line, width: box.width, height: line), Self.paper)
        fill(Box(x: box.x, y: box.y, width: line, height: box.height), Self.paper)
        fill(Box(x: box.x + box.width - line, y: box.y, width: line, height: box.height), Self.paper)
        write(annotation.label, beside: box)
    }

    private mutating func write(_ text: String, beside box: Box) {
        if text.isEmpty { return }
        let letterWidth = (Letters.width + 1) * unit
        let size = (width: text.count * letterWidth + unit, height: (Letters.height + 2) * unit)
        let y = box.y >= size.height ? box.y - size.height : box.y
        let x = max(min(box.x, width - size.width), 0)
        fill(Box(x: x, y: y, width: size.width, height: size.height), Self.paper)
        for (place, letter) in text.lowercased().enumerated() {
            guard let rows = Letters.shapes[letter] else { continue }
            for (row, dots) in rows.enumerated() {
                for column in 0..<Letters.width where dots >> (Letters.width - 1 - column) & 1 == 1 {
                    let left = x + place * letterWidth + (column + 1) * unit
                    fill(Box(x: left, y: y + (row + 1) * unit, width: unit, height: unit), Self.ink)
                }
            }
        }
    }

    /// Fills what of a box lies in the image.
    private mutating func fill(_ box: Box, _ color: [UInt8]) {
        guard let box = box.clipped(toWidth: width, height: height) else { return }
        for y in box.y..<box.y + box.height {
            for x in box.x..<box.x + box.width {
                for channel in 0..<3 { pixels[(y * width + x) * 3 + channel] = color[channel] }
            }
        }
    }
}

/// Letters of five by seven dots, a number a row, its highest bit on the left.
private enum Letters {
    static let width = 5
    static let height = 7

    static let shapes: [Character: [UInt8]] = [
        "a": [0, 0, 14, 1, 15, 17, 15], "b": [16, 16, 22, 25, 17, 17, 30], "c": [0, 0, 14, 16, 16, 17, 14],
        "d": [1, 1, 13, 19, 17, 17, 15], "e": [0, 0, 14, 17, 31, 16, 14], "f": [6, 9, 8, 28, 8, 8, 8],
        "g": [0, 15, 17, 17, 15, 1, 14], "h": [16, 16, 22, 25, 17, 17, 17], "i": [4, 0, 12, 4, 4, 4, 14],
        "j": [2, 0, 6, 2, 2, 18, 12], "k": [16, 16, 18, 20, 24, 20, 18], "l": [12, 4, 4, 4, 4, 4, 14],
        "m": [0, 0, 26, 21, 21, 17, 17], "n": [0, 0, 22, 25, 17, 17, 17], "o": [0, 0, 14, 17, 17, 17, 14],
        "p": [0, 0, 30, 17, 30, 16, 16], "q": [0, 0, 13, 19, 15, 1, 1], "r": [0, 0, 22, 25, 16, 16, 16],
        "s": [0, 0, 14, 16, 14, 1, 30], "t": [8, 8, 28, 8, 8, 9, 6], "u": [0, 0, 17, 17, 17, 19, 13],
        "v": [0, 0, 17, 17, 17, 10, 4], "w": [0, 0, 17, 17, 21, 21, 10], "x": [0, 0, 17, 10, 4, 10, 17],
        "y": [0, 0, 17, 17, 15, 1, 14], "z": [0, 0, 31, 2, 4, 8, 31], "0": [14, 17, 19, 21, 25, 17, 14],
        "1": [4, 12, 4, 4, 4, 4, 14], "2": [14, 17, 1, 2, 4, 8, 31], "3": [31, 2, 4, 2, 1, 17, 14],
        "4": [2, 6, 10, 18, 31, 2, 2], "5": [31, 16, 30, 1, 1, 17, 14], "6": [6, 8, 16, 30, 17, 17, 14],
        "7": [31, 1, 2, 4, 8, 8, 8], "8": [14, 17, 17, 14, 17, 17, 14], "9": [14, 17, 17, 15, 1, 2, 12],
        "%": [24, 25, 2, 4, 8, 19, 3], ".": [0, 0, 0, 0, 0, 12, 12], "-": [0, 0, 0, 31, 0, 0, 0],
    ]
}
