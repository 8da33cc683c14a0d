import FaceExpression
import Foundation
import Mien
import MienTestSupport
import Testing

struct ModelTests {
    /// The error that reading `path` as a model ends with.
    private func error(_ path: String) -> FaceExpressionError? {
        #expect(throws: FaceExpressionError.self) { _ = try FaceModel(path) }
    }

    @Test func aFileOrItsFolder() throws {
        try withTemporaryFolder { folder in
            let file = try writeModel(to: folder, seed: 12)
            for path in [file, folder] {
                let model = try FaceModel(path)
                #expect(model.labels == FaceRecipe.reference.labels)
                #expect(model.seed == 12 && model.source == path)
                let written = try Safetensors(contentsOf: file).tensors
                let read = model.network.stateDictionary()
                #expect(Set(read.keys) == Set(written.keys))
                for (name, tensor) in written { expectSameBits(try #require(read[name]), tensor, name) }
            }
        }
    }

    @Test func halfPrecision() throws {
        try withTemporaryFolder { folder in
            let whole = try FaceModel(writeModel(to: folder)).network
            let half = try FaceModel(writeModel(to: folder, precision: .half)).network
            let size = try FileManager.default.attributesOfItem(atPath: "\(folder)/model.safetensors")[.size] as? Int
            #expect(try #require(size) < 15_000_000)
            let input = randomTensor([2, 48, 48, 1])
            expectClose(half(input), whole(input), within: 0.01)
        }
    }

    @Test func theWeightsThatShip() throws {
        let model = try FaceModel(nil)
        #expect(model.labels == FaceRecipe.reference.labels)
        #expect(model.source == "the weights that ship with Mien" && model.seed == FaceRecipe.reference.seed)
    }

    @Test func fiveExpressions() throws {
        try withTemporaryFolder { folder in
            let model = try FaceModel(writeModel(to: folder, labels: FaceRecipe.paper002.labels))
            #expect(model.labels.count == 5 && model.network(randomTensor([1, 48, 48, 1])).shape == [1, 5])
        }
    }

    @Test func whatIsNoModel() throws {
        try withTemporaryFolder { folder in
            #expect(error("\(folder)/none") == .noModel("\(folder)/none"))
            #expect(error(folder) == .noModel(folder))
            let file = "\(folder)/file"
            try Safetensors([:]).write(to: file)
            #expect(error(file) == .unknownNetwork(file: file))
            for labels in ["cat,dog", "sad,happy", "happy,happy", ""] {
                try Safetensors([:], metadata: ["labels": labels]).write(to: file)
                let found = labels.split(separator: ",").map(String.init)
                #expect(error(file) == .otherLabels(source: file, found: found))
            }
            try Safetensors(["w": Tensor([1, -.infinity])], metadata: ["labels": "happy,sad"]).write(to: file)
            #expect(error(file) == .notFinite(file: file, name: "w"))
            try Safetensors(["w": Tensor([1])], metadata: ["labels": "happy,sad"]).write(to: file)
            #expect(throws: SerializationError.self) { _ = try FaceModel(file) }
        }
    }

    @Test func eachErrorHasItsKind() {
        #expect(FaceExpressionError.noModel("a").kind == .notFound)
        #expect(FaceExpressionError.noWeightsShipped.kind == .notFound)
        #expect(FaceExpressionError.unknownRecipe("a").kind == .usage)
        #expect(FaceExpressionError.notFinite(file: "a", name: "w").kind == .badData)
        #expect(FaceExpressionError.noWeightsShipped.description.contains("`mien face train`"))
    }
}
