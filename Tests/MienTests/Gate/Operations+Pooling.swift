import Mien

// The functions are written down a second time, for PyTorch, in `Utilities/golden_pooling.py`.

extension Operations {
    static let pooling: [OperationRow] = [
        .real("maxPool1d 2") { maxPool1d($0[0], size: 2, stride: 2) },
        .real("maxPool1d 3 same") { maxPool1d($0[0], size: 3, stride: 2, padding: .same) },
        .real("maxPool1d 3 causal") { maxPool1d($0[0], size: 3, stride: 1, padding: .causal) },
        .real("maxPool1d 4 explicit") {
            maxPool1d($0[0], size: 4, stride: 3, padding: .explicit(before: 1, after: 2))
        },
        .real("averagePool1d 2") { averagePool1d($0[0], size: 2, stride: 2) },
        .real("averagePool1d 3 same") { averagePool1d($0[0], size: 3, stride: 2, padding: .same) },
        .real("averagePool1d 3 causal") { averagePool1d($0[0], size: 3, stride: 1, padding: .causal) },
        .real("averagePool1d 4 explicit") {
            averagePool1d($0[0], size: 4, stride: 3, padding: .explicit(before: 1, after: 2))
        },
    ]
}
