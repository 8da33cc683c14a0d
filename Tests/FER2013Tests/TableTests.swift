import FER2013
import Testing

/// `fer2013.csv`: what is read from it, and what is refused in which words.
struct TableTests {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    static let header = "emotion,pixels,Usage\n"

    static func text(_ pixels: [UInt8]) -> String { pixels.map(String.init).joined(separator: " ") }

    static func row(_ emotion: Int, _ seed: Int, _ usage: String) -> String {
        "\(emotion),\(text(randomPixels(seed))),\(usage)\n"
    }

    func load(_ content: String) throws -> FER2013Splits {
        try FER2013Splits(contentsOf: folder.write("fer2013.csv", content))
    }

    func error(_ content: String) throws -> FER2013Error? {
        loadingError(try folder.write("fer2013.csv", content))
    }

    // MARK: - What is read

    @Test func emotionCodesBecomeAlphabeticalLabels() throws {
        let rows = (0...6).map { Self.row($0, $0, "Training") }
        let images = try #require(try load(Self.header + rows.joined()).train)
        let names = images.labels.map { images.classNames[$0] }
        #expect(names == ["angry", "disgust", "fear", "happy", "sad", "surprise", "neutral"])
        #expect(images.labels == [0, 1, 2, 3, 5, 6, 4])
        #expect(images.classNames == ["angry", "disgust", "fear", "happy", "neutral", "sad", "surprise"])
    }

    @Test func usagesBecomeSplits() throws {
        let rows = [
            Self.row(0, 1, "Training"), Self.row(3, 2, "PrivateTest"), Self.row(6, 3, "PublicTest"),
            Self.row(4, 4, "Training"),
        ]
        let splits = try load(Self.header + rows.joined())
        #expect(splits.layout == .table)
        #expect(splits.train?.pixels == randomPixels(1) + randomPixels(4))
        #expect(splits.validation?.pixels == randomPixels(3))
        #expect(splits.test?.pixels == randomPixels(2))
        #expect(splits.train?.origins == [.line(2, of: "fer2013.csv"), .line(5, of: "fer2013.csv")])
        #expect(splits.train?.origins.last?.description == "fer2013.csv:5")
        #expect(!splits.isValidationFromTrain)
    }

    @Test(arguments: [
        ("emotion,pixels,Usage", "\n", 0), (" emotion, Usage, pixels", "\n", 1), ("emotion,pixels,Usage", "\r\n", 0),
        ("\u{FEFF}Usage,emotion,pixels,note", "\r\n", 2), ("\"emotion\",\"pixels\",\"Usage\"", "\n", 3),
    ])
    func columnOrdersAndLineEnds(_ header: String, _ end: String, _ order: Int) throws {
        var content = header + end
        for seed in 0..<3 {
            let pixels = Self.text(randomPixels(seed))
            switch order {
            case 0: content += "\(seed),\(pixels),Training"
            case 1: content += "\(seed),Training, \(pixels)"
            case 2: content += "Training,\(seed),\(pixels),hello"
            default: content += "\"\(seed)\",\"\(pixels)\",\"Training\""
            }
            content += seed < 2 ? end : ""
        }
        let images = try #require(try load(content).train)
        #expect(images.pixels == (0..<3).flatMap { randomPixels($0) })
        #expect(images.labels == [0, 1, 2])
    }

    @Test func agreesWithASimpleParserAcrossManyPieces() throws {
        // 3 MB: several pieces, cut in the middle of lines and numbers.
        var content = Self.header
        for seed in 0..<360 {
            content += Self.row(seed % 7, seed, ["Training", "PublicTest", "PrivateTest"][seed % 3])
        }
        let splits = try load(content)
        let rows = content.split(separator: "\n").dropFirst().map { $0.split(separator: ",") }
        for split in FER2013.Split.allCases {
            let images = try #require(splits[split])
            let expected = rows.filter { $0[2] == split.usage }
            #expect(images.pixels == expected.flatMap { $0[1].split(separator: " ").compactMap { UInt8($0) } })
            #expect(images.labels.map { images.expressions[$0].tableCode } == expected.compactMap { Int($0[0]) })
        }
    }

    @Test func blankLinesAndDoubleBlanksAreSkipped() throws {
        let pixels = randomPixels(1).map(String.init).joined(separator: "  ")
        let images = try #require(try load(Self.header + "\n3, \(pixels) ,Training\n\n\n").train)
        #expect(images.pixels == randomPixels(1))
        #expect(images.origins == [.line(3, of: "fer2013.csv")])
    }

    @Test func aFolderThatHoldsTheTable() throws {
        try folder.write("FER2013.csv", Self.header + Self.row(2, 1, "Training"))
        let splits = try FER2013Splits(contentsOf: folder.path)
        #expect(splits.layout == .table)
        #expect(splits.train?.count == 1)
    }

