import FER2013
import Foundation
import MienImage
import Testing

/// Image folders: what is recognised, how it is ordered, and what is refused.
struct FolderTests {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    @Test(arguments: [
        ("train", "validation", "test"), ("Training", "PublicTest", "PrivateTest"), ("TRAIN", "val", "test"),
        ("train", "valid", "privatetest"),
    ])
    func splitFolders(_ train: String, _ validation: String, _ test: String) throws {
        try folder.writeImage("\(train)/happy/b.png", randomPixels(1))
        try folder.writeImage("\(train)/happy/a.png", randomPixels(2))
        try folder.writeImage("\(train)/angry/c.png", randomPixels(3))
        try folder.writeImage("\(validation)/sad/a.png", randomPixels(4))
        try folder.writeImage("\(test)/fear/a.png", randomPixels(5))
        try folder.write("\(train)/happy/.hidden.png", "nothing")
        try folder.write("\(train)/happy/Thumbs.db", "nothing")
        try folder.write("readme.txt", "nothing")
        let splits = try FER2013Splits(contentsOf: folder.path)
        #expect(splits.layout == .splitFolders)
        // In the order of the paths.
        #expect(splits.train?.pixels == randomPixels(3) + randomPixels(2) + randomPixels(1))
        #expect(splits.train?.labels == [0, 3, 3])
        #expect(splits.train?.origins.first == .file("\(folder.path)/\(train)/angry/c.png"))
        #expect(splits.validation?.pixels == randomPixels(4))
        #expect(splits.validation?.labels == [5])
        #expect(splits.test?.labels == [2])
        #expect(splits.evaluationSplit == splits.test)
    }

    @Test(arguments: [
        ("anger", 0), ("Angry", 0), ("DISGUST", 1), ("disgusted", 1), ("fearful", 2), ("happiness", 3), ("joy", 3),
        ("Neutral", 4), ("sadness", 5), ("surprised", 6), ("Surprise", 6),
    ])
    func otherClassNames(_ name: String, _ label: Int) throws {
        try folder.writeImage("\(name)/1.png", randomPixels(1))
        let splits = try FER2013Splits(contentsOf: folder.path)
        #expect(splits.layout == .classFolders)
        #expect(splits.train?.labels == [label])
        #expect(splits.evaluationSplit == splits.train)
    }

    @Test(arguments: [("validation", FER2013.Split.validation), ("test", .test), ("train", .train), ("faces", .train)])
    func aFolderOfClassFoldersIsOneSplit(_ name: String, _ split: FER2013.Split) throws {
        try folder.writeImage("\(name)/happy/1.png", randomPixels(1))
        let splits = try FER2013Splits(contentsOf: "\(folder.path)/\(name)/")
        #expect(splits.layout == .classFolders)
        for other in FER2013.Split.allCases {
            #expect(splits[other]?.count == (other == split ? 1 : nil))
        }
        #expect(splits[split]?.origins == [.file("\(folder.path)/\(name)/happy/1.png")])
        #expect(!splits.isValidationFromTrain)
    }

    @Test func withoutValidationATenthOfTrainIsHeldOut() throws {
        for number in 10..<40 { try folder.writeImage("train/happy/\(number).png", randomPixels(number)) }
        for number in 10..<30 { try folder.writeImage("train/sad/\(number).png", randomPixels(100 + number)) }
        try folder.writeImage("test/sad/1.png", randomPixels(1))
        let splits = try FER2013Splits(contentsOf: folder.path, seed: 1)
        #expect(splits.isValidationFromTrain)
        #expect(splits.validation?.classCounts == [0, 0, 0, 3, 0, 2, 0])
        #expect(splits.train?.classCounts == [0, 0, 0, 27, 0, 18, 0])
        let (train, validation) = (try #require(splits.train), try #require(splits.validation))
        #expect(Set(train.origins.map(\.description)).isDisjoint(with: validation.origins.map(\.description)))
        #expect(try FER2013Splits(contentsOf: folder.path, seed: 1).validation == validation)
        #expect(try FER2013Splits(contentsOf: folder.path, seed: 2).validation != validation)
    }

    @Test func otherSizesAndColorsBecomeGreySquares() throws {
        // A square of 96 × 96 in the middle of a wide colour picture: left half dark, right half bright.
        var samples: [UInt8] = []
        for _ in 0..<96 {
            for x in 0..<160 {
                samples += x < 32 || x >= 128 ? [255, 0, 0] : (x < 80 ? [20, 20, 20] : [200, 200, 200])
            }
        }
        let image = Image(width: 160, height: 96, channels: 3, samples: samples)
        try folder.write("happy/1.png", image.pngData())
        try folder.writeImage("happy/2.JPEG", smoothPixels(3))
        let small = Image(width: 12, height: 12, channels: 1, samples: [UInt8](repeating: 77, count: 144))
        try folder.write("happy/3.png", small.pngData())
        let images = try #require(try FER2013Splits(contentsOf: folder.path).train)
        let first = Array(images.pixels(at: 0))
        #expect(first[0] == 20 && first[20] == 20 && first[28] == 200 && first[47] == 200 && first[2_303] == 200)
        for (found, expected) in zip(images.pixels(at: 1), smoothPixels(3)) {
            #expect(abs(Int(found) - Int(expected)) <= 4)
        }
        #expect(images.pixels(at: 2).allSatisfy { $0 == 77 })
    }

    // MARK: - What is refused

    @Test func missingFolder() {
        let path = "\(folder.path)/nowhere"
        #expect(loadingError(path) == .missing(path: path))
    }

    @Test func neitherLayout() throws {
        #expect(loadingError(folder.path) == .unknownLayout(folder: folder.path, found: []))
        try folder.write("notes.txt", "nothing")
        try folder.makeFolder("cats")
        #expect(loadingError(folder.path) == .unknownLayout(folder: folder.path, found: ["cats", "notes.txt"]))
        #expect(
            loadingError(folder.path)?.description
                == "\(folder.path) holds cats, notes.txt, where folders train, validation, test, or folders angry, "
                + "disgust, fear, happy, neutral, sad, surprise, or a fer2013.csv are expected. "
                + "Name the folder that holds them.")
        for number in 0..<9 { try folder.makeFolder("part\(number)") }
        #expect(loadingError(folder.path)?.description.contains("part5 and 3 more, where") == true)
    }

