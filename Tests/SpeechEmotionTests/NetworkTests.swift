import Mien
import MienTestSupport
import SpeechEmotion
import Testing

/// The networks of paper 001, to the parameter.
@Suite struct NetworkTests {
    @Test(arguments: [("lstm", 305_864, 305_864), ("cnn", 166_984, 166_088), ("cnn-lstm", 378_344, 377_448)])
    func haveThePapersParameters(_ name: String, _ total: Int, _ trainable: Int) throws {
        let network = try SpeechRecipe.named(name).makeNetwork()
        #expect(network.parameterCount == trainable)
        #expect(network.stateDictionary().values.reduce(0) { $0 + $1.count } == total)
    }

    /// The tables as the paper prints them; Keras numbers the layers of a type through a whole session, here from one network.
    @Test func haveThePapersTables() throws {
        let tables = [
            "lstm": [
                "lstm (LSTM) | (None, 256) | 264,192", "dense (Dense) | (None, 128) | 32,896",
                "dropout (Dropout) | (None, 128) | 0", "dense_1 (Dense) | (None, 64) | 8,256",
                "dropout_1 (Dropout) | (None, 64) | 0", "dense_2 (Dense) | (None, 8) | 520",
            ],
            "cnn": Self.trunk + [
                "global_average_pooling1d (GlobalAveragePool1D) | (None, 256) | 0",
                "dense (Dense) | (None, 128) | 32,896", "dropout_1 (Dropout) | (None, 128) | 0",
                "dense_1 (Dense) | (None, 64) | 8,256", "dropout_2 (Dropout) | (None, 64) | 0",
                "dense_2 (Dense) | (None, 8) | 520",
            ],
            "cnn-lstm": Self.trunk + [
                "lstm (LSTM) | (None, 20, 128) | 197,120", "lstm_1 (LSTM) | (None, 64) | 49,408",
                "dense (Dense) | (None, 64) | 4,160", "dropout_1 (Dropout) | (None, 64) | 0",
                "dense_1 (Dense) | (None, 32) | 2,080", "dropout_2 (Dropout) | (None, 32) | 0",
                "dense_2 (Dense) | (None, 8) | 264",
            ],
        ]
        for (name, rows) in tables {
            let summary = try SpeechRecipe.named(name).makeNetwork().summary(inputShape: [SpeechVector.count, 1])
            let found = summary.split(separator: "\n").filter { $0.hasPrefix("│") }.map { line in
                line.split(separator: "│").map { $0.trimmed }.joined(separator: " | ")
            }
            #expect(found == rows, "\(name)")
        }
    }

    private static let trunk = [
        "conv1d (Conv1D) | (None, 160, 64) | 256", "batch_normalization (BatchNorm) | (None, 160, 64) | 256",
        "max_pooling1d (MaxPool1D) | (None, 80, 64) | 0", "conv1d_1 (Conv1D) | (None, 80, 128) | 24,704",
        "batch_normalization_1 (BatchNorm) | (None, 80, 128) | 512",
        "max_pooling1d_1 (MaxPool1D) | (None, 40, 128) | 0", "dropout (Dropout) | (None, 40, 128) | 0",
        "conv1d_2 (Conv1D) | (None, 40, 256) | 98,560",
        "batch_normalization_2 (BatchNorm) | (None, 40, 256) | 1,024",
        "max_pooling1d_2 (MaxPool1D) | (None, 20, 256) | 0",
    ]

    /// Keras's: Glorot uniform, orthogonal recurrent weights, one for the forget gate's bias, zero for all others.
    @Test func beginAsInKeras() throws {
        let weights = try SpeechRecipe.named("cnn-lstm").makeNetwork().stateDictionary()
        let recurrent = try #require(weights["lstm_1.weight_hh_l0"]).cast(to: .float64)
        expectClose(matmul(recurrent.transposed(), recurrent), .identity(64, .float64), within: 1e-5)
        let bias = try #require(weights["lstm_1.bias_ih_l0"]).scalars
        #expect(bias == (0..<256).map { (64..<128).contains($0) ? 1 : 0 })
        let kernel = try #require(weights["conv1d_1.weight"])
        #expect(kernel.shape == [128, 64, 3])
        let limit = (6 / Float(3 * (64 + 128))).squareRoot()
        #expect(kernel.absolute().max().item <= limit && kernel.absolute().max().item > 0.98 * limit)
        #expect(weights["dense.bias"]?.absolute().max().item == 0)
    }

    @Test(arguments: SpeechRecipe.names) func learnOneBatch(_ name: String) throws {
        let network = try SpeechRecipe.named(name).makeNetwork()
        let x = randomTensor(name == "mien" ? [4, 32, 64, 1] : [4, 24, 1])
        let labels = Tensor(int32: [0, 3, 5, 7])
        let optimizer = Adam(learningRate: 1e-3)
        var losses: [Float] = []
        for _ in 0..<5 {
            let (loss, gradients) = valueAndGradients(of: network) { crossEntropy($0(x), labels) }
            for parameter in network.parameters { #expect(gradients[parameter.value] != nil, "\(parameter.name)") }
            optimizer.update(network, along: gradients)
            losses.append(loss.item)
        }
        #expect(losses[4] < losses[0])
    }

    @Test func aRecipeThatIsNotThere() {
        #expect(throws: SpeechEmotionError.unknownRecipe("wav2vec2")) { try SpeechRecipe.named("wav2vec2") }
        #expect(
            "\(SpeechEmotionError.unknownRecipe("wav2vec2"))"
                == "There is no recipe wav2vec2; the recipes are lstm, cnn, cnn-lstm, mien.")
    }
}

extension Substring {
    fileprivate var trimmed: String {
        String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    }
}