    @Test func aTableWithoutValidationGivesATenthOfTrain() throws {
        let rows = (0..<20).map { Self.row($0 % 2, $0, "Training") } + [Self.row(1, 99, "PrivateTest")]
        let splits = try load(Self.header + rows.joined())
        #expect(splits.isValidationFromTrain)
        #expect(splits.train?.classCounts == [9, 9, 0, 0, 0, 0, 0])
        #expect(splits.validation?.classCounts == [1, 1, 0, 0, 0, 0, 0])
    }

    // MARK: - What is refused

    @Test(arguments: [2_303, 2_305, 1, 0])
    func wrongPixelCount(_ count: Int) throws {
        let pixels = Self.text(Array((randomPixels(1) + [7]).prefix(count)))
        let found = try error(Self.header + Self.row(0, 1, "Training") + "3,\(pixels),Training\n")
        #expect(found == .wrongPixelCount(file: "fer2013.csv", line: 3, found: count))
        if count == 2_303 {
            #expect(
                found?.description
                    == "fer2013.csv:3: 2303 pixels where 48 × 48 = 2304 are expected; the line is cut short. "
                    + "Download the file again or remove the line.")
        }
    }

    @Test(arguments: ["256", "999999999999999999999", "-1", "2.5", "x", "12a", "é"])
    func wrongPixel(_ text: String) throws {
        let pixels = "1 2 \(text) " + Self.text(Array(randomPixels(1).dropFirst(3)))
        let found = try error(Self.header + "3,\(pixels),Training\n")
        #expect(found == .wrongPixel(file: "fer2013.csv", line: 2, pixel: 3, found: text))
        #expect(found?.description.hasPrefix("fer2013.csv:2: pixel 3 is “\(text)” where a whole number") == true)
    }

    @Test(arguments: ["", "train", "Publictests", "Training 2"])
    func unknownUsage(_ usage: String) throws {
        let found = try error(Self.header + "3,\(Self.text(randomPixels(1))),\(usage)\n")
        #expect(found == .unknownUsage(file: "fer2013.csv", line: 2, found: usage))
        #expect(found?.description.contains("Training, PublicTest or PrivateTest") == true)
    }

    @Test(arguments: ["7", "-1", "happy", "", "3.0"])
    func unknownEmotion(_ emotion: String) throws {
        let found = try error(Self.header + "\(emotion),\(Self.text(randomPixels(1))),Training\n")
        #expect(found == .unknownEmotion(file: "fer2013.csv", line: 2, found: emotion))
        #expect(found?.description.contains("6 neutral") == true)
    }

    @Test func emptyFile() throws {
        #expect(try error("") == .emptyFile(file: "fer2013.csv"))
        #expect(try error(Self.header) == .noRows(file: "fer2013.csv"))
    }

    @Test func missingColumns() throws {
        let found = try error("emotion,pixels\n0,\(Self.text(randomPixels(1)))\n")
        #expect(
            found == .missingColumns(file: "fer2013.csv", missing: ["Usage"], found: ["emotion", "pixels"]))
        let sentence = try #require(found).description
        #expect(sentence.hasPrefix("fer2013.csv:1: the header lacks Usage; it holds emotion, pixels."))
        let headless = try error(Self.row(0, 1, "Training"))
        guard case .missingColumns(_, ["emotion", "pixels", "Usage"], _) = headless else {
            Issue.record("found \(String(describing: headless))")
            return
        }
    }

    @Test func wrongFieldCount() throws {
        #expect(
            try error(Self.header + "0,1 2 3\n" + Self.row(1, 1, "Training"))
                == .wrongFieldCount(file: "fer2013.csv", line: 2, found: 2, expected: 3))
    }

    @Test(arguments: ["3", "3,12 13 1", "3,@,", "3,@,Train", "3,@,PublicTes"])
    func truncatedLastLine(_ tail: String) throws {
        let last = tail.replacing("@", with: Self.text(randomPixels(2)))
        let found = try error(Self.header + Self.row(0, 1, "Training") + last)
        #expect(found == .cutShort(file: "fer2013.csv", line: 3))
        #expect(found?.description.hasPrefix("fer2013.csv:3: the file ends in the middle of this line.") == true)
    }

    @Test func aLineWithoutEndIsRefusedBeforeItFillsTheMemory() throws {
        let long = String(repeating: "12 ", count: 500_000)
        let found = try error(Self.header + "0," + long)
        #expect(found == .overlongLine(file: "fer2013.csv", line: 2, limit: 262_144))
    }

    @Test func binaryContentIsShownReadably() throws {
        let file = try folder.write("photo.jpg", [0xFF, 0xD8, 0xFF, 0xE0, 0, 16, 0x4A, 0x1B, 0x5B, 10, 9, 9])
        let description = try #require(loadingError(file)).description
        #expect(description.hasPrefix("photo.jpg:1: the header lacks emotion, pixels, Usage"))
        #expect(!description.unicodeScalars.contains { $0.value < 32 })
    }
}
