import Mien
import MienTabular
import Testing

@Suite("NumPy's legacy generator") struct MersenneTwisterTests {
    private let golden: SelectionGolden

    init() throws { golden = try SelectionGolden.shared.get() }

    @Test func drawsWhatNumPyDraws() {
        #expect(golden.draws.count == 4)
        for expected in golden.draws {
            var random = MersenneTwister(seed: expected.seed)
            #expect(expected.uniform.map { _ in random.nextUniform() } == expected.uniform)
            // Logarithms may differ by a rounding.
            #expect(difference(expected.normal.map { _ in random.nextNormal() }, expected.normal) < 1e-15)
            #expect(expected.bounds.map { random.nextInt(below: $0) } == expected.integers)
            #expect(random.permutation(17) == expected.permutation)
            #expect(random.choose(4, of: [5, 6, 7, 8, 9, 10]) == expected.choice)
            #expect(abs(random.nextNormal() - expected.normalAfter) < 1e-15)
            #expect((0..<2000).map { _ in random.nextUniform() }.last == expected.many)
        }
    }

    @Test func samplesWhatScikitLearnSamples() {
        for expected in golden.samples {
            var random = MersenneTwister(seed: expected.seed)
            #expect(random.sample(expected.count, below: expected.bound) == expected.found)
        }
    }

    @Test func nothingIsShuffledIntoNothing() {
        var random = MersenneTwister(seed: 1)
        let before = random
        #expect(random.permutation(0) == [] && random.permutation(1) == [0])
        #expect(random.choose(0, of: [Int]()) == [] && random == before)
    }
}
