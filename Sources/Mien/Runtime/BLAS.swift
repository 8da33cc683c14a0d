import COpenBLAS

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// OpenBLAS, set up once: one thread, since Mien's own threads share out the work, and the best kernels.
package struct BLAS: Sendable, CustomStringConvertible {
    package static let shared = BLAS()

    package let description: String

    private init() {
        Self.retarget()
        openblas_set_num_threads(1)
        let configuration = String(cString: openblas_get_config())
        let version = configuration.split(separator: " ").prefix(2).joined(separator: " ")
        description = "\(version), \(String(cString: openblas_get_corename()))"
    }

    /// Chooses the AVX-512 kernels where the processor has them.
    ///
    /// OpenBLAS knows processors by their model and takes AVX2 kernels for those newer than itself: 93 instead of
    /// 195 GFLOP/s on a core. Its own variable decides at its start, which is over; so it is started again.
    private static func retarget() {
        guard getenv("OPENBLAS_CORETYPE") == nil, InstructionSet.avx512.isSupported,
            String(cString: openblas_get_corename()) != "SkylakeX",
            let process = dlopen(nil, RTLD_NOW),
            let quit = dlsym(process, "gotoblas_dynamic_quit"), let start = dlsym(process, "gotoblas_dynamic_init")
        else { return }
        typealias Function = @convention(c) () -> Void
        setenv("OPENBLAS_CORETYPE", "SKYLAKEX", 1)
        unsafeBitCast(quit, to: Function.self)()
        unsafeBitCast(start, to: Function.self)()
    }
}
