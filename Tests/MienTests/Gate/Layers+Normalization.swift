import Mien

extension Layers {
    static let normalization: [LayerRow] = [
        .layer(
            "LayerNorm", { LayerNorm(5) }, inputs: [[4, 5], [2, 3, 5], [5], [0, 5]], large: [20_000, 5],
            golden: "layernorm"),
        .layer(
            "LayerNorm of PyTorch", { LayerNorm(3, epsilon: 1e-5) }, inputs: [[4, 3], [2, 7, 3]],
            large: [20_000, 3], golden: "layernorm-pytorch"),
        .layer(
            "GroupNorm", { GroupNorm(6, groups: 3) }, inputs: [[2, 4, 5, 6], [3, 7, 6], [4, 6], [0, 3, 6]],
            large: [5, 60, 60, 6], golden: "groupnorm"),
        .layer(
            "GroupNorm of one group", { GroupNorm(3, groups: 1, epsilon: 1e-5) }, inputs: [[2, 4, 5, 3], [1, 1, 3]],
            large: [5, 60, 60, 3], golden: "groupnorm-one"),
        .layer(
            "InstanceNorm", { InstanceNorm(3) }, inputs: [[2, 4, 5, 3], [3, 7, 3], [0, 4, 3]],
            large: [5, 60, 60, 3], golden: "instancenorm"),
    ]
}
