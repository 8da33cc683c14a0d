import Foundation
import Mien
import MienTraining

// A U-Net (Ronneberger et al. 2015) marks the pixels of a disc, but not those of a square.

let seed = CommandLine.arguments.dropFirst().first.flatMap(UInt64.init) ?? 1
let size = 24

/// A disc and, perhaps in front of it, a square on noise; the targets are one where the disc is seen.
func drawings(_ count: Int, seed: UInt64) -> TensorDataset {
    var random = RandomStream(seed: seed, purpose: .synthesis)
    var (images, targets): ([Float], [Float]) = ([], [])
    for _ in 0..<count {
        let places = (0..<4).map { _ in 4 + random.nextInt(below: size - 8) }
        let radii = (0..<2).map { _ in 4 + random.nextInt(below: 3) }
        for pixel in 0..<size * size {
            let (x, y) = (pixel % size, pixel / size)
            let isDisc = (x - places[0]) * (x - places[0]) + (y - places[1]) * (y - places[1]) <= radii[0] * radii[0]
            let isSquare = max(abs(x - places[2]), abs(y - places[3])) < radii[1]
            images.append((isDisc || isSquare ? 0.5 : 0) + 0.5 * random.nextUniform())
            targets.append(isDisc && !isSquare ? 1 : 0)
        }
    }
    let shape = [count, size, size, 1]
    return TensorDataset(inputs: Tensor(images, shape: shape), targets: Tensor(targets, shape: shape))
}

/// Two convolutions, each normalised.
func convolutions(_ inputs: Int, _ outputs: Int) -> Sequential {
    Sequential(
        Conv2D(inputs, outputs, kernel: 3, padding: .same, bias: false), BatchNorm(outputs, momentum: 0.9), ReLU(),
        Conv2D(outputs, outputs, kernel: 3, padding: .same, bias: false), BatchNorm(outputs, momentum: 0.9), ReLU())
}

final class UNet: Module {
    let (fine, coarse, bottom) = (convolutions(1, 8), convolutions(8, 16), convolutions(16, 32))
    let pool = MaxPool2D(2)
    let (enlargeBottom, joinCoarse) = (Conv2DTranspose(32, 16, kernel: 2, stride: 2), convolutions(32, 16))
    let (enlargeCoarse, joinFine) = (Conv2DTranspose(16, 8, kernel: 2, stride: 2), convolutions(16, 8))
    let head = Conv2D(8, 1, kernel: 1)

    override func forward(_ x: Tensor) -> Tensor {
        let fine = fine(x)
        let coarse = coarse(pool(fine))
        let y = enlargeBottom(bottom(pool(coarse)))
        let z = enlargeCoarse(joinCoarse(.concatenate([y, coarse], axis: -1)))
        return head(joinFine(.concatenate([z, fine], axis: -1)))
    }
}

let network = withSeed(seed) { UNet() }
print(network.summary(inputShape: [size, size, 1]))
let trainer = Trainer(
    network, optimizer: Adam(learningRate: 1e-2), loss: .binaryCrossEntropy(), schedule: .cosine(), batchSize: 16,
    seed: seed)
try trainer.fit(drawings(2_048, seed: seed), validation: drawings(128, seed: seed + 1_000), epochs: 5)

let test = drawings(512, seed: seed + 2_000)
let (found, wanted) = (try trainer.predict(test) .> 0, test.targets)
for row in 0..<size {
    let lines = [wanted, found].map { mask in mask[0, row].scalars.map { $0 > 0 ? "#" : "·" }.joined() }
    print(lines.joined(separator: " "))
}
let intersectionOverUnion = (found * wanted).sum().item / found.maximum(wanted).sum().item
print("intersection over union on new drawings: \(intersectionOverUnion)")
guard intersectionOverUnion > 0.85 else {
    print("The discs are not marked well enough.")
    exit(1)
}
