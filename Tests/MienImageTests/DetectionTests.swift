import Foundation
import Mien
import MienImage
import MienTestSupport
import Testing

/// What OpenCV finds is found, window by window.
struct DetectionTests {
    struct Case: Decodable, CustomTestStringConvertible {
        let cascade: String
        let scaleFactor: Double
        let neighbors: Int
        let minimumSize: Int
        /// Each face's box, and the number of windows that see it where they are grouped.
        let found: [[Int]]

        var testDescription: String { "\(cascade), \(scaleFactor), \(neighbors) neighbours, size \(minimumSize)" }

        var file: String {
            cascade == "made" ? goldenPath("detection/made.xml", in: .module) : Cascade.path(named: cascade)
        }
    }

    static let cases = GoldenFile<Case>.load("detection/detection.json")
    static let atHand = cases.filter { FileManager.default.fileExists(atPath: $0.file) }

    static func drawing() throws -> Image { try Image(contentsOf: goldenPath("detection/drawing.png", in: .module)) }

    @Test(arguments: atHand) func agreesWithOpenCV(_ golden: Case) throws {
        let detector = try FaceDetector(
            Cascade(contentsOf: golden.file), scaleFactor: golden.scaleFactor, minimumNeighbors: golden.neighbors,
            minimumSize: golden.minimumSize)
        let faces = detector.groups(in: try Self.drawing())
        let found = faces.map { face in
            [face.box.x, face.box.y, face.box.width, face.box.height] + (golden.neighbors > 0 ? [Int(face.score)] : [])
        }
        #expect(Set(found) == Set(golden.found))
        #expect(found.count == golden.found.count)
    }

    @Test(.enabled(if: atHand.count == cases.count, "no cascades of OpenCV; `make setup` installs them"))
    func theSurestFacesComeFirst() throws {
        let faces = try FaceDetector().faces(in: Self.drawing())
        #expect(faces.count == 3)
        #expect(zip(faces, faces.dropFirst()).allSatisfy { $0.score >= $1.score })
        #expect(try FaceDetector(minimumNeighbors: 40).faces(in: Self.drawing()).allSatisfy { $0.score > 40 })
    }

    @Test func aFaceCountsOnce() throws {
        let detector = try FaceDetector(
            Cascade(contentsOf: goldenPath("detection/made.xml", in: .module)), minimumNeighbors: 1)
        let drawing = try Self.drawing()
        let (groups, faces) = (detector.groups(in: drawing), detector.faces(in: drawing))
        func isIn(_ face: DetectedFace, _ other: DetectedFace) -> Bool {
            let x = Double(face.box.x) + Double(face.box.width) / 2 - Double(other.box.x)
            let y = Double(face.box.y) + Double(face.box.height) / 2 - Double(other.box.y)
            return (0...Double(other.box.width)).contains(x) && (0...Double(other.box.height)).contains(y)
        }
        #expect(faces.count < groups.count && faces.first == groups.first)
        for (place, face) in faces.enumerated() { #expect(!faces[..<place].contains { isIn(face, $0) }) }
        let left = groups.filter { !faces.contains($0) }
        #expect(left.allSatisfy { face in faces.contains { $0.score >= face.score && isIn(face, $0) } })
    }

    @Test func coloursAndDepthsAreTheSame() throws {
        let detector = try FaceDetector(Cascade(contentsOf: goldenPath("detection/made.xml", in: .module)))
        let grey = try Self.drawing()
        let deep = Image(
            width: grey.width, height: grey.height, channels: 1, samples: grey.bytes.map { UInt16($0) * 257 })
        let expected = detector.faces(in: grey)
        #expect(!expected.isEmpty)
        #expect(detector.faces(in: grey.rgb()) == expected && detector.faces(in: deep) == expected)
    }

    @Test func theSameOnAnyNumberOfThreads() throws {
        let detector = try FaceDetector(
            Cascade(contentsOf: goldenPath("detection/made.xml", in: .module)), minimumNeighbors: 0)
        let image = try Self.drawing().resized(width: 700, height: 300)
        let results = [1, 2, 5].map { count in withThreads(count) { detector.faces(in: image) } }
        #expect(results[0].count > 500)
        #expect(results[1] == results[0] && results[2] == results[0])
    }

    // MARK: - Images that hold nothing

    @Test(arguments: [(1, 1), (1, 500), (13, 11), (14, 10), (14, 11), (15, 12), (500, 11)])
    func smallImages(_ width: Int, _ height: Int) throws {
        let detector = try FaceDetector(
            Cascade(contentsOf: goldenPath("detection/made.xml", in: .module)), minimumNeighbors: 0)
        let faces = detector.faces(in: picture(width: width, height: height))
        #expect(faces.isEmpty || width >= 14 && height >= 11)
        #expect(faces.allSatisfy { $0.box.x + $0.box.width <= width && $0.box.y + $0.box.height <= height })
    }

    @Test(arguments: [0, 128, 255] as [UInt8]) func plainImages(_ grey: UInt8) throws {
        let detector = try FaceDetector(
            Cascade(contentsOf: goldenPath("detection/made.xml", in: .module)), minimumNeighbors: 0)
        let image = Image(
            width: 200, height: 150, channels: 1, samples: [UInt8](repeating: grey, count: 30_000))
        #expect(detector.faces(in: image).isEmpty)
    }

    /// 36 million pixels, in a fraction of their memory beside the image itself.
    @Test func aLargeImage() throws {
        let detector = try FaceDetector(
            Cascade(contentsOf: goldenPath("detection/made.xml", in: .module)), minimumSize: 5_000)
        let image = Image(
            width: 9_000, height: 4_000, channels: 1, samples: [UInt8](repeating: 90, count: 36_000_000))
        #expect(detector.faces(in: image).isEmpty)
    }
}

/// On photographs, where they are at hand: `$MIEN_DATA/faces`.
@Suite(.enabled(if: realData("faces") != nil, "no photographs; set MIEN_DATA"))
struct PhotographTests {
    /// OpenCV's recall on the same photographs is .784, its precision .812 (JPEG's own brightness) or .802 (that of the
    /// colours). A hit is a face whose centre lies in a box that no surer face
    /// has taken.
    @Test func asManyFacesAsOpenCVAndFewerFalseOnes() throws {
        let folder = try #require(realData("faces"))
        let rows = try String(contentsOfFile: "\(folder)/boxes.csv", encoding: .utf8).split(whereSeparator: \.isNewline)
            .dropFirst()
        let boxes = Dictionary(grouping: rows.map { $0.split(separator: ",") }) { String($0[0]) }
        let detector = try FaceDetector()
        var (hits, found) = (0, 0)
        for (name, boxes) in boxes {
            let faces = detector.faces(in: try Image(contentsOf: "\(folder)/\(name)"))
            var free = boxes.map { $0[3...].compactMap { Double($0) } }
            found += faces.count
            for face in faces {
                let x = Double(face.box.x) + Double(face.box.width) / 2
                let y = Double(face.box.y) + Double(face.box.height) / 2
                let hit = free.firstIndex { (0...$0[2]).contains(x - $0[0]) && (0...$0[3]).contains(y - $0[1]) }
                if let hit {
                    free.remove(at: hit)
                    hits += 1
                }
            }
        }
        #expect(boxes.count == 52 && rows.count == 88)
        #expect(Double(hits) / 88 >= 0.784)
        #expect(Double(hits) / Double(found) >= 0.85)
    }
}
