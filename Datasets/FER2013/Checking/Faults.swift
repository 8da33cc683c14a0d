/// Images that are of no use, and images that occur more than once.
///
/// Two images are copies if all their pixels are equal.
public struct Faults: Codable, Equatable, Sendable {
    /// Images that show nothing: their grey values deviate by less than two levels from their mean.
    public let blank: [String]
    /// Images beyond the first of every group of copies.
    public let surplusCopies: Int
    /// Images that also occur in another split.
    public let shared: [SharedImages]
    /// Copies whose labels contradict each other.
    public let contradictions: [Contradiction]

    /// The images of one split that also occur in another.
    public struct SharedImages: Codable, Equatable, Sendable {
        public let split: FER2013.Split
        public let with: FER2013.Split
        public let images: Int
    }

    /// One picture under several labels.
    public struct Contradiction: Codable, Equatable, Sendable {
        /// Where the copies come from.
        public let images: [String]
        /// The label of each.
        public let labels: [String]
    }

    /// One image among those of all splits.
    private struct Member {
        let split: FER2013.Split
        let index: Int
    }

    init(in splits: FER2013Splits) {
        let parts = FER2013.Split.allCases.compactMap { split in splits[split].map { (split, $0) } }
        var groups: [ArraySlice<UInt8>: [Member]] = [:]
        var blank: [String] = []
        for (split, images) in parts {
            for index in images.labels.indices {
                let pixels = images.pixels(at: index)
                groups[pixels, default: []].append(Member(split: split, index: index))
                if Self.isBlank(pixels) { blank.append(images.origins[index].description) }
            }
        }
        self.blank = blank
        let copies = groups.values.filter { $0.count > 1 }
        surplusCopies = copies.reduce(0) { $0 + $1.count - 1 }
        shared = Self.shared(among: copies)
        let images = Dictionary(uniqueKeysWithValues: parts)
        contradictions =
            copies.compactMap { Self.contradiction(in: $0, of: images) }
            .sorted { $0.images.lexicographicallyPrecedes($1.images) }
    }

    private static func isBlank(_ pixels: ArraySlice<UInt8>) -> Bool {
        let values = pixels.map(Int.init)
        let (sum, squares) = (values.reduce(0, +), values.reduce(0) { $0 + $1 * $1 })
        // The variance below 2², times the square of the number of pixels.
        return squares * values.count - sum * sum < 4 * values.count * values.count
    }

    private static func shared(among copies: [[Member]]) -> [SharedImages] {
        var result: [SharedImages] = []
        for split in FER2013.Split.allCases {
            for other in FER2013.Split.allCases where other != split {
                let count = copies.reduce(0) { sum, group in
                    group.contains { $0.split == other } ? sum + group.count { $0.split == split } : sum
                }
                if count > 0 { result.append(SharedImages(split: split, with: other, images: count)) }
            }
        }
        return result
    }

    private static func contradiction(
        in group: [Member], of images: [FER2013.Split: FER2013Images]
    ) -> Contradiction? {
        let found = group.compactMap { member in
            images[member.split].map { part in
                (part.origins[member.index].description, part.classNames[part.labels[member.index]])
            }
        }
        return Set(found.map(\.1)).count > 1 ? Contradiction(images: found.map(\.0), labels: found.map(\.1)) : nil
    }
}
