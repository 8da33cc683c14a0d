import Mien

// The functions are written down a second time, for PyTorch, in `Utilities/golden_operations.py`.

extension Operations {
    static let sorting: [OperationRow] = [
        .any("sorted") { $0[0].sorted() },
        .any("sorted over 0 descending") { $0[0].sorted(axis: 0, descending: true) },
        .any("sorted of equals") { $0[0].sorted(axis: 1) },
        .any("argsort") { $0[0].argsort() },
        .any("argsort over 0") { $0[0].argsort(axis: 0) },
        .any("argsort over 1 descending") { $0[0].argsort(axis: 1, descending: true) },
        .any("topK") { $0[0].topK(2).values },
        .any("topK over 0") { $0[0].topK(1, axis: 0).values },
        .any("topK indices") { $0[0].topK(2, axis: 1).indices },
    ]
}
