import Mien
import MienTraining

/// Grey faces of 48 × 48 pixels with their expressions: one split of FER2013, or a part of it.
///
/// All pixels lie in one buffer of bytes: 35,887 images take 83 MB.
///
/// - Shape: an example's input is `[48, 48, 1]`, Float32 in 0…1; its target an Int32 scalar, the label.
public struct FER2013Images: LabeledDataset, Equatable {
    /// Where an image comes from.
    public enum Origin: Equatable, Sendable {
        /// A file, by its path.
        case file(String)
        /// A line of a table, from 1; the header is line 1.
        case line(Int, of: String)
        /// A drawn face, by its number.
        case drawn(Int)
    }

    /// The expressions that the labels count, in alphabetical order; all seven unless ``restricted(to:)`` chose some.
    public let expressions: [FER2013.Expression]
    /// Each image's place in ``expressions``.
    public let labels: [Int]
    /// Where each image comes from.
    public let origins: [Origin]
    /// The grey values, image after image, row by row.
    public let pixels: [UInt8]

    package init(
        pixels: [UInt8], labels: [Int], origins: [Origin],
        expressions: [FER2013.Expression] = FER2013.Expression.allCases
    ) {
        self.pixels = pixels
        self.labels = labels
        self.origins = origins
        self.expressions = expressions
    }

    public var count: Int { labels.count }
    public var classNames: [String] { expressions.map(\.name) }

    /// The number of images of each class, in the order of ``expressions``.
    public var classCounts: [Int] {
        labels.reduce(into: [Int](repeating: 0, count: expressions.count)) { counts, label in counts[label] += 1 }
    }

    /// The 2,304 grey values of one image, row by row.
    public func pixels(at index: Int) -> ArraySlice<UInt8> {
        pixels[index * FER2013.pixelCount..<(index + 1) * FER2013.pixelCount]
    }

    public func example(at index: Int, random: inout RandomStream) -> Example {
        Self.example(of: pixels(at: index), label: labels[index], side: FER2013.side)
    }

    /// The example that a grey image makes.
    static func example(of pixels: some Collection<UInt8>, label: Int, side: Int) -> Example {
        Example(input: Tensor(pixels.map { Float($0) / 255 }, shape: [side, side, 1]), label: label)
    }

    // MARK: - Parts

    /// The images of several splits, one split after the other; all have the same expressions.
    public init(joining parts: [FER2013Images]) {
        self.init(
            pixels: parts.flatMap(\.pixels), labels: parts.flatMap(\.labels), origins: parts.flatMap(\.origins),
            expressions: parts.first?.expressions ?? FER2013.Expression.allCases)
    }

    /// The images at `indices`, in that order.
    public func selecting(_ indices: [Int]) -> FER2013Images {
        var chosen: [UInt8] = []
        chosen.reserveCapacity(indices.count * FER2013.pixelCount)
        for index in indices {
            chosen += pixels(at: index)
        }
        return FER2013Images(
            pixels: chosen, labels: indices.map { labels[$0] }, origins: indices.map { origins[$0] },
            expressions: expressions)
    }

    /// The images without those that also occur, pixel for pixel, in `others`: what a network has seen in training says
    /// little of what it has learnt.
    public func removing(copiesOf others: FER2013Images) -> FER2013Images {
        let known = Set(others.labels.indices.map(others.pixels(at:)))
        return selecting(labels.indices.filter { !known.contains(pixels(at: $0)) })
    }

    /// The images of some expressions only, with labels counted anew in alphabetical order.
    ///
    /// With happy, sad, angry, surprise and neutral the original training split keeps 24,176 images.
    ///
    /// Traps if one of `classes` is not among ``expressions``.
    public func restricted(to classes: Set<FER2013.Expression>) -> FER2013Images {
        require(
            classes.isSubset(of: expressions),
            "restricted(to:): the images have the classes \(classNames), asked for \(classes.map(\.name).sorted())")
        let kept = expressions.filter(classes.contains)
        let newLabels = expressions.map { kept.firstIndex(of: $0) }
        let part = selecting(labels.indices.filter { newLabels[labels[$0]] != nil })
        return FER2013Images(
            pixels: part.pixels, labels: part.labels.compactMap { newLabels[$0] }, origins: part.origins,
            expressions: kept)
    }
}

extension FER2013Images.Origin: CustomStringConvertible {
    /// `train/angry/1.jpg`, `fer2013.csv:17`, `face 3`.
    public var description: String {
        switch self {
        case .file(let path): path
        case .line(let line, let file): "\(file):\(line)"
        case .drawn(let number): "face \(number)"
        }
    }
}
