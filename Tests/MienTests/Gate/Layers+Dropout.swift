import Mien

extension Layers {
    static let dropouts: [LayerRow] = [
        .layer(
            "SpatialDropout1D", { SpatialDropout1D(0.4) }, inputs: [[3, 4, 5], [1, 2, 7], [0, 3, 2]],
            large: [30, 100, 30], golden: "spatialdropout1d"),
        .layer(
            "SpatialDropout2D", { SpatialDropout2D(0.4) }, inputs: [[3, 2, 4, 5], [1, 2, 2, 7], [0, 3, 2, 2]],
            large: [30, 10, 10, 30], golden: "spatialdropout2d"),
    ]
}
