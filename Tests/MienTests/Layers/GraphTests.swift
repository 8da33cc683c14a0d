import Foundation
import Mien
import MienTestSupport
import Testing

@Suite struct GraphTests {
    private final class Network: Module {
        let body = Sequential(Dense(3, 4), ReLU())
        let head = Dense(4, 2, bias: false)
        override func forward(_ x: Tensor) -> Tensor { head(body(x)) * 2 }
    }

    @Test func ofALayer() {
        #expect(
            Network().graph(inputShape: [3]) == #"""
                digraph "Network" {
                    node [shape=box]
                    subgraph cluster_1 {
                        label="body.0 (Dense)"
                        n1 [label="body.0.weight\n[4, 3]", shape=ellipse]
                        n2 [label="body.0.bias\n[4]", shape=ellipse]
                        n4 [label="linear\n[1, 4]"]
                        n5 [label="add\n[1, 4]"]
                    }
                    subgraph cluster_2 {
                        label="body.1 (ReLU)"
                        n6 [label="relu\n[1, 4]"]
                    }
                    subgraph cluster_3 {
                        label="head (Dense)"
                        n3 [label="head.weight\n[2, 4]", shape=ellipse]
                        n7 [label="linear\n[1, 2]"]
                    }
                    n0 [label="input\n[1, 3]"]
                    n8 [label="multiply\n[1, 2]"]
                    n0 -> n4
                    n1 -> n4
                    n4 -> n5
                    n2 -> n5
                    n5 -> n6
                    n6 -> n7
                    n3 -> n7
                    n7 -> n8
                }
                """#)
    }

    @Test func ofALoss() {
        let network = Network()
        let text = network.graph { meanSquaredError(network(randomTensor([5, 3])), Tensor.zeros([5, 2])) }
        // No gradient flows to the data.
        #expect(!text.contains("input"))
        #expect(text.contains(#"[label="linear\n[5, 2]"]"#))
    }

    @Test func leavesTheModelAsItWas() {
        let network = Network()
        _ = network.graph(inputShape: [3])
        #expect(network.mode == .inference)
        let (_, gradients) = valueAndGradients(of: network) { $0(randomTensor([2, 3])).sum() }
        #expect(gradients[network.head.weight] != nil)
        #expect(network.head.weight.value.node == nil)
    }
}
