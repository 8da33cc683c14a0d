import Foundation
import Mien

// A generator learns to put points where the data has them, in eight heaps on a ring, from a discriminator that learns to
// tell its points from the data's (Goodfellow et al. 2014). Two networks, two optimizers: the loop is written out.

let seed = CommandLine.arguments.dropFirst().first.flatMap(UInt64.init) ?? 1
let deviation: Float = 0.06
let centres = Tensor((0..<8).map { [cos(Float($0) * .pi / 4), sin(Float($0) * .pi / 4)] })

func data(_ count: Int, _ random: inout RandomStream) -> Tensor {
    let heaps = Tensor(int32: (0..<count).map { _ in Int32(random.nextInt(below: 8)) })
    return centres.gathered(heaps) + Tensor.normal([count, 2], standardDeviation: deviation, using: &random)
}

func noise(_ count: Int, _ random: inout RandomStream) -> Tensor { .normal([count, 8], using: &random) }

/// What the discriminator sees: points two by two, so that it notices if they are too much alike (Lin et al. 2018).
func pairs(_ points: Tensor) -> Tensor { points.reshaped([-1, 4]) }

func network(_ inputs: Int, _ outputs: Int) -> Sequential {
    Sequential(
        Dense(inputs, 128), LeakyReLU(negativeSlope: 0.2), Dense(128, 128), LeakyReLU(negativeSlope: 0.2),
        Dense(128, outputs))
}

/// The share of the points that lies in each heap, within three deviations of its centre.
func shares(_ points: Tensor) -> [Float] {
    let distances = (points.expanded(at: 1) - centres).squared().sum(axes: -1).squareRoot()
    return (distances .< 3 * deviation).mean(axes: 0).scalars
}

var random = RandomStream(seed: seed)
let (generator, discriminator) = withSeed(seed) { (network(8, 2), network(4, 1)) }
let generatorOptimizer = Adam(learningRate: 2e-3, beta1: 0.5)
let discriminatorOptimizer = Adam(learningRate: 2e-3, beta1: 0.5)
let average = WeightAverage(.exponential(decay: 0.995))
let (steps, batchSize, loss) = (3_000, 128, AdversarialLoss.nonSaturating)

for step in 0..<steps {
    let rate = 2e-3 * Schedule.cosine().factor(at: step, of: steps)
    (generatorOptimizer.learningRate, discriminatorOptimizer.learningRate) = (rate, rate)

    let (real, generated) = (pairs(data(batchSize, &random)), pairs(generator(noise(batchSize, &random))))
    let (judgement, down) = valueAndGradients(of: discriminator) {
        loss.discriminator(real: $0(real), generated: $0(generated))
    }
    discriminatorOptimizer.update(discriminator, along: down)

    let seeds = noise(batchSize, &random)
    let (deceit, up) = valueAndGradients(of: generator) { loss.generator(discriminator(pairs($0(seeds)))) }
    generatorOptimizer.update(generator, along: up)
    average.update(with: generator)
    if (step + 1) % 500 == 0 {
        print("step \(step + 1): losses of the discriminator \(judgement.item), of the generator \(deceit.item)")
    }
}
average.exchange(with: generator)

let (found, wanted) = (shares(generator(noise(4_096, &random))), shares(data(4_096, &random)))
print("of the data's points \(wanted.reduce(0, +)) lie in the heaps: \(wanted)")
print("of the generator's points \(found.reduce(0, +)): \(found)")
guard found.reduce(0, +) > 0.7, found.allSatisfy({ (0.06...0.2).contains($0) }) else {
    print("The generator's points do not lie as the data's.")
    exit(1)
}
