/// What may stand between the brackets of a tensor, for one axis.
///
/// An `Int` picks one place and drops the axis; a range keeps a part of it; ``by(_:)`` adds a step; `0...` takes all.
/// Negative places count from the end.
public protocol TensorIndex {
    /// The part of an axis of `length` places.
    func selection(of length: Int) -> AxisSelection
}

/// A part of an axis: `count` places from `start` on, `step` apart.
public struct AxisSelection: Sendable, Equatable {
    public var start: Int
    public var count: Int
    public var step: Int
    /// Whether the axis goes away, as for a single place.
    public var isDropped: Bool

    public init(start: Int, count: Int, step: Int = 1, isDropped: Bool = false) {
        (self.start, self.count, self.step, self.isDropped) = (start, count, step, isDropped)
    }

    fileprivate init(from lower: Int, to upper: Int, of length: Int) {
        let start = lower < 0 ? lower + length : lower
        let end = upper < 0 ? upper + length : upper
        require(
            start >= 0 && start <= end && end <= length,
            "subscript: the range \(lower) ..< \(upper) does not lie within an axis of length \(length)")
        self.init(start: start, count: end - start)
    }
}

extension Int: TensorIndex {
    public func selection(of length: Int) -> AxisSelection {
        let place = self < 0 ? self + length : self
        require(place >= 0 && place < length, "subscript: place \(self) does not exist on an axis of length \(length)")
        return AxisSelection(start: place, count: 1, isDropped: true)
    }
}

extension Range<Int>: TensorIndex {
    public func selection(of length: Int) -> AxisSelection {
        AxisSelection(from: lowerBound, to: upperBound, of: length)
    }
}

extension ClosedRange<Int>: TensorIndex {
    public func selection(of length: Int) -> AxisSelection {
        AxisSelection(from: lowerBound, to: upperBound == -1 ? length : upperBound + 1, of: length)
    }
}

extension PartialRangeFrom<Int>: TensorIndex {
    public func selection(of length: Int) -> AxisSelection { AxisSelection(from: lowerBound, to: length, of: length) }
}

extension PartialRangeUpTo<Int>: TensorIndex {
    public func selection(of length: Int) -> AxisSelection { AxisSelection(from: 0, to: upperBound, of: length) }
}

extension PartialRangeThrough<Int>: TensorIndex {
    public func selection(of length: Int) -> AxisSelection {
        AxisSelection(from: 0, to: upperBound == -1 ? length : upperBound + 1, of: length)
    }
}

/// A range with a step; see ``TensorIndex/by(_:)``.
public struct SteppedIndex: TensorIndex {
    let base: any TensorIndex
    let step: Int

    public func selection(of length: Int) -> AxisSelection {
        require(step != 0, "by: the step must not be zero")
        let base = base.selection(of: length)
        let count = (base.count + abs(step) - 1) / abs(step)
        let last = base.start + (base.count - 1) * base.step
        return AxisSelection(
            start: step > 0 || count == 0 ? base.start : last, count: count, step: step * base.step,
            isDropped: base.isDropped)
    }
}

extension TensorIndex {
    /// Every `step`-th place of the range; a negative step begins at its end.
    ///
    /// ```swift
    /// x[(0...).by(2)]      // rows 0, 2, 4, …
    /// x[(0...).by(-1)]     // all rows, the last one first
    /// ```
    public func by(_ step: Int) -> SteppedIndex { SteppedIndex(base: self, step: step) }
}

/// Whole axes: as many as the other indices leave over.
public struct EllipsisIndex: TensorIndex {
    public func selection(of length: Int) -> AxisSelection { AxisSelection(from: 0, to: length, of: length) }
}

extension TensorIndex where Self == EllipsisIndex {
    /// All axes for which there is no other index.
    public static var ellipsis: EllipsisIndex { EllipsisIndex() }
}

extension Tensor {
    /// A part of the tensor, as a view; axes without an index are taken whole.
    ///
    /// ```swift
    /// x[0]                 // the first row
    /// x[0..., 1..<3]       // columns 1 and 2
    /// x[-1, (0...).by(2)]  // every second element of the last row
    /// x[-3 ... -1]         // the last three rows
    /// x[.ellipsis, 0]      // the first place of the last axis
    /// x[0..., 1] = column  // changes the part; neither tensor may be on the tape
    /// ```
    public subscript(indices: any TensorIndex...) -> Tensor {
        get { selecting(indices) }
        set {
            require(
                newValue.node == nil,
                "subscript: a tensor on the tape cannot be written into another, its gradient would be lost; "
                    + "join tensors with `concatenate` or `select`")
            makeUnique()
            let target = selecting(indices)
            target.assign(newValue.cast(to: elementType))
        }
    }

    private func selecting(_ indices: [any TensorIndex]) -> Tensor {
        let indices = forEachAxis(indices)
        let origin = (shape: shape, elementType: elementType)
        return record("subscript", self) { x in
            (
                x.slice(indices),
                { g in
                    var gradient = Tensor.zeros(origin.shape, origin.elementType)
                    gradient.setSlice(indices, to: g)
                    return gradient
                }
            )
        }
    }

    /// Indices for the first axes or for all: an ellipsis gives way to as many as are missing.
    private func forEachAxis(_ indices: [any TensorIndex]) -> [any TensorIndex] {
        let places = indices.indices.filter { indices[$0] is EllipsisIndex }
        let count = indices.count - places.count
        require(count <= rank, "subscript: \(count) indices for shape \(shape), which has \(rank) axes")
        require(places.count <= 1, "subscript: one ellipsis at most is expected, found \(places.count)")
        guard let place = places.first else { return indices }
        let whole = [any TensorIndex](repeating: .ellipsis, count: rank - count)
        return indices[..<place] + whole + indices[(place + 1)...]
    }

    private mutating func setSlice(_ indices: [any TensorIndex], to value: Tensor) {
        slice(indices).assign(value)
    }

    private func slice(_ indices: [any TensorIndex]) -> Tensor {
        var place = offset
        var (lengths, steps): ([Int], [Int]) = ([], [])
        for axis in 0..<rank {
            guard axis < indices.count else {
                lengths.append(shape[axis])
                steps.append(strides[axis])
                continue
            }
            let part = indices[axis].selection(of: shape[axis])
            place += part.start * strides[axis]
            if !part.isDropped {
                lengths.append(part.count)
                steps.append(part.step * strides[axis])
            }
        }
        return view(lengths, strides: steps, offset: place)
    }
}
