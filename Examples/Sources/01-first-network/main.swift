import Mien
import MienTraining

// Bars on noise, standing (0) or lying (1): 8 × 8 pixels, drawn from a seed.
func bars(_ count: Int, seed: UInt64) -> TensorDataset {
    var random = RandomStream(seed: seed, purpose: .synthesis)
    let labels = (0..<count).map { _ in random.nextInt(below: 2) }
    var images = Tensor.uniform([count, 8, 8, 1], 0, 0.8, using: &random)
    for (index, label) in labels.enumerated() {
        let place = random.nextInt(below: 8)
        if label == 0 { images[index, 0..., place] = .ones([8, 1]) } else { images[index, place] = .ones([8, 1]) }
    }
    return TensorDataset(inputs: images, targets: Tensor(int32: labels.map(Int32.init)))
}

final class BarNetwork: Module {
    let features = Sequential(Conv2D(1, 8, kernel: 3, padding: .same), BatchNorm(8), ReLU(), MaxPool2D(2))
    let head = Dense(8 * 4 * 4, 2)
    override func forward(_ x: Tensor) -> Tensor { head(features(x).flattened(from: 1)) }
}

let network = withSeed(1) { BarNetwork() }
print(network.summary(inputShape: [8, 8, 1]))
let trainer = Trainer(network, optimizer: Adam(learningRate: 3e-3), loss: .crossEntropy(), batchSize: 32, seed: 1)
try trainer.fit(bars(4_096, seed: 1), validation: bars(256, seed: 2), epochs: 5)
try Safetensors(network.stateDictionary()).write(to: "bars.safetensors")

let restored = BarNetwork()
try restored.load(Safetensors(contentsOf: "bars.safetensors").tensors)
let result = try Trainer(restored, optimizer: SGD(), loss: .crossEntropy()).evaluate(bars(256, seed: 3))
guard let accuracy = result.accuracy, accuracy > 0.95 else { fatalError("Too few bars recognised: \(result)") }
print("accuracy on new bars: \(accuracy)")
