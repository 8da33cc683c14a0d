/// Minimises a smooth function by its gradients: BFGS that remembers its last ten steps (Liu & Nocedal 1989), with a line
/// search for the strong Wolfe conditions (Nocedal & Wright 2006, algorithms 3.5 and 3.6).
struct QuasiNewton {
    typealias Function = (_ point: [Double]) -> (value: Double, gradient: [Double])

    /// The greatest slope at which it ends.
    let tolerance: Double
    let maximumSteps: Int
    private static let memory = 10

    private struct Step {
        let move: [Double]
        let change: [Double]
        let inverse: Double
    }

    func minimize(
        from start: [Double], _ function: @escaping Function
    ) -> (point: [Double], steps: Int, hasConverged: Bool) {
        var point = start
        var (value, gradient) = function(start)
        var history: [Step] = []
        for step in 0..<maximumSteps {
            if isFlat(gradient) { return (point, step, true) }
            var direction = self.direction(gradient, history)
            if dot(direction, gradient) >= 0 {
                history = []
                direction = gradient.map { -$0 }
            }
            let first = history.isEmpty ? min(1, 1 / gradient.reduce(0) { $0 + abs($1) }) : 1
            let line = Line(point: point, direction: direction, value: value, gradient: gradient, function: function)
            // Where rounding hides what is left to gain there is no better point.
            guard let found = line.search(from: first) else { return (point, step, false) }
            let change = zip(found.gradient, gradient).map { $0 - $1 }
            let move = zip(found.point, point).map { $0 - $1 }
            let curvature = dot(move, change)
            if curvature > .ulpOfOne * dot(change, change) {
                history.append(Step(move: move, change: change, inverse: 1 / curvature))
                if history.count > Self.memory { history.removeFirst() }
            }
            (point, value, gradient) = (found.point, found.value, found.gradient)
        }
        return (point, maximumSteps, isFlat(gradient))
    }

    private func isFlat(_ gradient: [Double]) -> Bool { gradient.allSatisfy { abs($0) <= tolerance } }

    /// The gradient, turned round and divided by what the last steps tell of the curvature.
    private func direction(_ gradient: [Double], _ history: [Step]) -> [Double] {
        var direction = gradient.map { -$0 }
        var shares: [Double] = []
        for step in history.reversed() {
            let share = step.inverse * dot(step.move, direction)
            shares.append(share)
            for place in direction.indices { direction[place] -= share * step.change[place] }
        }
        if let last = history.last {
            let scale = 1 / (last.inverse * dot(last.change, last.change))
            for place in direction.indices { direction[place] *= scale }
        }
        for (step, share) in zip(history, shares.reversed()) {
            let rest = share - step.inverse * dot(step.change, direction)
            for place in direction.indices { direction[place] += rest * step.move[place] }
        }
        return direction
    }
}

private func dot(_ a: [Double], _ b: [Double]) -> Double { zip(a, b).reduce(0) { $0 + $1.0 * $1.1 } }

/// A function along a line.
private struct Line {
    let point: [Double]
    let direction: [Double]
    let value: Double
    let gradient: [Double]
    let function: QuasiNewton.Function

    struct Place {
        let distance: Double
        let point: [Double]
        let value: Double
        let gradient: [Double]
        let slope: Double
    }

    private var slope: Double { dot(gradient, direction) }

    private func place(at distance: Double) -> Place {
        let point = zip(point, direction).map { $0 + distance * $1 }
        let (value, gradient) = function(point)
        return Place(
            distance: distance, point: point, value: value, gradient: gradient, slope: dot(gradient, direction))
    }

    /// Near the optimum what a step gains is less than what rounding adds.
    private func isTooHigh(_ place: Place) -> Bool {
        !(place.value <= value + 1e-4 * place.distance * slope + 4 * value.ulp)
    }

    private func isFlat(_ place: Place) -> Bool { abs(place.slope) <= -0.9 * slope }

    /// A place that is lower, and flatter; nil if there is none to be found.
    func search(from first: Double) -> Place? {
        var former = Place(distance: 0, point: point, value: value, gradient: gradient, slope: slope)
        var distance = first
        for attempt in 0..<30 {
            let place = place(at: distance)
            if isTooHigh(place) || (attempt > 0 && place.value >= former.value) { return between(former, place) }
            if isFlat(place) { return place }
            if place.slope >= 0 { return between(place, former) }
            former = place
            distance *= 2
        }
        return former.distance > 0 ? former : nil
    }

    /// - Parameters:
    ///   - low: the lower end, which is low enough.
    ///   - high: the other one.
    private func between(_ low: Place, _ high: Place) -> Place? {
        var (low, high) = (low, high)
        for _ in 0..<50 {
            let place = place(at: minimum(low, high))
            if isTooHigh(place) || place.value >= low.value {
                high = place
            } else {
                if isFlat(place) { return place }
                if place.slope * (high.distance - low.distance) >= 0 { high = low }
                low = place
            }
            if abs(high.distance - low.distance) <= 1e-14 * max(high.distance, low.distance) { break }
        }
        return low.distance > 0 ? low : nil
    }

    /// Where the parabola through the lower end, with its slope, and the other end is least; the middle if that is too near
    /// an end.
    private func minimum(_ low: Place, _ high: Place) -> Double {
        let width = high.distance - low.distance
        let bend = high.value - low.value - low.slope * width
        let share = bend > 0 ? -low.slope * width / (2 * bend) : 0.5
        return low.distance + width * (share > 0.1 && share < 0.9 ? share : 0.5)
    }
}
