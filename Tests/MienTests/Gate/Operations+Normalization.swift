import Mien

// The functions are written down a second time, for PyTorch, in `Utilities/golden_normalizations.py`.

extension Operations {
    static let normalizations: [OperationRow] = [
        .real("layerNorm") { layerNorm($0[0], $0[1], $0[2]) },
        .real("layerNorm by 1e-5") { layerNorm($0[0], $0[1], $0[2], epsilon: 1e-5) },
        .real("groupNorm") { groupNorm($0[0], groups: 2, $0[1], $0[2]) },
    ]
}
