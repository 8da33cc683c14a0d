import Mien

/// Counts time and memory of a model's layers while it observes their calls.
final class Profiler: CallObserver, @unchecked Sendable {
    /// What a step does besides computing the loss and its gradients.
    enum Part {
        case data, optimizer
    }

    /// A call that is going on.
    private struct Call {
        let start: ContinuousClock.Instant
        let bytes: Int
        /// The next node's number when it began.
        let firstNode: Int
        /// Of the calls within it.
        var innerTime = Duration.zero
        var innerBytes = 0
    }

    private struct Sums {
        var calls = 0
        var forward = Duration.zero
        var backward = Duration.zero
        var bytes = 0
    }

    private let model: Module
    private var calls: [Call] = []
    private var sums: [ObjectIdentifier: Sums] = [:]
    private var parts: [Part: Duration] = [:]
    private var outside = Sums()
    private var steps = 0
    private var start = ContinuousClock.now
    private var end = ContinuousClock.now

    init(_ model: Module) { self.model = model }

    /// Forgets what was counted before.
    func begin() {
        (calls, sums, parts, outside, steps) = ([], [:], [:], Sums(), 0)
        start = .now
        end = start
    }

    // MARK: - Counting

    func measured<Result>(_ part: Part, _ body: () throws -> Result) rethrows -> Result {
        let before = ContinuousClock.now
        defer {
            end = .now
            parts[part, default: .zero] += end - before
            if part == .optimizer { steps += 1 }
        }
        return try body()
    }

    func observing<Result>(_ body: () throws -> Result) rethrows -> Result {
        let before = ContinuousClock.now
        let layersBefore = timeInLayers
        defer {
            end = .now
            outside.forward += end - before - (timeInLayers - layersBefore)
        }
        return try CallObservation.$current.withValue(self, operation: body)
    }

    /// All that is attributed to a layer, or to the loss's way back.
    private var timeInLayers: Duration {
        sums.values.reduce(outside.backward) { $0 + $1.forward + $1.backward }
    }

    func willCall(_ module: Module, _ inputs: [Tensor]) {
        calls.append(Call(start: .now, bytes: Runtime.liveBytes, firstNode: Node.nextNumber))
    }

    func didCall(_ module: Module, _ output: Tensor) {
        let call = calls.removeLast()
        let (time, bytes) = (ContinuousClock.now - call.start, Runtime.liveBytes - call.bytes)
        CallObservation.assign(module, to: output, since: call.firstNode)
        var own = sums[ObjectIdentifier(module)] ?? Sums()
        own.calls += 1
        own.forward += time - call.innerTime
        own.bytes += bytes - call.innerBytes
        sums[ObjectIdentifier(module)] = own
        if !calls.isEmpty {
            calls[calls.count - 1].innerTime += time
            calls[calls.count - 1].innerBytes += bytes
        }
    }

    func didPullBack(
        _ node: Node, _ gradient: Tensor, _ contributions: [Tensor?], since start: ContinuousClock.Instant
    ) {
        let time = ContinuousClock.now - start
        if let owner = node.owner {
            sums[ObjectIdentifier(owner), default: Sums()].backward += time
        } else {
            outside.backward += time
        }
    }

    // MARK: - Result

    var profile: Profile {
        let layers = model.modules.compactMap { named -> Profile.Layer? in
            guard let sums = sums[ObjectIdentifier(named.value)] else { return nil }
            let type = "\(type(of: named.value))"
            return Profile.Layer(
                name: named.name.isEmpty ? type : "\(named.name) (\(type))", calls: sums.calls, forward: sums.forward,
                backward: sums.backward, bytes: sums.bytes / max(1, steps))
        }
        return Profile(
            layers: layers, outsideForward: outside.forward, outsideBackward: outside.backward,
            optimizer: parts[.optimizer] ?? .zero, data: parts[.data] ?? .zero, total: end - start, steps: steps,
            peakBytes: Runtime.peakBytes)
    }
}
