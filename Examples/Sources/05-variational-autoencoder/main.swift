import Foundation
import Mien
import MienTraining

// A variational autoencoder (Kingma & Welling 2014) learns to describe drawings of a disc by three numbers, and to draw new
// ones from chance.

let seed = CommandLine.arguments.dropFirst().first.flatMap(UInt64.init) ?? 1
let size = 16
let columns = Tensor.range(0, Float(size)).expanded(at: 0)
let rows = Tensor.range(0, Float(size)).expanded(at: 1)

/// Images `[count, size · size]`, each of a disc, grey where its edge runs through a pixel.
///
/// - Parameters: places and radii `[count, 1, 1]`.
func draw(x: Tensor, y: Tensor, radius: Tensor) -> Tensor {
    let distance = ((columns - x).squared() + (rows - y).squared()).squareRoot()
    return (radius + 0.5 - distance).maximum(0).minimum(1).flattened(from: 1)
}

func discs(_ count: Int, seed: UInt64) -> Tensor {
    var random = RandomStream(seed: seed, purpose: .synthesis)
    func numbers(_ low: Float, _ high: Float) -> Tensor { .uniform([count, 1, 1], low, high, using: &random) }
    return draw(x: numbers(5, 10), y: numbers(5, 10), radius: numbers(2, 4))
}

/// The columns of images' centres, and the discs that have their centres and areas: the images themselves if they show discs.
func fitted(_ images: Tensor) -> (x: Tensor, discs: Tensor) {
    let pixels = images.reshaped([-1, size, size])
    let area = pixels.sum(axes: 1, 2, keepsAxes: true)
    let x = (pixels * columns).sum(axes: 1, 2, keepsAxes: true) / area
    let y = (pixels * rows).sum(axes: 1, 2, keepsAxes: true) / area
    return (x, draw(x: x, y: y, radius: (area / .pi).squareRoot()))
}

final class Autoencoder: Module {
    let encoder = Sequential(Dense(size * size, 256), ReLU(), Dense(256, 128), ReLU(), Dense(128, 6))
    let decoder = Sequential(Dense(3, 128), ReLU(), Dense(128, 256), ReLU(), Dense(256, size * size))

    /// The normal distribution of what describes an image.
    func encode(_ images: Tensor) -> (mean: Tensor, logVariance: Tensor) {
        let y = encoder(images)
        return (y[0..., ..<3], y[0..., 3...])
    }

    /// The logits of the image that the most probable description gives back.
    override func forward(_ x: Tensor) -> Tensor { decoder(encode(x).mean) }
}

let model = withSeed(seed) { Autoencoder() }
var random = RandomStream(seed: seed)
let objective = Objective("evidence bound") { batch in
    let (mean, logVariance) = model.encode(batch.inputs)
    // Chance comes from outside, so that gradients pass through mean and variance.
    let description = mean + (logVariance / 2).exponential() * Tensor.normal(mean.shape, using: &random)
    // Both are sums over an image, since both are logarithms of its probabilities.
    let reconstruction = Float(size * size) * binaryCrossEntropy(model.decoder(description), batch.targets)
    let divergence = (mean.squared() + logVariance.exponential() - logVariance - 1).sum(axes: -1).mean() / 2
    return .init(reconstruction + divergence, measures: ["reconstruction": reconstruction, "divergence": divergence])
}
let trainer = Trainer(
    model, optimizer: Adam(learningRate: 2e-3), objective: objective, schedule: .cosine(), batchSize: 64, seed: seed)
let training = discs(4_096, seed: seed)
try trainer.fit(TensorDataset(inputs: training, targets: training), epochs: 15)

let test = discs(512, seed: seed + 1_000)
let error = (trainer.predict(test).sigmoid() - test).absolute().mean().item
let samples = model.decoder(.normal([512, 3], using: &random)).sigmoid()
let share = ((samples - fitted(samples).discs).absolute().mean(axes: -1) .< 0.03).mean().item
let spread = fitted(samples).x.variance().item / fitted(test).x.variance().item
for row in 0..<size {
    print(samples[..<4].reshaped([4, size, size])[0..., row].scalars.map { $0 > 0.5 ? "##" : "· " }.joined())
}
print("error of a pixel: \(error), new drawings that show a disc: \(share), spread beside that of the data: \(spread)")
guard error < 0.015, share > 0.9, (0.6...1.4).contains(spread) else {
    print("The drawings are not what they should be.")
    exit(1)
}