    @Test func emptySplit() throws {
        try folder.makeFolder("train")
        #expect(loadingError(folder.path) == .unknownLayout(folder: "\(folder.path)/train", found: []))
    }

    @Test func unknownClass() throws {
        try folder.writeImage("train/happy/1.png", randomPixels(1))
        try folder.writeImage("train/suprise/1.png", randomPixels(2))
        let found = loadingError(folder.path)
        #expect(found == .unknownClass(folder: "\(folder.path)/train", name: "suprise"))
        #expect(
            found?.description
                == "\(folder.path)/train/suprise is no expression's folder; the expressions are angry, disgust, fear, "
                + "happy, neutral, sad, surprise. Rename the folder or move it away.")
    }

    @Test func emptyClass() throws {
        try folder.writeImage("train/happy/1.png", randomPixels(1))
        try folder.makeFolder("train/disgust")
        try folder.write("train/disgust/notes.txt", "nothing")
        #expect(loadingError(folder.path) == .emptyClass(folder: "\(folder.path)/train/disgust"))
        #expect(loadingError(folder.path)?.description.hasPrefix("\(folder.path)/train/disgust holds no image") == true)
    }

    @Test func twoFoldersOfOneMeaning() throws {
        try folder.writeImage("train/happy/1.png", randomPixels(1))
        try folder.writeImage("train/joy/1.png", randomPixels(2))
        let train = "\(folder.path)/train"
        #expect(loadingError(folder.path) == .sameMeaning(folder: train, first: "happy", second: "joy"))
        try folder.writeImage("val/happy/1.png", randomPixels(1))
        try folder.writeImage("validation/happy/1.png", randomPixels(1))
        #expect(loadingError(folder.path) == .sameMeaning(folder: folder.path, first: "val", second: "validation"))
    }

    @Test func damagedImages() throws {
        for number in 100..<900 { try folder.writeImage("train/happy/\(number).png", smoothPixels(number)) }
        let jpeg = try Image(width: 48, height: 48, channels: 1, samples: randomPixels(1)).jpegData(quality: 90)
        let late = try folder.write("train/happy/850.jpg", Array(jpeg.prefix(jpeg.count / 2)))
        guard case .image(.damaged(late, .jpeg, _)) = loadingError(folder.path) else {
            Issue.record("found \(String(describing: loadingError(folder.path)))")
            return
        }
        // Of several, the first by its path is named, whichever thread comes upon one first.
        let early = try folder.write("train/happy/300.jpg", "no image")
        guard case .image(.unknownFormat(early, _)) = loadingError(folder.path) else {
            Issue.record("found \(String(describing: loadingError(folder.path)))")
            return
        }
        #expect(loadingError(folder.path)?.description.hasPrefix(early) == true)
    }

    // MARK: - Writing

    @Test func whatIsWrittenIsReadAgain() throws {
        let drawn = FER2013Splits.synthetic(train: 14, validation: 7, test: 0, seed: 3)
        let path = "\(folder.path)/new/faces"
        try drawn.write(toFolder: path)
        let read = try FER2013Splits(contentsOf: path)
        #expect(read.test == nil)
        #expect(read.train?.classCounts == [2, 2, 2, 2, 2, 2, 2])
        let byClass = (0..<7).flatMap { [$0, $0 + 7] }
        #expect(read.train?.pixels == drawn.train?.selecting(byClass).pixels)
        #expect(read.validation?.pixels == drawn.validation?.pixels)
        #expect(throws: FER2013Error.folderInUse(folder: path)) { try drawn.write(toFolder: path) }
        let file = try folder.write("file", "in the way")
        #expect(throws: FER2013Error.self) { try drawn.write(toFolder: "\(file)/faces") }
    }
}
