import Mien

extension Layers {
    static let blocks: [LayerRow] = [
        .layer(
            "Residual", { Residual(Dense(3, 3)) }, inputs: [[4, 3], [2, 5, 3], [0, 3]], large: [900, 3],
            golden: "residual"),
        .layer(
            "Residual with a shortcut", { Residual(Dense(3, 2), shortcut: Dense(3, 2, bias: false)) },
            inputs: [[4, 3], [2, 5, 3]], large: [900, 3], golden: "residual-shortcut"),
        .layer(
            "SqueezeExcitation", { SqueezeExcitation(6, reduction: 2) },
            inputs: [[2, 4, 5, 6], [3, 7, 6], [0, 4, 6]], large: [5, 60, 60, 6], golden: "squeezeexcitation"),
    ]
}
