import FaceExpression
import Foundation
import Mien
import MienTestSupport
import Testing

struct RecipeTests {
    @Test func names() throws {
        #expect(FaceRecipe.names == ["reference", "paper-002"])
        for name in FaceRecipe.names { #expect(try FaceRecipe.named(name).name == name) }
        let error = #expect(throws: FaceExpressionError.self) { try FaceRecipe.named("paper-003") }
        #expect(error == .unknownRecipe("paper-003"))
        #expect(error?.description == "There is no recipe paper-003; the recipes are reference, paper-002.")
    }

    @Test(arguments: FaceRecipe.names) func survivesItsFile(_ name: String) throws {
        let recipe = try FaceRecipe.named(name)
        let read = try JSONDecoder().decode(FaceRecipe.self, from: JSONEncoder().encode(recipe))
        #expect(read == recipe)
    }

    @Test func labels() {
        #expect(FaceRecipe.reference.labels == ["angry", "disgust", "fear", "happy", "neutral", "sad", "surprise"])
        #expect(FaceRecipe.paper002.labels == ["angry", "happy", "neutral", "sad", "surprise"])
        #expect(FaceRecipe.paper002.balancesClasses && !FaceRecipe.reference.balancesClasses)
    }

    @Test func theLearningRateFollowsTheBatchSize() {
        var recipe = FaceRecipe.reference
        recipe.optimizer = .sgd(learningRate: 0.03, momentum: 0.9, nesterov: true, weightDecay: 5e-4)
        let quarter = recipe.withBatchSize(16)
        #expect(quarter.batchSize == 16)
        #expect(
            quarter.optimizer
                == .sgd(learningRate: 0.0075, momentum: 0.9, nesterov: true, weightDecay: 5e-4))
        #expect(quarter.withBatchSize(64) == recipe)
        var adam = FaceRecipe.reference
        adam.optimizer = .adam(learningRate: 1e-3)
        #expect(adam.withBatchSize(16).optimizer == adam.optimizer)
    }

    @Test func parameterCounts() {
        #expect(FaceRecipe.reference.makeNetwork().parameterCount == 3_489_095)
        #expect(FaceRecipe.paper002.makeNetwork().parameterCount == 3_488_581)
    }

    @Test func theSeedDecidesTheFirstWeights() throws {
        var other = FaceRecipe.reference
        other.seed = 2
        func weight(_ recipe: FaceRecipe) throws -> Tensor {
            try #require(recipe.makeNetwork().stateDictionary()["features.0.weight"])
        }
        expectSameBits(try weight(.reference), try weight(.reference))
        #expect(try weight(.reference).scalars != weight(other).scalars)
    }

    @Test func theNetworkTakesAnyBatch() {
        let network = FaceRecipe.reference.makeNetwork()
        #expect(network(randomTensor([3, 48, 48, 1])).shape == [3, 7])
        #expect(network(randomTensor([0, 48, 48, 1])).shape == [0, 7])
    }

    /// `images / (classes · images of the class)`: 8 / (2 · 2) = 2 and 8 / (2 · 6) = 2/3.
    @Test func rareExpressionsCountMore() {
        let logits = Tensor([[2, 0], [1, 0]] as [[Float]])
        let labels = Tensor(int32: [0, 1])
        var recipe = FaceRecipe.reference
        let plain = recipe.makeLoss(classCounts: [2, 6])(logits, labels)
        expectClose(plain, crossEntropy(logits, labels, labelSmoothing: 0.1), within: 1e-6)
        recipe.balancesClasses = true
        let balanced = recipe.makeLoss(classCounts: [2, 6])(logits, labels)
        expectClose(
            balanced, crossEntropy(logits, labels, classWeights: [2, 2 / 3], labelSmoothing: 0.1), within: 1e-6)
        #expect(abs(balanced.item - plain.item) > 0.01)
        // A class without images must not divide by zero.
        #expect(recipe.makeLoss(classCounts: [0, 6])(logits, labels).item.isFinite)
    }
}
