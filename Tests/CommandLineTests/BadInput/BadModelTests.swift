import Foundation
import Mien
import Testing

/// Weights that are not what `--model` asks for.
struct BadModelTests {
    static let predict = "face predict --model model {face}"

    static let refusals: [Refusal] = [
        Refusal(predict, 66, "model: neither a file of weights nor a run folder"),
        Refusal(predict, 66, "model: neither a file of weights nor a run folder", "`mien face train`") {
            try $0.makeFolder("model")
        },
        Refusal(predict, 65, "model: cannot be read: it is a device or a pipe") {
            try #require(mkfifo("\($0.path)/model", 0o600) == 0)
        },
        Refusal(predict, 65, "model: 0 bytes where at least 10 are expected") { try $0.write("model", "") },
        Refusal(predict, 65, "model: the header is damaged: it claims ") {
            try $0.write("model", "This is a text, and not a file of weights at all.")
        },
        damaged(
            "model: tensor w is damaged: its shape [4611686018427387904, 4]", data: 16, shape: "[4611686018427387904,4]"
        ),
        damaged("model: tensor w is damaged: shape [3] of F32 takes 12 bytes", data: 16, shape: "[3]"),
        damaged("tensor w is damaged: its data_offsets [16, 0] are no range", data: 16, offsets: "[16,0]"),
        damaged("bytes where at least", data: 8),
        damaged("the header is damaged: 4 bytes at the end belong to no tensor", data: 20),
        Refusal(predict, 65, "model: tensor b is damaged: it begins at byte 8, the one before it ends at 16") {
            let first = #""a":{"dtype":"F32","shape":[4],"data_offsets":[0,16]}"#
            let second = #""b":{"dtype":"F32","shape":[4],"data_offsets":[8,24]}"#
            try $0.write("model", safetensors("{\(first),\(second)}", data: 24))
        },
        Refusal(predict, 65, "model: the header is damaged: it claims 9223372036854775807 bytes") {
            try $0.write("model", [UInt8](repeating: 255, count: 7) + [127] + [UInt8](repeating: 0, count: 100))
        },
        Refusal(predict, 65, "model: the header is damaged: it is no JSON") {
            try $0.write("model", safetensors(#"{"w":{"dtype""#, data: 0))
        },
        // Whole files of something else.
        Refusal(predict, 65, "model does not state which expressions") {
            try Safetensors(["w": Tensor([1, 2])]).write(to: "\($0.path)/model")
        },
        Refusal(predict, 65, "model tells apart cat, dog, where some of angry, disgust") {
            try Safetensors(["w": Tensor([1, 2])], metadata: ["labels": "cat,dog"]).write(to: "\($0.path)/model")
        },
        Refusal(predict, 65, "model holds another network: it lacks features.0.bias", "w") {
            try Safetensors(["w": Tensor([1, 2])], metadata: ["labels": "happy,sad"]).write(to: "\($0.path)/model")
        },
        changed("model holds a network of another shape: features.0.bias is [2], this network wants [32]") {
            $0.tensors["features.0.bias"] = Tensor([1, 2])
        },
        changed("model holds a network of another shape: head.5.bias is [7], this network wants [5]") {
            $0.metadata["labels"] = "angry,happy,neutral,sad,surprise"
        },
        changed("model: features.0.bias holds a value that is no finite number") {
            $0.tensors["features.0.bias"] = Tensor.full([32], .nan)
        },
        Refusal(predict, 65, "model: ", "cut short") {
            let whole = try Data(contentsOf: URL(fileURLWithPath: Sample.shared.run + "/model.safetensors"))
            try $0.write("model", Array(whole.prefix(1_000_000)))
        },
        Refusal("face evaluate --data {data} --model model", 66, "model: neither a file of weights nor a run folder"),
    ]

    @Test(arguments: refusals) func refusal(_ refusal: Refusal) throws { try refusal.check() }

    /// A file of one tensor `w`.
    private static func damaged(
        _ message: String, data: Int, shape: String = "[4]", offsets: String = "[0,16]"
    ) -> Refusal {
        Refusal(predict, 65, message) {
            let header = #"{"w":{"dtype":"F32","shape":\#(shape),"data_offsets":\#(offsets)}}"#
            try $0.write("model", safetensors(header, data: data))
        }
    }

    /// The sample's model with a change.
    private static func changed(
        _ message: String, _ change: @escaping @Sendable (inout Safetensors) -> Void
    ) -> Refusal {
        Refusal(predict, 65, message) {
            var model = try Safetensors(contentsOf: Sample.shared.run + "/model.safetensors")
            change(&model)
            try model.write(to: "\($0.path)/model")
        }
    }

    private static func safetensors(_ header: String, data: Int) -> [UInt8] {
        let length = (0..<8).map { UInt8(truncatingIfNeeded: header.utf8.count >> (8 * $0)) }
        return length + Array(header.utf8) + [UInt8](repeating: 0, count: data)
    }
}
