import Foundation
import Mien
import MienTestSupport
import Testing

/// Every layer: gradients by differences and by PyTorch, precision, shapes, files, threads, memory, and its summary.
@Suite(.tallied(Contents.layers)) struct Layers {
    static let rows =
        first + activations + convolutions + pooling + normalization + dropouts + blocks + recurrent + attention
    /// The types that have a row.
    static let covered = Set(
        rows.map { row in
            let module = row.make()
            return "\(type(of: (module as? Harness)?.tested ?? module))"
        })

    private static let first: [LayerRow] = [
        .layer(
            "Dense", { Dense(3, 5) }, inputs: [[4, 3], [2, 7, 3], [1, 3], [0, 3]], large: [900, 3],
            golden: "dense"),
        .layer(
            "Dense without bias", { Dense(3, 5, bias: false) }, inputs: [[4, 3], [3]], large: [900, 3],
            golden: "dense-no-bias"),
        .layer("ReLU", { ReLU() }, inputs: [[4, 3], [2, 3, 5, 2], [0, 3]], large: [90_000], golden: "relu"),
        .layer(
            "Flatten", { Flatten() }, inputs: [[4, 3], [2, 3, 4, 5], [0, 3, 2]], large: [10, 3, 5], golden: "flatten"),
        .layer(
            "Sequential", { Sequential(Dense(3, 4), BatchNorm(4), ReLU(), Dense(4, 2)) }, inputs: [[6, 3], [0, 3]],
            large: [20_000, 3], golden: "sequential"),
        .layer(
            "Sequential of a stage that is pooled", { Sequential(BatchNorm(3), ReLU(), MaxPool2D(2)) },
            inputs: [[2, 6, 6, 3], [3, 5, 7, 3], [0, 4, 4, 3]], large: [300, 10, 11, 3], golden: "sequential-pooled"),
        .layer(
            "Sequential of a stage that is convolved", { Sequential(Conv2D(2, 3, kernel: 3), BatchNorm(3), ReLU()) },
            inputs: [[2, 6, 6, 2], [1, 5, 7, 2], [0, 4, 4, 2]], large: [30, 20, 21, 2],
            golden: "sequential-convolved"),
        .layer(
            "Sequential of a stage that is rectified first",
            { Sequential(Conv1D(2, 3, kernel: 3), ReLU(), BatchNorm(3), MaxPool1D(2)) },
            inputs: [[2, 9, 2], [1, 6, 2], [0, 6, 2]], large: [90, 121, 2], golden: "sequential-rectified"),
        .layer(
            "BatchNorm", { BatchNorm(3) }, inputs: [[5, 3], [2, 4, 5, 3], [2, 3], [0, 4, 3]], large: [30_000, 3],
            golden: "batchnorm"),
        .layer(
            "BatchNorm of PyTorch", { BatchNorm(2, momentum: 0.9, epsilon: 1e-5) }, inputs: [[6, 2], [3, 3, 3, 2]],
            large: [300, 10, 10, 2], golden: "batchnorm-pytorch"),
        .layer(
            "MaxPool2D", { MaxPool2D(2) }, inputs: [[2, 6, 6, 3], [1, 5, 7, 2], [0, 4, 4, 1]],
            large: [5, 20, 20, 8], golden: "maxpool"),
        .layer(
            "MaxPool2D same", { MaxPool2D(IntPair(3, 2), stride: IntPair(2, 3), padding: .same) },
            inputs: [[2, 6, 6, 3], [1, 5, 7, 2]], large: [5, 20, 20, 8], golden: "maxpool-same"),
        .layer(
            "MaxPool2D overlapping",
            { MaxPool2D(3, stride: 2, padding: .explicit(top: 1, bottom: 1, left: 1, right: 1)) },
            inputs: [[2, 6, 6, 2], [1, 5, 7, 1]], large: [5, 20, 20, 8], golden: "maxpool-overlapping"),
        .layer(
            "AveragePool2D", { AveragePool2D(2) }, inputs: [[2, 6, 6, 3], [1, 5, 7, 2], [0, 4, 4, 1]],
            large: [5, 20, 20, 8], golden: "averagepool"),
        .layer(
            "AveragePool2D same", { AveragePool2D(IntPair(3, 2), stride: IntPair(2, 3), padding: .same) },
            inputs: [[2, 6, 6, 3], [1, 5, 7, 2]], large: [5, 20, 20, 8], golden: "averagepool-same"),
        .layer(
            "AveragePool2D explicit",
            {
                AveragePool2D(
                    IntPair(2, 3), stride: IntPair(1, 2), padding: .explicit(top: 1, bottom: 0, left: 2, right: 1))
            },
            inputs: [[2, 6, 6, 2], [1, 5, 7, 1]], large: [5, 20, 20, 8], golden: "averagepool-explicit"),
        .layer(
            "GlobalAveragePool2D", { GlobalAveragePool2D() }, inputs: [[2, 6, 6, 3], [1, 5, 7, 2], [0, 4, 4, 1]],
            large: [5, 90, 90, 8], golden: "globalaveragepool"),
        .layer(
            "Dropout", { Dropout(0.25) }, inputs: [[4, 3], [2, 3, 5, 2], [0, 3]], large: [90_000], golden: "dropout"),
        .layer(
            "Conv2D", { Conv2D(2, 4, kernel: 3) },
            inputs: [[2, 6, 6, 2], [1, 5, 7, 2], [1, 3, 3, 2], [0, 4, 4, 2]],
            large: [5, 20, 21, 2], golden: "conv2d"),
        .layer(
            "Conv2D same", { Conv2D(3, 8, kernel: 3, padding: .same) }, inputs: [[1, 4, 5, 3], [1, 1, 1, 3]],
            large: [5, 20, 21, 3], golden: "conv2d-same"),
        .layer(
            "Conv2D wide", { Conv2D(16, 16, kernel: 3, padding: .same) }, inputs: [[1, 2, 3, 16]],
            large: [5, 20, 21, 16], golden: "conv2d-wide"),
        .layer(
            "Conv2D strided",
            { Conv2D(3, 5, kernel: IntPair(3, 2), stride: IntPair(2, 3), padding: .same, bias: false) },
            inputs: [[2, 5, 6, 3], [1, 4, 4, 3]], large: [5, 20, 21, 3], golden: "conv2d-strided"),
        .layer(
            "Conv2D of one place", { Conv2D(3, 5, kernel: 1) }, inputs: [[2, 3, 4, 3]], large: [5, 20, 21, 3],
            golden: "conv2d-point"),
        .layer(
            "Conv2D explicit",
            { Conv2D(1, 3, kernel: 5, padding: .explicit(top: 2, bottom: 1, left: 0, right: 3)) },
            inputs: [[2, 6, 7, 1], [1, 3, 4, 1]], large: [5, 20, 21, 1], golden: "conv2d-explicit"),
    ]

    @Test(arguments: rows) func gradientsAgreeWithDifferences(_ row: LayerRow) {
        for (place, shape) in row.inputs.enumerated() {
            for mode in Module.Mode.both {
                let model = row.model()
                let before = model.stateDictionary(includingState: true)
                let check = checkGradients(of: model, at: randomTensor(shape, seed: UInt64(place)), mode: mode)
                expectGradients(check, "\(row.name), \(mode.name) at \(shape)")
                #expect(check.count == shape.reduce(1, *) + model.parameterCount)
                for (name, tensor) in model.stateDictionary(includingState: true) {
                    expectSameBits(tensor, before[name] ?? Tensor(0), "\(name) after the check")
                }
                #expect(model.mode == .inference)
            }
        }
    }

    @Test(arguments: rows) func agreesWithPyTorch(_ row: LayerRow) throws {
        let golden = try Golden("layers/\(row.golden).safetensors", in: .module)
        for mode in Module.Mode.both {
            for (elementType, tolerance) in [(ElementType.float32, 1e-5), (.float64, 2e-7)] {
                var index = 0
                while let input = golden.optional("\(mode.name)/\(index)/input") {
                    let model = row.make()
                    model.cast(to: elementType)
                    try model.load(golden.all(in: "layer"), includingState: true)
                    let expected = golden.all(in: "\(mode.name)/\(index)")
                    let found = LayerRow.results(
                        model, at: input.cast(to: elementType), upstream: try golden("\(mode.name)/\(index)/upstream"),
                        mode: mode)
                    #expect(Set(found.keys) == Set(expected.keys).subtracting(["input", "upstream"]))
                    for (name, tensor) in found {
                        let wanted = try golden("\(mode.name)/\(index)/\(name)")
                        expectClose(
                            tensor, wanted, within: tolerance, scale: 1, "\(elementType) \(mode.name) \(index): \(name)"
                        )
                    }
                    index += 1
                }
                #expect(index > 0)
            }
        }
    }

    @Test(arguments: rows) func singlePrecisionAgreesWithDouble(_ row: LayerRow) {
        for shape in row.inputs + [row.large] {
            for mode in Module.Mode.both {
                let (single, double) = (row.model(), row.model())
                double.cast(to: .float64)
                let found = row.results(single, shape: shape, .float32, mode: mode)
                let expected = row.results(double, shape: shape, .float64, mode: mode)
                #expect(found.count == expected.count)
                // A bias before batch norm has a gradient of zero: a sum of numbers as large as the other gradients.
                let scale = expected.filter { $0.key.hasPrefix("gradients") }.map { greatest($0.value) }.max() ?? 0
                for (name, tensor) in found {
                    #expect(tensor.elementType == (expected[name]?.elementType == .int32 ? .int32 : .float32))
                    expectClose(
                        tensor, expected[name] ?? Tensor(0), within: 1e-5,
                        scale: name.hasPrefix("gradients") ? scale : 0.1,
                        "\(mode.name) at \(shape): \(name)")
                }
            }
        }
    }

    @Test(arguments: rows) func emptyBatchGivesTheShape(_ row: LayerRow) {
        for shape in row.inputs where shape.count > 1 {
            for mode in Module.Mode.both {
                let whole = row.results(row.model(), shape: [3] + shape.dropFirst(), .float32, mode: mode)
                let model = row.model()
                let before = model.stateDictionary()
                let empty = row.results(model, shape: [0] + shape.dropFirst(), .float32, mode: mode)
                for (name, tensor) in whole {
                    let isBatch = name == "output" || name == "inputGradient"
                    let expected = isBatch ? [0] + tensor.shape.dropFirst() : tensor.shape
                    #expect(empty[name]?.shape == expected, "\(mode.name): \(name)")
                    #expect(empty[name]?.hasNonFinite == false, "\(mode.name): \(name)")
                }
                for (name, tensor) in model.stateDictionary() {
                    expectSameBits(tensor, before[name] ?? Tensor(0), name)
                }
            }
        }
    }

    @Test(arguments: rows) func goesThroughAFileUnchanged(_ row: LayerRow) throws {
        try withTemporaryFolder { folder in
            let (first, second) = (row.model(seed: 1), row.model(seed: 2))
            try Safetensors(first.stateDictionary(includingState: true)).write(to: "\(folder)/layer.safetensors")
            let file = try Safetensors(contentsOf: "\(folder)/layer.safetensors")
            try second.load(file.tensors, includingState: true)
            let mode = Module.Mode.training
            let expected = row.results(first, shape: row.inputs[0], .float32, mode: mode)
            let found = row.results(second, shape: row.inputs[0], .float32, mode: mode)
            for (name, tensor) in expected { expectSameBits(found[name] ?? Tensor(0), tensor, name) }
        }
    }

    @Test(arguments: rows) func summaryShowsShapeAndCount(_ row: LayerRow) {
        for shape in row.inputs where shape.count > 1 {
            let model = row.model()
            // The summary is that of the layer within.
            if model is Harness { continue }
            let output = model(randomTensor([2] + shape.dropFirst())).shape.dropFirst()
            let summary = model.summary(inputShape: Array(shape.dropFirst()))
            let type = "\(type(of: model))"
            #expect(summary.contains("Model: \"\(type)\""))
            // A block's table has the layers within it: the last of them gives the output in all but this one.
            let text = "(" + (["None"] + output.map(String.init)).joined(separator: ", ") + ")"
            if !(model is SqueezeExcitation) { #expect(summary.contains(text), "\(summary)") }
            #expect(summary.contains("Trainable params: \(grouped(model.parameterCount)) ("), "\(summary)")
            if model.modules.count == 1 { #expect(summary.contains("│ \(type) "), "\(summary)") }
        }
    }
}

private func greatest(_ tensor: Tensor) -> Double { tensor.doubleScalars.map { abs($0) }.max() ?? 0 }

/// `2,320` for 2320.
private func grouped(_ count: Int) -> String {
    count < 1000 ? "\(count)" : "\(count / 1000),\(String("\(count % 1000 + 1000)".dropFirst()))"
}
