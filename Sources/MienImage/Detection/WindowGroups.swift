// As OpenCV's `groupRectangles`: windows that are alike, and those that are alike to these, are one face, whose box is their
// mean. Windows are compared with those near them only: with a hundred thousand of them, all pairs would take minutes.

/// How unlike two windows of one face may be: each edge by this much of their size.
private let tolerance = 0.2

/// The faces that windows see.
///
/// - Parameter minimumNeighbors: a face is seen by more windows than this; zero gives each window by itself.
func grouped(_ windows: [Box], minimumNeighbors: Int) -> [DetectedFace] {
    if minimumNeighbors == 0 { return windows.map { DetectedFace(box: $0, score: 1) } }
    let groups = classes(of: windows).map(WindowGroup.init).filter { $0.count > minimumNeighbors }
    return groups.indices.filter { index in
        !groups.indices.contains { $0 != index && groups[index].isPart(of: groups[$0]) }
    }.map { DetectedFace(box: groups[$0].box, score: Float(groups[$0].count)) }
}

/// Windows that are one face.
private struct WindowGroup {
    let box: Box
    let count: Int

    init(_ windows: [Box]) {
        count = windows.count
        // In single precision, and rounded to even, as there.
        let share = 1 / Float(windows.count)
        func mean(_ side: (Box) -> Int) -> Int {
            Int((Float(windows.reduce(0) { $0 + side($1) }) * share).rounded(.toNearestOrEven))
        }
        box = Box(x: mean(\.x), y: mean(\.y), width: mean(\.width), height: mean(\.height))
    }

    /// Whether it lies in a face that is seen by more windows: an eye that looks like a face, for instance.
    func isPart(of other: WindowGroup) -> Bool {
        let marginX = Int((Double(other.box.width) * tolerance).rounded(.toNearestOrEven))
        let marginY = Int((Double(other.box.height) * tolerance).rounded(.toNearestOrEven))
        return box.x >= other.box.x - marginX && box.y >= other.box.y - marginY
            && box.x + box.width <= other.box.x + other.box.width + marginX
            && box.y + box.height <= other.box.y + other.box.height + marginY
            && (other.count > max(3, count) || count < 3)
    }
}

/// The classes of windows that are alike, directly or by way of others, in the order of each one's first.
private func classes(of windows: [Box]) -> [[Box]] {
    var parents = Array(windows.indices)
    func root(_ index: Int) -> Int {
        var index = index
        while parents[index] != index {
            parents[index] = parents[parents[index]]
            index = parents[index]
        }
        return index
    }
    let order = windows.indices.sorted { windows[$0].x < windows[$1].x }
    for (place, index) in order.enumerated() {
        let box = windows[index]
        let reach = tolerance * Double(box.width + box.height) * 0.5
        for other in order[(place + 1)...] {
            if Double(windows[other].x - box.x) > reach { break }
            if areAlike(box, windows[other]) {
                let (a, b) = (root(index), root(other))
                parents[max(a, b)] = min(a, b)
            }
        }
    }
    var classes: [Int: [Box]] = [:]
    for index in windows.indices { classes[root(index), default: []].append(windows[index]) }
    return classes.sorted { $0.key < $1.key }.map(\.value)
}

private func areAlike(_ a: Box, _ b: Box) -> Bool {
    let delta = tolerance * Double(min(a.width, b.width) + min(a.height, b.height)) * 0.5
    func isNear(_ a: Int, _ b: Int) -> Bool { Double(abs(a - b)) <= delta }
    return isNear(a.x, b.x) && isNear(a.y, b.y) && isNear(a.x + a.width, b.x + b.width)
        && isNear(a.y + a.height, b.y + b.height)
}
