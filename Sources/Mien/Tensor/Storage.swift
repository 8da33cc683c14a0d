import MienKernels
import Synchronization

/// A tensor's memory: a buffer from the allocator, shared by all tensors that view it.
///
/// It is written only while one tensor alone refers to it (or before any other sees it), hence Sendable.
package final class Storage: @unchecked Sendable {
    package let elementType: ElementType
    /// The number of elements.
    package let count: Int
    package let pointer: UnsafeMutableRawPointer

    /// Memory for `count` elements, not cleared.
    package init(_ elementType: ElementType, count: Int) {
        self.elementType = elementType
        self.count = count
        pointer = Allocator.shared.allocate(count * elementType.byteCount)
    }

    // MARK: - What was made of the elements

    /// A weight in the order of its kernels, while the elements stay as they are.
    private struct Packed {
        let key: PackingKey
        let tensor: Tensor
    }

    private let packed = Mutex<Packed?>(nil)

    /// What `make` returned when it was last asked for with this key, if no element has changed since.
    func packed(_ key: PackingKey, _ make: () -> Tensor) -> Tensor {
        if let known = packed.withLock({ $0?.key == key ? $0?.tensor : nil }) { return known }
        let tensor = make()
        packed.withLock { $0 = Packed(key: key, tensor: tensor) }
        return tensor
    }

    /// To be called before elements change.
    func forgetPacked() { packed.withLock { $0 = nil } }

    deinit { Allocator.shared.release(pointer, count * elementType.byteCount) }
}

/// What a packed weight depends on besides the elements.
struct PackingKey: Hashable {
    let shape: [Int]
    let packing: WeightPacking
}
