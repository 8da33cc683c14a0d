import FER2013
import Mien
import MienTraining
import Testing

/// Parts of the data, the examples they make, and what the check says of them.
struct ImagesTests {
    /// Images of one grey value each.
    static func plain(_ values: [UInt8], labels: [Int], _ name: String = "image") -> FER2013Images {
        FER2013Images(
            pixels: values.flatMap { [UInt8](repeating: $0, count: 2_304) }, labels: labels,
            origins: values.indices.map { .file("\(name) \($0)") })
    }

    @Test func examplesAreScaledAndOfTheRightShape() throws {
        var pixels = randomPixels(1)
        pixels[0] = 255
        pixels[1] = 0
        pixels[49] = 51
        let images = FER2013Images(pixels: pixels, labels: [6], origins: [.drawn(0)])
        var random = RandomStream(seed: 0)
        let example = images.example(at: 0, random: &random)
        #expect(example.input.shape == [48, 48, 1])
        #expect(Array(example.input.scalars.prefix(2)) == [1, 0])
        #expect(example.input[1, 1, 0].item == 0.2)
        #expect(example.target.shape == [])
        #expect(example.target.int32Scalars == [6])
    }

    @Test func restrictionCountsLabelsAnew() {
        let images = Self.plain([0, 1, 2, 3, 4, 5, 6, 7], labels: [0, 1, 2, 3, 4, 5, 6, 3])
        let five = images.restricted(to: [.happy, .sad, .angry, .surprise, .neutral])
        #expect(five.classNames == ["angry", "happy", "neutral", "sad", "surprise"])
        #expect(five.labels == [0, 1, 2, 3, 4, 1])
        #expect((0..<6).map { five.pixels(at: $0).first } == [0, 3, 4, 5, 6, 7])
        #expect(five.origins.last == .file("image 7"))
        #expect(five.classCounts == [1, 2, 1, 1, 1])
        #expect(five.restricted(to: [.sad]).labels == [0])
    }

    @Test func copiesOfOtherImagesCanBeRemoved() {
        let images = Self.plain([5, 1, 2, 5, 3], labels: [0, 1, 2, 3, 4])
        let unseen = images.removing(copiesOf: Self.plain([3, 5, 9], labels: [0, 0, 0]))
        #expect(unseen.labels == [1, 2])
        #expect(unseen.origins == [.file("image 1"), .file("image 2")])
    }

    @Test func selectionKeepsItsOrder() {
        let images = Self.plain([10, 20, 30], labels: [1, 2, 3])
        let part = images.selecting([2, 0, 2])
        #expect(part.labels == [3, 1, 3])
        #expect((0..<3).map { part.pixels(at: $0).last } == [30, 10, 30])
    }

    @Test func holdingOutNeedsAndKeepsAValidationSplit() throws {
        let images = Self.plain((0..<20).map { UInt8($0) }, labels: (0..<20).map { $0 % 2 })
        let alone = FER2013Splits(layout: .classFolders, source: "faces", [.train: images])
        let split = alone.holdingOut(0.2, seed: 5)
        #expect(split.isValidationFromTrain)
        #expect(split.validation?.classCounts.prefix(2) == [2, 2])
        #expect(split.train?.count == 16)
        #expect(split.holdingOut(seed: 6).validation == split.validation)
    }

    // MARK: - Faults

    @Test func blankImagesCopiesAndContradictions() throws {
        let (a, b, c) = (randomPixels(1), randomPixels(2), randomPixels(3))
        let train = FER2013Images(
            pixels: a + b + a + [UInt8](repeating: 9, count: 2_304) + c, labels: [0, 1, 0, 2, 3],
            origins: (0..<5).map { .line($0 + 2, of: "t.csv") })
        let validation = FER2013Images(
            pixels: a + b + randomPixels(4), labels: [0, 2, 4], origins: (0..<3).map { .line($0 + 7, of: "t.csv") })
        let splits = FER2013Splits(layout: .table, source: "t.csv", [.train: train, .validation: validation])
        let faults = FER2013Report(of: splits).faults
        #expect(faults.blank == ["t.csv:5"])
        #expect(faults.surplusCopies == 3)
        #expect(faults.shared.map(\.images) == [3, 2])
        #expect(faults.shared.map(\.split) == [.train, .validation])
        #expect(faults.contradictions.map(\.images) == [["t.csv:3", "t.csv:8"]])
        #expect(faults.contradictions.map(\.labels) == [["disgust", "fear"]])
    }

