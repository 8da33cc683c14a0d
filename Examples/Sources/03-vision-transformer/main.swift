import Foundation
import Mien
import MienTraining

// A small vision transformer (Dosovitskiy et al. 2021) reads two signs, a left one and a right one, each a disc or a cross.
// Which of them is on which side only the positional encoding tells.

let seed = CommandLine.arguments.dropFirst().first.flatMap(UInt64.init) ?? 1
let size = 24
let readings = ["disc, disc", "disc, cross", "cross, disc", "cross, cross"]

/// Two signs on noise, somewhere in the left and the right half.
func drawing(of reading: Int, _ random: inout RandomStream) -> [Float] {
    let isCross = [reading >= 2, reading % 2 == 1]
    let centres = [4, 16].map { left in (x: left + random.nextInt(below: 4), y: 4 + random.nextInt(below: size - 8)) }
    return (0..<size * size).map { place in
        let isInk = (0..<2).contains { sign in
            let (x, y) = (abs(place % size - centres[sign].x), abs(place / size - centres[sign].y))
            return isCross[sign] ? min(x, y) < 1 && max(x, y) < 5 : x * x + y * y < 11
        }
        return 0.5 * random.nextUniform() + (isInk ? 0.5 : 0)
    }
}

func drawings(_ count: Int, seed: UInt64) -> TensorDataset {
    var random = RandomStream(seed: seed, purpose: .synthesis)
    let labels = (0..<count).map { _ in random.nextInt(below: 4) }
    let pixels = labels.flatMap { drawing(of: $0, &random) }
    return TensorDataset(
        inputs: Tensor(pixels, shape: [count, size, size, 1]), labels: labels, classNames: readings)
}

final class VisionTransformer: Module {
    /// Cuts the image into patches of 6 × 6 and makes a vector of each.
    let patches: Conv2D
    let places: LearnedPositionalEncoding
    let blocks: [TransformerEncoderBlock]
    let norm: LayerNorm
    let pool: AttentionPool1D
    let head: Dense

    init(features: Int) {
        patches = Conv2D(1, features, kernel: 6, stride: 6)
        places = LearnedPositionalEncoding(steps: (size / 6) * (size / 6), features: features)
        blocks = (0..<2).map { _ in
            TransformerEncoderBlock(features, heads: 4, hidden: 2 * features, dropout: 0, normFirst: true)
        }
        (norm, pool, head) = (LayerNorm(features), AttentionPool1D(features), Dense(features, readings.count))
    }

    override func forward(_ x: Tensor) -> Tensor {
        let tokens = places(patches(x).flattened(from: 1, through: 2))
        return head(pool(norm(blocks.reduce(tokens) { $1($0) })))
    }
}

let transformer = withSeed(seed) { VisionTransformer(features: 32) }
print(transformer.summary(inputShape: [size, size, 1]))
let trainer = Trainer(
    transformer, optimizer: AdamW(learningRate: 2e-3), loss: .crossEntropy(), schedule: .cosine(warmUp: 0.1),
    clipping: 1, batchSize: 32, seed: seed)
try trainer.fit(drawings(4_096, seed: seed), validation: drawings(512, seed: seed + 1_000), epochs: 8)

let result = try trainer.evaluate(drawings(1_024, seed: seed + 2_000))
if let report = result.report { print(report) }
guard let accuracy = result.accuracy, accuracy > 0.95 else {
    print("Too few drawings are read rightly.")
    exit(1)
}
