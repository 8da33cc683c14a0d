import FER2013
import FaceExpression
import Foundation
import MienTestSupport
import Testing

struct DataTests {
    @Test func withoutAPathFacesAreDrawn() throws {
        let data = try FaceData(nil, seed: 4)
        #expect(data.remarks.count == 1)
        #expect(data.remarks.first?.hasPrefix("Synthetic faces: drawn by Mien, not photographs.") == true)
        #expect(try data.images(.train, labels: FaceRecipe.reference.labels).count == 2_100)
        #expect(try data.images(.test, labels: ["happy", "sad"]).classCounts == [60, 60])
    }

    @Test func aFolderAndItsRemarks() throws {
        try withTemporaryFolder { folder in
            try writeFaces(to: "\(folder)/faces")
            // One picture is learnt and tested.
            try FileManager.default.copyItem(
                atPath: "\(folder)/faces/train/sad/000006.png", toPath: "\(folder)/faces/test/sad/copy.png")
            let data = try FaceData("\(folder)/faces", seed: 1)
            #expect(
                data.remarks == [
                    "Not the whole of FER2013: 35 training images, where the original has 28709.",
                    "1 test images are also in the train split.",
                ])
            #expect(try data.images(.validation, labels: FaceRecipe.reference.labels).count == 7)
            #expect(try data.images(.test, labels: FaceRecipe.paper002.labels).classCounts == [1, 1, 1, 2, 1])
        }
    }

    @Test func aTenthBecomesTheValidationSplit() throws {
        try withTemporaryFolder { folder in
            try writeFaces(to: "\(folder)/faces", train: 70, validation: 0, test: 7)
            let data = try FaceData("\(folder)/faces", seed: 1)
            #expect(data.splits.train?.count == 63 && data.splits.validation?.count == 7)
            #expect(
                data.remarks.contains("The data have no validation split: a tenth of the training images became it."))
            // The seed chooses them.
            #expect(try data.splits.validation == FaceData("\(folder)/faces", seed: 1).splits.validation)
            #expect(try data.splits.validation != FaceData("\(folder)/faces", seed: 2).splits.validation)

            // A folder of classes alone is one split; only a training takes it apart, and says so.
            let whole = try FaceData("\(folder)/faces/train", seed: 1)
            #expect(whole.splits.train?.count == 70 && whole.splits.validation == nil)
            #expect(whole.remarks.count == 1)
            let parted = try FaceData("\(folder)/faces/train", seed: 1, needsValidation: true)
            #expect(parted.splits.train?.count == 63 && parted.splits.validation?.count == 7)
            #expect(parted.remarks.count == 2)
        }
    }

    @Test func whatIsNotThere() throws {
        try withTemporaryFolder { folder in
            let path = "\(folder)/faces"
            try writeFaces(to: path, validation: 7, test: 0)
            try FileManager.default.removeItem(atPath: "\(path)/validation/happy")
            try FileManager.default.removeItem(atPath: "\(path)/validation/sad")
            let data = try FaceData(path, seed: 1)
            #expect(throws: FaceExpressionError.missingSplit("test", data: path, present: ["train", "validation"])) {
                try data.images(.test, labels: ["happy"])
            }
            #expect(
                throws: FaceExpressionError.noImages(split: "validation", data: path, labels: ["happy", "sad"])
            ) {
                try data.images(.validation, labels: ["happy", "sad"])
            }
            #expect(throws: FER2013Error.missing(path: "\(folder)/none")) { try FaceData("\(folder)/none", seed: 1) }
        }
    }
}
