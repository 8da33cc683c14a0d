import Mien

/// What the networks of paper 001 end with: dense layers with ReLU and dropout between them, the last one giving logits.
struct DenseHead {
    private let layers: [Dense]
    private let dropouts: [Dropout]
    private let firstDropout: Int

    /// - Parameters:
    ///   - sizes: the numbers of features, from the input's to the output's.
    ///   - firstDropout: how many dropouts the network has before these.
    init(_ sizes: [Int], dropout: Float, firstDropout: Int = 0) {
        layers = zip(sizes, sizes.dropFirst()).map { Dense($0, $1) }
        dropouts = layers.dropLast().map { _ in Dropout(dropout) }
        self.firstDropout = firstDropout
    }

    func callAsFunction(_ x: Tensor) -> Tensor {
        let hidden = zip(layers, dropouts).reduce(x) { x, stage in stage.1(stage.0(x).relu()) }
        return layers[layers.count - 1](hidden)
    }

    /// In the order of the way through, as Keras lists them.
    var members: [(name: String, value: Any)] {
        layers.indices.flatMap { place -> [(name: String, value: Any)] in
            let dense = (name: kerasName("dense", place), value: layers[place] as Any)
            guard place < dropouts.count else { return [dense] }
            return [dense, (kerasName("dropout", firstDropout + place), dropouts[place])]
        }
    }
}

/// Keras's name for the layer of a type that has `place` others of it before it: `dense`, `dense_1`, ….
func kerasName(_ type: String, _ place: Int) -> String { place == 0 ? type : "\(type)_\(place)" }
