import Foundation
import Mien
import MienTraining

/// A linear classifier with the weights that a test gives it.
final class Linear: Module {
    let layer: Dense

    init(weight: [[Float]], bias: [Float]) {
        layer = Dense(weight[0].count, weight.count)
        layer.weight.value = Tensor(weight)
        layer.bias?.value = Tensor(bias)
    }

    override func forward(_ x: Tensor) -> Tensor { layer(x) }
}

/// One number, which is both the model's weight and its output for anything.
final class OneWeight: Module {
    let weight = Parameter(Tensor([0]))

    override func forward(_ x: Tensor) -> Tensor { weight.value + x * 0 }
}

/// A network with all that has a state of its own: batch norm, dropout, momentum.
final class SmallNetwork: Module {
    let body: Sequential

    init(hidden: Int = 6) {
        body = Sequential(Dense(4, hidden), BatchNorm(hidden), ReLU(), Dropout(0.3), Dense(hidden, 3))
    }

    override func forward(_ x: Tensor) -> Tensor { body(x) }
}

/// Three clouds of points, each example a little different in each epoch.
struct Clouds: LabeledDataset {
    let count: Int
    var noise: Float = 0.3
    var seed: UInt64 = 1

    var labels: [Int] { (0..<count).map { $0 % 3 } }
    let classNames = ["left", "middle", "right"]

    func example(at index: Int, random: inout RandomStream) -> Example {
        var own = RandomStream(seed: seed, purpose: .synthesis, UInt64(index))
        let place = (0..<4).map { axis in
            Float(index % 3 == axis ? 1 : 0) + 0.5 * own.nextNormal() + noise * random.nextNormal()
        }
        return Example(input: Tensor(place), label: index % 3)
    }
}

/// A folder that is there for `body`.
func withTemporaryFolder<Result>(_ body: (String) throws -> Result) throws -> Result {
    let folder = NSTemporaryDirectory() + "mien-training-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    return try body(folder)
}

/// What a file holds.
func text(_ path: String) throws -> String { try String(contentsOfFile: path, encoding: .utf8) }
