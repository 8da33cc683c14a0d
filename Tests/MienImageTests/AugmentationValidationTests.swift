import Foundation
import MienImage
import Testing

struct AugmentationValidationTests {
    @Test(
        "A value out of range is an error that names its field",
        arguments: [
            ("horizontalFlip", Augmentation(horizontalFlip: 1.5)),
            ("horizontalFlip", Augmentation(horizontalFlip: .nan)),
            ("rotation", Augmentation(rotation: -1)), ("rotation", Augmentation(rotation: .infinity)),
            ("shift", Augmentation(shift: 2)), ("zoom", Augmentation(zoom: 0...1)),
            ("zoom", Augmentation(zoom: 1...11)),
            ("cropPadding", Augmentation(cropPadding: -1)), ("brightness", Augmentation(brightness: -2...0)),
            ("contrast", Augmentation(contrast: -1...1)),
            ("erasing.probability", Augmentation(erasing: .init(probability: 2))),
            ("erasing.area", Augmentation(erasing: .init(area: 0.5...1.5))),
        ])
    func fields(_ field: String, _ augmentation: Augmentation) {
        let found = error { () throws(ImageError) in try augmentation.validate() }
        guard case .invalidAugmentation(field, _, _) = found else {
            Issue.record("\(field): \(String(describing: found))")
            return
        }
    }

    @Test func words() {
        let found = error { () throws(ImageError) in try Augmentation(zoom: 0...1).validate() }
        #expect(
            found?.description
                == "Augmentation: zoom is 0.0...1.0 where a range within 0.1...10.0 is expected. Correct it in the recipe."
        )
        #expect(error { () throws(ImageError) in try Augmentation().validate() } == nil)
    }

    @Test("JSON gives back every field; what is missing is the default")
    func coding() throws {
        let augmentation = Augmentation(
            horizontalFlip: 0.5, rotation: 15, shift: 0.1, zoom: 0.9...1.1, cropPadding: 4, brightness: -0.1...0.2,
            contrast: 0.8...1.2, erasing: .init(probability: 0.3, area: 0.05...0.1))
        let data = try JSONEncoder().encode(augmentation)
        #expect(try JSONDecoder().decode(Augmentation.self, from: data) == augmentation)
        func decode(_ text: String) throws -> Augmentation {
            try JSONDecoder().decode(Augmentation.self, from: Data(text.utf8))
        }
        #expect(try decode("{}") == Augmentation())
        #expect(try decode(#"{"zoom": [0.9, 1.1], "rotation": 7}"#) == Augmentation(rotation: 7, zoom: 0.9...1.1))
        let expected = ImageError.invalidAugmentation(field: "rotation", found: "700.0", expected: "0.0...180.0")
        #expect(throws: expected) { try decode(#"{"rotation": 700}"#) }
        do {
            _ = try decode(#"{"zoom": [1.1, 0.9]}"#)
            Issue.record("a range upside down was taken")
        } catch DecodingError.dataCorrupted(let context) {
            #expect(context.codingPath.map(\.stringValue) == ["zoom"])
        }
    }
}
