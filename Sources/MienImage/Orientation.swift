/// How the stored rows and columns lie in the upright picture, numbered as in EXIF 2.32, tag 0x0112.
enum Orientation: Int {
    case upright = 1
    case mirrored
    case upsideDown
    case upsideDownMirrored
    case transposed
    case quarterTurnNeeded  // stored as seen after a quarter turn to the left
    case transversed
    case threeQuarterTurnNeeded

    /// The orientation that a JPEG file's first EXIF segment states; upright where it states none or nonsense.
    init(jpeg bytes: [UInt8]) {
        var position = 2
        // Segments up to the first scan: 0xFF, marker, size of what follows (its own two bytes included).
        while position + 4 <= bytes.count, bytes[position] == 0xFF {
            let marker = bytes[position + 1]
            if marker == 0xFF {  // a fill byte
                position += 1
                continue
            }
            let size = Int(bytes[position + 2]) << 8 | Int(bytes[position + 3])
            let content = position + 4
            let end = position + 2 + size
            guard marker != 0xDA, size >= 2, end <= bytes.count else { break }
            let segment = bytes[content..<end]
            if marker == 0xE1, segment.starts(with: "Exif\0\0".utf8) {
                self.init(exif: Array(segment.dropFirst(6)))
                return
            }
            position = end
        }
        self = .upright
    }

    /// The orientation that an EXIF block states: a TIFF header, whose first directory has entries of 12 bytes
    /// (tag, type, count, value). Every offset in it may lie.
    init(exif bytes: [UInt8]) {
        self = .upright
        let bigEndian = bytes.starts(with: "MM\0*".utf8)
        guard bigEndian || bytes.starts(with: "II*\0".utf8) else { return }
        func number(at start: Int, size: Int) -> Int? {
            guard start + size <= bytes.count else { return nil }
            let field = bytes[start..<start + size]
            return bigEndian
                ? field.reduce(0) { $0 << 8 | Int($1) }
                : field.reversed().reduce(0) { $0 << 8 | Int($1) }
        }
        guard let directory = number(at: 4, size: 4), let count = number(at: directory, size: 2) else { return }
        for entry in 0..<count {
            let start = directory + 2 + 12 * entry
            guard let tag = number(at: start, size: 2), let type = number(at: start + 2, size: 2) else { return }
            if tag != 0x0112 { continue }
            // Short by the standard; some programs write long.
            guard type == 3 || type == 4, let value = number(at: start + 8, size: type == 3 ? 2 : 4) else { return }
            self = Orientation(rawValue: value) ?? .upright
            return
        }
    }
}

extension Image {
    /// The picture upright, where its rows are stored in the given orientation.
    func turned(to orientation: Orientation) -> Image {
        let (right, down) = (width - 1, (height - 1) * width)  // to the last column, to the last row
        switch orientation {
        case .upright: return self
        case .mirrored: return gathered(width, height, from: right, stepX: -1, stepY: width)
        case .upsideDown: return gathered(width, height, from: right + down, stepX: -1, stepY: -width)
        case .upsideDownMirrored: return gathered(width, height, from: down, stepX: 1, stepY: -width)
        case .transposed: return gathered(height, width, from: 0, stepX: width, stepY: 1)
        case .quarterTurnNeeded: return gathered(height, width, from: down, stepX: -width, stepY: 1)
        case .transversed: return gathered(height, width, from: right + down, stepX: -width, stepY: -1)
        case .threeQuarterTurnNeeded: return gathered(height, width, from: right, stepX: width, stepY: -1)
        }
    }
}
