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

    deinit { Allocator.shared.release(pointer, count * elementType.byteCount) }
}
