import Mien

extension Layers {
    static let pooling: [LayerRow] = [
        sequence("MaxPool1D", golden: "maxpool1d") { MaxPool1D(2) },
        sequence("MaxPool1D same", golden: "maxpool1d-3-same") { MaxPool1D(3, stride: 2, padding: .same) },
        sequence("MaxPool1D causal", golden: "maxpool1d-3-causal") { MaxPool1D(3, stride: 1, padding: .causal) },
        sequence("MaxPool1D explicit", golden: "maxpool1d-4-explicit") {
            MaxPool1D(4, stride: 3, padding: .explicit(before: 1, after: 2))
        },
        sequence("AveragePool1D", golden: "averagepool1d") { AveragePool1D(2) },
        sequence("AveragePool1D same", golden: "averagepool1d-3-same") { AveragePool1D(3, stride: 2, padding: .same) },
        sequence("AveragePool1D causal", golden: "averagepool1d-3-causal") {
            AveragePool1D(3, stride: 1, padding: .causal)
        },
        sequence("AveragePool1D explicit", golden: "averagepool1d-4-explicit") {
            AveragePool1D(4, stride: 3, padding: .explicit(before: 1, after: 2))
        },
        sequence("GlobalAveragePool1D", golden: "globalaveragepool1d") { GlobalAveragePool1D() },
        sequence("GlobalMaxPool1D", golden: "globalmaxpool1d") { GlobalMaxPool1D() },
        .layer(
            "GlobalMaxPool2D", { GlobalMaxPool2D() }, inputs: [[2, 6, 6, 3], [1, 5, 7, 2], [0, 4, 4, 1]],
            large: [5, 90, 90, 8], golden: "globalmaxpool"),
    ]

    private static func sequence(
        _ name: String, golden: String, _ make: @escaping @Sendable () -> Module
    ) -> LayerRow {
        .layer(name, make, inputs: [[2, 6, 3], [1, 7, 2], [0, 4, 1]], large: [5, 800, 8], golden: golden)
    }
}
