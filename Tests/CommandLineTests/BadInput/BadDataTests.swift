import MienImage
import Testing

/// Data that cannot be read: folders, tables and images.
struct BadDataTests {
    static let folders: [Refusal] = [
        Refusal("face train --data nowhere", 66, "nowhere: no such file or folder", "fer2013.csv"),
        Refusal("face train --data faces", 65, "faces holds nothing", "train, validation, test", "angry, disgust") {
            try $0.makeFolder("faces")
        },
        Refusal("face train --data faces", 65, "faces holds letters, notes.txt, where folders train") {
            try $0.write("faces/notes.txt", "hello")
            try $0.makeFolder("faces/letters")
        },
        Refusal("face train --data faces", 65, "faces/train/angry holds no image", ".jpg") {
            try $0.write("faces/train/happy/1.png", face)
            try $0.makeFolder("faces/train/angry")
        },
        Refusal("face train --data faces", 65, "faces/train/bored is no expression's folder", "Rename") {
            try $0.write("faces/train/happy/1.png", face)
            try $0.write("faces/train/bored/1.png", face)
        },
        Refusal("face train --data faces", 65, "faces has no train image of angry, happy, neutral, sad, surprise") {
            try $0.write("faces/train/fear/1.png", face)
        }.with("--recipe", "paper-002"),
        Refusal("face train --data faces", 65, "faces has no validation image", "at least one") {
            try $0.write("faces/train/fear/1.png", face)
        },
        Refusal("face train --data faces", 64, "faces has no train images, only validation") {
            try $0.write("faces/validation/fear/1.png", face)
        },
        Refusal("datasets check nowhere", 66, "nowhere: no such file or folder"),
        Refusal("face evaluate --data nowhere", 66, "nowhere: no such file or folder"),
        Refusal("face evaluate --data nowhere --model nothing", 66, "nowhere: no such file or folder"),
        Refusal("face evaluate --data faces --model {run} --split test", 64, "faces has no test images, only train") {
            try $0.write("faces/train/happy/1.png", face)
        },
    ]

    @Test(arguments: folders) func folder(_ refusal: Refusal) throws { try refusal.check() }

    // MARK: - Tables

    static let tables: [Refusal] = [
        table(row(pixels: 2_303), "fer2013.csv:3: 2303 pixels where 48 × 48 = 2304 are expected; the line is cut"),
        table(row(pixels: 2_305), "fer2013.csv:3: 2305 pixels"),
        table(row(first: "256"), "fer2013.csv:3: pixel 1 is “256” where a whole number from 0 to 255"),
        table(row(first: "-1"), "fer2013.csv:3: pixel 1 is “-1”"),
        table(row(first: "dark"), "fer2013.csv:3: pixel 1 is “dark”"),
        table(row(usage: "Practice"), "fer2013.csv:3: usage “Practice” where Training, PublicTest or PrivateTest"),
        table(row(emotion: "7"), "fer2013.csv:3: emotion “7” where a number from 0 to 6"),
        table("3,1 2 3", "fer2013.csv:3: 2 fields where the header has 3"),
        table("", header: "emotion,Usage", "fer2013.csv:1: the header lacks pixels"),
        // What stands in the file must not steer the terminal, nor break the line.
        table(row(usage: "a\u{1B}[31mb"), "fer2013.csv:3: usage “a·[31mb”"),
        Refusal("face train --data fer2013.csv", 65, "fer2013.csv is empty") { try $0.write("fer2013.csv", "") },
        Refusal("datasets check fer2013.csv", 65, "fer2013.csv:2: the file ends in the middle of this line") {
            try $0.write("fer2013.csv", "emotion,pixels,Usage\n3,1 2 3")
        },
    ]

    @Test(arguments: tables) func table(_ refusal: Refusal) throws { try refusal.check() }

    private static func table(
        _ row: String, header: String = "emotion,pixels,Usage", _ message: String
    ) -> Refusal {
        Refusal("face train --data fer2013.csv", 65, message) {
            try $0.write("fer2013.csv", [header, Self.row(), row, Self.row()].joined(separator: "\n") + "\n")
        }
    }

    private static func row(
        emotion: String = "3", first: String = "0", pixels: Int = 2_304, usage: String = "Training"
    ) -> String {
        "\(emotion),\(([first] + [String](repeating: "127", count: pixels - 1)).joined(separator: " ")),\(usage)"
    }

    // MARK: - Images

    static let images: [Refusal] = [
        Refusal("face predict --model {run} no.png", 66, "no.png: no such file"),
        Refusal("face predict --model {run} {face} cut.jpg", 65, "cut.jpg is a damaged JPEG image") {
            try $0.write("cut.jpg", photograph.jpegData(quality: 90).dropLast(200))
        },
        Refusal("face predict --model {run} cut.png", 65, "cut.png is a damaged PNG image") {
            try $0.write("cut.png", photograph.pngData().dropLast(200))
        },
        Refusal("face predict --model {run} huge.png", 65, "huge.png claims 20000 × 20000 pixels", "Make it smaller") {
            try $0.write("huge.png", pngClaiming(side: 20_000))
        },
        Refusal("face predict --model {run} text.png", 65, "text.png holds text (“Dear reader”)") {
            try $0.write("text.png", "Dear reader")
        },
        Refusal("face predict --model {run} empty.jpg", 65, "empty.jpg is empty") { try $0.write("empty.jpg", "") },
        Refusal("face predict --model {run} .", 65, ". is a folder where an image is expected"),
        Refusal("face predict --model {run} /dev/zero", 65, "/dev/zero is a device"),
        // The images are looked at before the weights.
        Refusal("face predict no.png", 66, "no.png: no such file"),
        Refusal("face predict --model nothing no.png", 66, "no.png: no such file"),
        Refusal("face train --data faces", 65, "faces/train/sad/2.jpg is a damaged JPEG image") {
            try $0.write("faces/train/sad/1.png", face)
            try $0.write("faces/train/sad/2.jpg", photograph.jpegData(quality: 90).dropLast(200))
        },
        Refusal("datasets check faces", 65, "faces/sad/1.png claims 20000 × 20000 pixels") {
            try $0.write("faces/sad/1.png", pngClaiming(side: 20_000))
        },
    ]

    @Test(arguments: images) func image(_ refusal: Refusal) throws { try refusal.check() }

    private static let photograph = picture(width: 200, height: 150, channels: 3)

    private static var face: [UInt8] {
        get throws { try picture(width: 48, height: 48, channels: 1).pngData() }
    }
}

extension Refusal {
    /// The same with more arguments.
    fileprivate func with(_ more: String...) -> Refusal {
        var refusal = self
        refusal.arguments += more
        return refusal
    }
}
