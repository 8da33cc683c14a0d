import Foundation
import MienImage
import MienTestSupport
import Testing

/// Files of cascades that are none, or lie.
struct CascadeTests {
    static let made = try? String(contentsOfFile: goldenPath("detection/made.xml", in: .module), encoding: .utf8)

    /// The error that a file of this content gives.
    private func failure(_ content: some DataProtocol) throws -> ImageError? {
        try withTemporaryFolder { folder in
            try Data(content).write(to: URL(fileURLWithPath: "\(folder)/cascade.xml"))
            return error { () throws(ImageError) in try Cascade(contentsOf: "\(folder)/cascade.xml") }
        }
    }

    @Test func theMadeCascade() throws {
        let cascade = try Cascade(contentsOf: goldenPath("detection/made.xml", in: .module))
        #expect(cascade.windowWidth == 14 && cascade.windowHeight == 11)
    }

    @Test func missing() throws {
        let missing = error { () throws(ImageError) in try Cascade(contentsOf: "/nowhere/cascade.xml") }
        #expect(missing == .missingCascade(file: "/nowhere/cascade.xml"))
        #expect(missing?.description.contains("opencv-data") == true && missing?.kind == .notFound)
        let folder = error { () throws(ImageError) in try Cascade(contentsOf: "/") }
        guard case .unreadableCascade = folder else {
            Issue.record("\(String(describing: folder))")
            return
        }
    }

    @Test(arguments: [
        "no XML at all", "<a><b></a>", "<?xml version=\"1.0\"?><opencv_storage>", "\u{0}\u{1}\u{2}",
    ])
    func noXML(_ content: String) throws {
        guard case .unreadableCascade = try failure(Data(content.utf8)) else {
            Issue.record("\(String(describing: try failure(Data(content.utf8))))")
            return
        }
    }

    @Test func empty() throws {
        #expect(try failure(Data())?.kind == .badData)
    }

    @Test func cutShort() throws {
        let bytes = Data(try #require(Self.made).utf8)
        for length in stride(from: 0, to: bytes.count - 30, by: 397) {
            #expect(try failure(bytes.prefix(length)) != nil, "\(length) bytes pass")
        }
    }

    @Test func entitiesAreRefused() throws {
        let bomb = """
            <?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "bbbbbbbb"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>
            <opencv_storage><cascade>&c;</cascade></opencv_storage>
            """
        guard case .unreadableCascade = try failure(Data(bomb.utf8)) else {
            Issue.record("entities pass")
            return
        }
    }

    static let lies: [(String, String, String)] = [
        ("<width>14</width>", "<width>1000000000</width>", "width"),
        ("<width>14</width>", "<width>2</width>", "the window"),
        ("<width>14</width>", "<width>-14</width>", "the window"),
        ("<width>14</width>", "<width>4</width>", "features/"),
        ("<width>14</width>", "<width>nan</width>", "width"),
        ("<width>14</width>", "", "width"),
        ("<stageType>BOOST", "<stageType>TREE", "stageType"),
        ("<featureType>HAAR", "<featureType>LBP", "featureType"),
        ("<stages>", "<stagez>", ""),
        ("<internalNodes>\n0 -1 ", "<internalNodes>\n0 -2 ", "stages/0/weakClassifiers/0/internalNodes"),
        ("<internalNodes>\n0 -1 ", "<internalNodes>\n0 1 ", "stages/0/weakClassifiers/0/internalNodes"),
        ("<internalNodes>\n0 -1 ", "<internalNodes>\n0.5 -1 ", "stages/0/weakClassifiers/0/internalNodes"),
        ("<internalNodes>\n0 -1 ", "<internalNodes>\n0 -1 9", "stages/0/weakClassifiers/0/internalNodes"),
        ("<internalNodes>\n0 -1 ", "<internalNodes>\n0 ", "stages/0/weakClassifiers/0/internalNodes"),
        ("<leafValues>\n", "<leafValues>\n1e400 ", "stages/0/weakClassifiers/0/leafValues"),
        ("<leafValues>\n", "<leafValues>\n1 ", "stages/0/weakClassifiers/0"),
        ("<stageThreshold>", "<stageThreshold>1 ", "stages/0/stageThreshold"),
        ("<rects>\n<_>\n", "<rects>\n<_>\n9", "features/0/rects/0"),
        ("<rects>\n<_>\n", "<rects>\n<_>\n-", "features/0/rects/0"),
        ("<rects>\n<_>\n", "<rects>\n<_>\n7 ", "features/0/rects/0"),
    ]

    @Test(arguments: lies) func lie(_ part: String, _ replacement: String, _ element: String) throws {
        let made = try #require(Self.made)
        let place = try #require(made.range(of: part))
        let found = try failure(Data(made.replacingCharacters(in: place, with: replacement).utf8))
        if element.isEmpty {
            #expect(found != nil)
        } else if case .damagedCascade(_, let where_, _, _) = found {
            #expect(where_.hasPrefix(element))
        } else {
            Issue.record("\(String(describing: found))")
        }
    }

    @Test func theOldFormat() throws {
        let old = "<opencv_storage><eye type_id=\"opencv-haar-classifier\"><size>20 20</size></eye></opencv_storage>"
        let found = try failure(Data(old.utf8))
        #expect(found?.description.contains("opencv-haar-classifier") == true)
    }
}

/// Boxes and labels on images.
struct AnnotationTests {
    @Test func boxAndLabel() {
        let image = picture(width: 100, height: 80)
        let drawn = image.annotated([Annotation(box: Box(x: 20, y: 30, width: 40, height: 30), label: "Sad 9 %")])
        #expect(drawn.channels == 3 && drawn.width == 100 && drawn.height == 80)
        func pixel(_ x: Int, _ y: Int) -> [UInt8] { Array(drawn.bytes[(y * 100 + x) * 3..<(y * 100 + x) * 3 + 3]) }
        #expect([pixel(20, 30), pixel(59, 59), pixel(21, 45), pixel(40, 58)].allSatisfy { $0 == [255, 214, 10] })
        let grey = image.bytes[45 * 100 + 40]
        #expect(pixel(40, 45) == [grey, grey, grey], "the inside has changed")
        // The label stands above the box, in black.
        let label = (21..<30).flatMap { y in (20..<60).map { x in pixel(x, y) } }
        #expect(label.contains([0, 0, 0]) && label.contains([255, 214, 10]))
        #expect(image.annotated([]) == image.rgb())
    }

    @Test(arguments: [
        Box(x: -50, y: -50, width: 10, height: 10), Box(x: 90, y: 70, width: 500, height: 500),
        Box(x: 0, y: 0, width: 1, height: 1), Box(x: 3, y: 3, width: 0, height: 0),
    ])
    func boxesBeyondTheEdge(_ box: Box) {
        let drawn = picture(width: 100, height: 80).annotated([Annotation(box: box, label: "ß \u{1F600} surprise")])
        #expect(drawn.bytes.count == 100 * 80 * 3)
        #expect(picture(width: 1, height: 1).annotated([Annotation(box: box, label: "x")]).bytes.count == 3)
    }
}
