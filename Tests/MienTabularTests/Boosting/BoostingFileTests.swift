import Foundation
import MienTabular
import Testing

@Suite struct BoostingFileTests {
    private let model: GradientBoostingModel
    private let document: String

    init() throws {
        let (x, y) = BoostingTests.rings(60)
        model = try GradientBoosting(rounds: 2, maximumDepth: 2).fit(x, y, validation: (x, y))
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        document = String(decoding: try encoder.encode(model), as: UTF8.self)
    }

    private func decoded(_ text: String) throws -> GradientBoostingModel {
        try JSONDecoder().decode(GradientBoostingModel.self, from: Data(text.utf8))
    }

    @Test func aModelIsReadAsItWasWritten() throws {
        #expect(try decoded(document) == model)
    }

    @Test func aModelFileHoldsIt() throws {
        let file = try JSONDecoder().decode(CodedModel.self, from: JSONEncoder().encode(CodedModel(model)))
        #expect(file.model as? GradientBoostingModel == model)
    }

    private func object() throws -> [String: Any] {
        try #require(JSONSerialization.jsonObject(with: Data(document.utf8)) as? [String: Any])
    }

    private func text(_ object: [String: Any]) throws -> String {
        String(decoding: try JSONSerialization.data(withJSONObject: object), as: UTF8.self)
    }

    /// The document with another list in the trees.
    private func changed<Number: PackedNumber>(_ key: String, _ change: (inout [Number]) -> Void) throws -> String {
        var object = try object()
        var trees = try #require(object["trees"] as? [String: Any])
        let packed = try #require(trees[key] as? String)
        var numbers = try JSONDecoder().decode(PackedArray<Number>.self, from: Data("\"\(packed)\"".utf8)).numbers
        change(&numbers)
        trees[key] = numbers.withUnsafeBytes { Data($0) }.base64EncodedString()
        object["trees"] = trees
        return try text(object)
    }

    @Test func unchangedListsAreRead() throws {
        #expect(try decoded(changed("children") { (_: inout [Int32]) in }) == model)
    }

    @Test(arguments: [
        ("children", 0, Int32(0)), ("children", 0, -1), ("children", 0, .max), ("children", 0, 6), ("features", 0, 4),
        ("features", 0, -2), ("features", 0, .min), ("starts", 0, 1), ("starts", 1, 0), ("starts", 1, .max),
        ("starts", 6, 3), ("starts", 1, -5),
    ]) func aDamagedPlaceIsRefused(_ key: String, _ place: Int, _ number: Int32) throws {
        let text = try changed(key) { (numbers: inout [Int32]) in numbers[place] = number }
        #expect(throws: DecodingError.self) { try decoded(text) }
    }

    @Test(arguments: ["values", "gains", "covers"], [Float.nan, .infinity])
    func whatIsNoNumberIsRefused(_ key: String, _ number: Float) throws {
        let text = try changed(key) { (numbers: inout [Float]) in numbers[1] = number }
        #expect(throws: DecodingError.self) { try decoded(text) }
    }

    @Test func aSideThatThereIsNotIsRefused() throws {
        let text = try changed("missingLeft") { (numbers: inout [UInt8]) in numbers[0] = 2 }
        #expect(throws: DecodingError.self) { try decoded(text) }
    }

    @Test(arguments: ["children", "features", "starts", "values", "gains", "covers"])
    func aShortListIsRefused(_ key: String) throws {
        let text = try changed(key) { (numbers: inout [Int32]) in numbers.removeLast() }
        #expect(throws: DecodingError.self) { try decoded(text) }
    }

    @Test(arguments: [
        ("classes", [5, -3, 9]), ("classes", [5, 5, 9]), ("classes", [1, 2]), ("classes", [1]), ("classes", []),
        ("baseMargins", [0, 0]), ("baseMargins", []),
    ]) func classesThatDoNotFitAreRefused(_ key: String, _ list: [Int]) throws {
        var object = try object()
        object[key] = list
        let text = try text(object)
        #expect(throws: DecodingError.self) { try decoded(text) }
    }

    @Test(arguments: [0, -1, 99_999_999_999, 1]) func aWrongNumberOfFeaturesIsRefused(_ count: Int) throws {
        var object = try object()
        object["featureCount"] = count
        let text = try text(object)
        #expect(throws: DecodingError.self) { try decoded(text) }
    }
}
