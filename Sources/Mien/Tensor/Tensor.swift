import MienKernels

/// An n-dimensional array of numbers.
///
/// ```swift
/// let x = Tensor([[1, 2, 3], [4, 5, 6]])          // float32, shape [2, 3]
/// let y = (x - x.mean(axes: 0)) * 2               // broadcasts as NumPy does
/// y[0..., 1]                                      // the second column, a view
/// ```
///
/// A tensor is a value: changing one never changes another. Views (slices, transposes, broadcasts) share memory until one
/// of them is changed. The element type is known at run time. A tensor that takes part in differentiation refers to its
/// node on the tape (see ``valueAndGradients(of:_:)``).
///
/// Shapes that do not fit each other are programmer errors and stop the program with both shapes and the layer's path.
public struct Tensor: Sendable {
    package var storage: Storage
    /// The length of each axis; empty for a scalar.
    public let shape: [Int]
    /// The distance in elements between neighbours along each axis; zero along a broadcast one.
    package let strides: [Int]
    /// The place of the first element in the storage.
    package let offset: Int
    /// Where the tensor stands on the tape; nil for one that does not take part in differentiation.
    package let node: Node?

    package init(storage: Storage, shape: [Int], strides: [Int], offset: Int, node: Node? = nil) {
        self.storage = storage
        self.shape = shape
        self.strides = strides
        self.offset = offset
        self.node = node
    }

    /// A new tensor whose elements are not set yet.
    package init(uninitialized shape: [Int], _ elementType: ElementType) {
        require(shape.allSatisfy { $0 >= 0 }, "Tensor: a shape has no negative length, found \(shape)")
        self.init(
            storage: Storage(elementType, count: shape.product), shape: shape, strides: rowMajorStrides(shape),
            offset: 0)
    }

    /// The number of axes.
    public var rank: Int { shape.count }

    /// The number of elements.
    public var count: Int { shape.product }

    public var isEmpty: Bool { shape.contains(0) }

    public var elementType: ElementType { storage.elementType }

    /// The same elements without their place on the tape.
    package var untracked: Tensor {
        node == nil ? self : Tensor(storage: storage, shape: shape, strides: strides, offset: offset)
    }

    func tracked(by node: Node?) -> Tensor {
        Tensor(storage: storage, shape: shape, strides: strides, offset: offset, node: node)
    }

    /// Whether the elements lie one after the other in row-major order.
    package var isContiguous: Bool {
        var expected = 1
        for axis in shape.indices.reversed() where shape[axis] != 1 {
            if strides[axis] != expected { return isEmpty }
            expected *= shape[axis]
        }
        return true
    }

    /// The same elements in row-major order without gaps: itself if they are, else a copy. Not tracked.
    package var contiguous: Tensor { isContiguous ? untracked : copied() }

    /// A copy with memory of its own, in row-major order. Not tracked.
    package func copied() -> Tensor {
        let result = Tensor(uninitialized: shape, elementType)
        result.assign(self)
        return result
    }
}

extension Collection<Int> {
    /// The product of all lengths; one for a scalar's shape.
    var product: Int { reduce(1, *) }
}

/// The strides of a row-major tensor without gaps.
func rowMajorStrides(_ shape: [Int]) -> [Int] {
    var strides = shape
    var step = 1
    for axis in shape.indices.reversed() {
        strides[axis] = step
        step *= shape[axis]
    }
    return strides
}

extension Tensor {
    /// The axis from 0 to rank − 1 that `axis` names; negative ones count from the end.
    func resolved(_ axis: Int, in operation: String) -> Int {
        let resolved = axis < 0 ? axis + rank : axis
        require(
            resolved >= 0 && resolved < rank,
            "\(operation): axis \(axis) does not exist in shape \(shape); use \(-rank) ..< \(rank)")
        return resolved
    }
}
