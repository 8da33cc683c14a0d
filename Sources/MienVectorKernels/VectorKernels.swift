import MienKernels

/// The kernels of one instruction set. The manifest compiles these sources once for each, with its flags.
package struct VectorKernels: Kernels, Sendable {
    package init() {}
}
