import Foundation
import Mien
import Synchronization
import Testing

/// Counts what the tests of a suite check.
final class Tally: Sendable {
    @TaskLocal static var current: Tally?

    private struct Sums {
        var comparisons = 0
        /// The greatest relative difference in double precision.
        var difference = 0.0
        var configurations = 0
        var derivatives = 0
        var worst: (error: Double, place: String) = (0, "nowhere")
    }

    private let sums = Mutex(Sums())

    /// One tensor was compared with what is expected of it.
    static func count(_ difference: Difference?, _ elementType: ElementType) {
        current?.sums.withLock { sums in
            sums.comparisons += 1
            if elementType == .float64 { sums.difference = max(sums.difference, difference?.relative ?? 0) }
        }
    }

    /// The gradients of one configuration were compared with differences.
    static func count(_ check: GradientCheck, _ place: String) {
        current?.sums.withLock { sums in
            sums.configurations += 1
            sums.derivatives += check.count
            if check.worstError > sums.worst.error { sums.worst = (check.worstError, place) }
        }
    }

    var text: String {
        let sums = sums.withLock { $0 }
        let compared = "\(sums.comparisons) tensors compared, worst difference in float64 \(short(sums.difference))"
        if sums.configurations == 0 { return compared }
        return """
            \(compared); \(sums.derivatives) derivatives in \(sums.configurations) configurations, worst relative error \
            \(short(sums.worst.error)) of \(sums.worst.place)
            """
    }

    private func short(_ number: Double) -> String { String(format: "%.1e", number) }
}

/// Prints one line when a suite is through: what it holds, and what it checked.
public struct Tallied: SuiteTrait, TestScoping {
    fileprivate let contents: @Sendable () -> String

    public func provideScope(
        for test: Test, testCase: Test.Case?, performing function: @concurrent @Sendable () async throws -> Void
    ) async throws {
        let tally = Tally()
        try await Tally.$current.withValue(tally) { try await function() }
        print("gate: \(contents()): \(tally.text)")
    }
}

extension Trait where Self == Tallied {
    /// - Parameter contents: what stands in the suite's table, such as `60 layers in 122 rows`.
    public static func tallied(_ contents: @autoclosure @escaping @Sendable () -> String) -> Tallied {
        Tallied(contents: contents)
    }
}
