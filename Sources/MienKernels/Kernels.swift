/// The loops that do the work, compiled for one instruction set.
///
/// Their sources are compiled once for each (`MienVectorKernels`, `MienVectorKernelsAVX2`, `MienVectorKernelsAVX512`), and
/// the program chooses when it starts. They know pointers only: no tensors, no threads, no memory of their own. Each call
/// is one block of work, which the caller has cut by shape alone, so that results have the same bits on any number of
/// threads. Pointers are not checked.
package protocol Kernels: Sendable, UnaryKernels, BinaryKernels, ActivationKernels, ReductionKernels, BatchNormKernels,
    StandardizationKernels, SoftmaxKernels, PoolKernels, MatrixKernels, ConvolutionKernels, DepthwiseKernels,
    RecurrentKernels, FourierKernels, SpectralKernels, ResamplingKernels, SignalKernels, RandomKernels,
    DetectionKernels, OptimizerKernels, AdaptiveOptimizerKernels
{}
