/// What tells the original training images from altered ones: how many there are of each class, and their brightness.
public struct Fingerprint: Codable, Equatable, Sendable {
    /// Images of every expression, in the order of ``FER2013/Expression``.
    public let classCounts: [Int]
    /// The sum of all grey values.
    public let pixelSum: Int
    /// Mean of all grey values, divided by 255.
    public let mean: Double
    /// Standard deviation of all grey values, divided by 255.
    public let standardDeviation: Double

    /// The original's 28,709 training images.
    ///
    /// Source: computed from the original table. A copy stored as JPEG differs in the fifth digit.
    public static let original = Fingerprint(
        classCounts: FER2013.Split.train.originalCounts, pixelSum: 8_564_149_588, mean: 0.507_742_508,
        standardDeviation: 0.255_008_916)

    package init(classCounts: [Int], pixelSum: Int, mean: Double, standardDeviation: Double) {
        self.classCounts = classCounts
        self.pixelSum = pixelSum
        self.mean = mean
        self.standardDeviation = standardDeviation
    }

    /// The fingerprint of `parts` together; nil if they hold no image.
    public init?(of parts: [FER2013Images]) {
        var counts = [Int](repeating: 0, count: FER2013.Expression.allCases.count)
        var (sum, squares, number) = (0, 0, 0)
        for part in parts {
            for (expression, count) in zip(part.expressions, part.classCounts) {
                counts[expression.rawValue] += count
            }
            for pixel in part.pixels {
                let value = Int(pixel)
                sum += value
                squares += value * value
            }
            number += part.pixels.count
        }
        guard number > 0 else { return nil }
        let mean = Double(sum) / Double(number)
        let variance = max(0, Double(squares) / Double(number) - mean * mean)
        self.init(
            classCounts: counts, pixelSum: sum, mean: mean / 255, standardDeviation: variance.squareRoot() / 255)
    }
}

/// Whether images are those of the original data set.
public enum Genuineness: Codable, Equatable, Sendable {
    /// Counts and brightness of the training split are the original's.
    case genuine
    /// What is there looks like the original, and some of it is missing.
    case partial(reason: String)
    /// Many copies in circulation are equalised, blurred, augmented or put together anew; results with them cannot be
    /// compared.
    case altered(reason: String)

    /// Judges the training images.
    public init(of fingerprint: Fingerprint?) {
        guard let found = fingerprint else {
            self = .partial(reason: "there are no training images to judge by")
            return
        }
        let original = Fingerprint.original
        let names = FER2013.Expression.allCases.map(\.name)
        for (name, (count, expected)) in zip(names, zip(found.classCounts, original.classCounts))
        where count > expected {
            self = .altered(reason: "\(count) training images are \(name), where the original has \(expected)")
            return
        }
        let total = found.classCounts.reduce(0, +)
        let isWhole = found.classCounts == original.classCounts
        if let reason = isWhole ? Self.difference(found) : Self.differenceOfPart(found) {
            self = .altered(reason: reason)
        } else if isWhole {
            self = .genuine
        } else {
            self = .partial(
                reason: "\(total) training images, where the original has \(original.classCounts.reduce(0, +))")
        }
    }

    /// Within 0.1 % of the pixel sum, and as near in contrast as coding as JPEG leaves it.
    private static func difference(_ found: Fingerprint) -> String? {
        let original = Fingerprint.original
        let offset = abs(Double(found.pixelSum - original.pixelSum)) / Double(original.pixelSum)
        if offset > 0.001 {
            return "the grey values sum to \(found.pixelSum), where the original's sum to \(original.pixelSum)"
        }
        if abs(found.standardDeviation - original.standardDeviation) > 0.005 * original.standardDeviation {
            return "the grey values deviate by \(Self.rounded(found.standardDeviation)) from their mean, "
                + "where the original's deviate by \(Self.rounded(original.standardDeviation))"
        }
        return nil
    }

    /// A part is compared with what its mixture of classes leads to expect, within six standard errors.
    private static func differenceOfPart(_ found: Fingerprint) -> String? {
        let total = Double(found.classCounts.reduce(0, +))
        var (mean, square) = (0.0, 0.0)
        for (count, (classMean, classDeviation)) in zip(found.classCounts, originalClasses) {
            mean += Double(count) / total * classMean
            square += Double(count) / total * (classMean * classMean + classDeviation * classDeviation)
        }
        // The mean grey values of single images deviate by 0.13, and so do the means of their squares.
        let tolerance = 6 * 0.13 / total.squareRoot() + 0.001
        let foundSquare = found.mean * found.mean + found.standardDeviation * found.standardDeviation
        if abs(found.mean - mean) > tolerance {
            return "the grey values' mean is \(rounded(found.mean)), where about \(rounded(mean)) is expected"
        }
        if abs(foundSquare - square) > tolerance {
            return "the grey values deviate by \(rounded(found.standardDeviation)) from their mean, "
                + "where about \(rounded(max(0, square - mean * mean).squareRoot())) is expected"
        }
        return nil
    }

    /// Mean and standard deviation of each expression's training images, divided by 255; measured on the JPEG copy.
    private static let originalClasses = [
        (0.495, 0.2556), (0.5303, 0.2487), (0.5314, 0.2549), (0.5076, 0.2486), (0.4859, 0.2561), (0.4756, 0.2544),
        (0.5736, 0.2546),
    ]

    private static func rounded(_ value: Double) -> Double { (value * 10_000).rounded() / 10_000 }
}