    @Test func blankMeansLessThanTwoLevelsOfDeviation() {
        var faint = [UInt8](repeating: 100, count: 2_304)
        for index in 0..<1_152 { faint[index] = 103 }
        var visible = faint
        for index in 0..<1_152 { visible[index] = 105 }
        let images = FER2013Images(pixels: faint + visible, labels: [0, 0], origins: [.drawn(0), .drawn(1)])
        let report = FER2013Report(of: FER2013Splits(layout: .synthetic, source: "", [.train: images]))
        #expect(report.faults.blank == ["face 0"])
    }

    // MARK: - Genuineness

    /// The original's fingerprint with some numbers changed.
    static func fingerprint(
        counts: [Int]? = nil, sum: Double = 1, mean: Double = 0.507_742_5, deviation: Double = 0.255_008_9
    ) -> Fingerprint {
        let original = Fingerprint.original
        return Fingerprint(
            classCounts: counts ?? original.classCounts, pixelSum: Int(Double(original.pixelSum) * sum), mean: mean,
            standardDeviation: deviation)
    }

    @Test func genuineWithinATenthOfAPercent() {
        #expect(Genuineness(of: .original) == .genuine)
        #expect(Genuineness(of: Self.fingerprint(sum: 1.0009)) == .genuine)
        #expect(Genuineness(of: Self.fingerprint(sum: 1.0011)).isAltered)
        #expect(Genuineness(of: Self.fingerprint(deviation: 0.2890)).isAltered)
    }

    @Test func moreImagesThanTheOriginalAreAltered() throws {
        var counts = Fingerprint.original.classCounts
        counts[1] = 3_000
        let verdict = Genuineness(of: Self.fingerprint(counts: counts))
        #expect(verdict == .altered(reason: "3000 training images are disgust, where the original has 436"))
    }

    @Test func fewerImagesArePartOrAltered() {
        let tenth = Fingerprint.original.classCounts.map { $0 / 10 }
        #expect(
            Genuineness(of: Self.fingerprint(counts: tenth))
                == .partial(reason: "2868 training images, where the original has 28709"))
        #expect(Genuineness(of: Self.fingerprint(counts: tenth, mean: 0.56)).isAltered)
        #expect(Genuineness(of: Self.fingerprint(counts: tenth, deviation: 0.289)).isAltered)
        // Surprised faces are brighter than the others: what is expected follows the mixture.
        let surprised = [0, 0, 0, 0, 0, 0, 2_000]
        #expect(Genuineness(of: Self.fingerprint(counts: surprised, mean: 0.574, deviation: 0.2546)).isPartial)
        #expect(Genuineness(of: Self.fingerprint(counts: surprised)).isAltered)
        #expect(Genuineness(of: nil).isPartial)
    }

    @Test func drawnFacesAreNoPhotographs() throws {
        let report = FER2013Report(of: .synthetic(train: 700, validation: 70, test: 0, seed: 1))
        #expect(report.genuineness.isAltered)
        #expect(report.faults == FER2013Report(of: .synthetic(train: 70, validation: 7, test: 0, seed: 1)).faults)
        #expect(report.splits.map(\.images) == [700, 70])
        #expect(report.description.hasPrefix("synthetic faces, seed 1: not the original FER2013: "))
        #expect(report.description.contains("\n  validation: 70 images (angry 10, disgust 10, fear 10, "))
        #expect(report.description.contains("\n  not there: test\n"))
    }
}

extension ImagesTests {
    /// A common copy as folders merges the two smaller splits into `test`.
    @Test(arguments: [FER2013.Split.validation, .test]) func theReportNamesTheOriginalsSplits(_ split: FER2013.Split) {
        var counts = split.originalCounts
        if split == .test {
            counts = zip(counts, FER2013.Split.validation.originalCounts).map(+)
        }
        let labels = counts.enumerated().flatMap { [Int](repeating: $0.offset, count: $0.element) }
        let images = FER2013Images(
            pixels: [UInt8](repeating: 1, count: 2_304 * labels.count), labels: labels,
            origins: labels.map { .drawn($0) })
        let report = FER2013Report(of: FER2013Splits(layout: .splitFolders, source: "", [split: images]))
        let expected = split == .test ? "the original's validation and test together" : "as many as in the original"
        #expect(report.description.contains("  \(split.rawValue): \(labels.count) images, \(expected) (angry "))
    }
}

extension Genuineness {
    fileprivate var isAltered: Bool { if case .altered = self { true } else { false } }
    fileprivate var isPartial: Bool { if case .partial = self { true } else { false } }
}
