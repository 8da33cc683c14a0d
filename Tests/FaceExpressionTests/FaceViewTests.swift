import FER2013
import FaceExpression
import Foundation
import MienImage
import Testing

/// What of an image is a face.
struct FaceViewTests {
    private struct NotAsked: Error {}

    private static let hasCascades = FileManager.default.fileExists(
        atPath: Cascade.path(named: "haarcascade_frontalface_default"))

    private func plain(_ width: Int, _ height: Int) -> Image {
        Image(width: width, height: height, channels: 1, samples: [UInt8](repeating: 80, count: width * height))
    }

    @Test(arguments: [(1, 1), (48, 48), (31, 77), (96, 96), (96, 20)])
    func cropsAreNotSearched(_ width: Int, _ height: Int) throws {
        let image = plain(width, height)
        let views = try FaceView.all(in: image) { throw NotAsked() }
        #expect(views.count == 1 && views[0].face == nil && views[0].pixels == facePixels(of: image))
        #expect(throws: NotAsked.self) { try FaceView.all(in: plain(97, 20)) { throw NotAsked() } }
    }

    @Test(.enabled(if: hasCascades, "no cascades of OpenCV; `make setup` installs them"))
    func photographsWithoutAFace() throws {
        let detector = try FaceDetector()
        #expect(FaceView.all(in: plain(200, 200)) { detector }.map(\.face) == [nil])
        #expect(FaceView.all(in: plain(256, 256)) { detector }.count == 1)
        #expect(FaceView.all(in: plain(257, 257)) { detector }.isEmpty)
        #expect(FaceView.all(in: plain(200, 199)) { detector }.isEmpty)
    }

    @Test(.enabled(if: hasCascades, "no cascades of OpenCV; `make setup` installs them"))
    func everyFaceIsCutOut() throws {
        let golden = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appending(path: "../MienImageTests/Golden/detection/drawing.png").standardizedFileURL.path
        let image = try Image(contentsOf: golden)
        let detector = try FaceDetector()
        let views = FaceView.all(in: image) { detector }
        #expect(views.map(\.face) == detector.faces(in: image))
        #expect(views.count == 3)
        for view in views {
            let box = try #require(view.face).box
            let crop = image.cropped(x: box.x, y: box.y, width: box.width, height: box.height)
            #expect(view.pixels == facePixels(of: crop))
        }
    }
}
