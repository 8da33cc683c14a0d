import Mien
import MienTraining

/// Drawn grey faces with the seven expressions of FER2013, made without any data.
///
/// Each face is drawn from the movements that make its expression (``FaceAction``), on a person of its own, in its own
/// pose and light; brows, lids and mouth are what tells the classes apart, as in photographs. A small convolutional
/// network reaches about 80 % in five epochs over 3,500 faces. They are for trying out and for tests: what a network
/// learns from them says nothing about photographs.
///
/// ```swift
/// let faces = SyntheticFaces(count: 7_000, seed: 1)
/// let pixels = faces.pixels(at: 0)        // 2,304 grey values of an angry face
/// ```
///
/// Face `i` of a split is a function of the seed, the split and `i` alone: a longer set begins with the shorter one.
/// Drawing takes about a third of a millisecond; ``images()`` draws all at once and keeps them.
///
/// - Shape: an example's input is `[side, side, 1]`, Float32 in 0…1; its target an Int32 scalar, the label.
public struct SyntheticFaces: LabeledDataset {
    /// How often the expressions occur.
    public enum Proportions: Sendable {
        /// All alike: face `i` shows expression `i` modulo 7.
        case equal
        /// As in FER2013's training split: a quarter happy, one in 66 disgusted.
        case original
    }

    public let count: Int
    public let side: Int
    public let labels: [Int]
    private let split: FER2013.Split
    private let seed: UInt64

    /// - Parameters:
    ///   - count: the number of faces.
    ///   - split: faces of different splits have nothing in common.
    ///   - seed: other seeds give other faces.
    ///   - side: pixels along each side, at least 16.
    ///   - proportions: of the classes.
    public init(
        count: Int, split: FER2013.Split = .train, seed: UInt64, side: Int = FER2013.side,
        proportions: Proportions = .equal
    ) {
        require(count >= 0 && side >= 16, "SyntheticFaces: \(count) faces of \(side) pixels; at least 0 and 16")
        self.count = count
        self.split = split
        self.seed = seed
        self.side = side
        labels = (0..<count).map { Self.label(of: $0, proportions) }
    }

    public var classNames: [String] { FER2013.Expression.allCases.map(\.name) }

    /// The grey values of one face, `side` × `side`, row by row.
    public func pixels(at index: Int) -> [UInt8] {
        var random = RandomStream(seed: seed, purpose: .synthesis, splitLabel, UInt64(index))
        let person = Person(from: &random)
        let actions = FaceActions.draw(FER2013.Expression.allCases[labels[index]], from: &random)
        let view = View(from: &random, size: side)
        return FacePainter.draw(person, actions, view, size: side, noise: &random)
    }

    public func example(at index: Int, random: inout RandomStream) -> Example {
        FER2013Images.example(of: pixels(at: index), label: labels[index], side: side)
    }

    /// All faces, drawn on all threads. Traps unless ``side`` is 48.
    public func images() -> FER2013Images {
        require(side == FER2013.side, "SyntheticFaces.images(): the side must be 48, found \(side)")
        return FER2013Images(
            pixels: inParallel(count, blockSize: 64) { range in range.flatMap(pixels(at:)) },
            labels: labels, origins: (0..<count).map { .drawn($0) })
    }

    private var splitLabel: UInt64 {
        switch split {
        case .train: 0
        case .validation: 1
        case .test: 2
        }
    }

    /// Multiples of the golden ratio fill 0…1 evenly, so that any number of faces has nearly the wanted proportions.
    private static func label(of index: Int, _ proportions: Proportions) -> Int {
        let counts = FER2013.Split.train.originalCounts
        guard proportions == .original else { return index % counts.count }
        let position = (Double(index) + 0.5) * 0.618_033_988_749_895
        var rest = (position - position.rounded(.down)) * Double(counts.reduce(0, +))
        for (label, count) in counts.enumerated() {
            rest -= Double(count)
            if rest < 0 { return label }
        }
        return counts.count - 1
    }
}
