#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Numbers too near to zero for all their digits (in single precision below 2⁻¹²⁶) are taken for zero on all threads that
/// compute for Mien.
///
/// A processor is up to a hundred times slower with them, and dying gradients and running means are full of them. All
/// threads must agree: who takes a block is left to chance, and results have the same bits whoever does.
enum Denormals {
    private static let key: pthread_key_t = {
        var key = pthread_key_t()
        pthread_key_create(&key, nil)
        return key
    }()

    /// Sets the calling thread's mode, once in its life: asking the processor each time would take longer than a small
    /// operation.
    @inline(__always)
    static func flush() {
        if pthread_getspecific(key) == nil { setMode() }
    }

    @inline(never)
    private static func setMode() {
        var environment = fenv_t()
        fegetenv(&environment)
        #if arch(x86_64)
            // Results that are denormal become zero (bit 15), and so do operands (bit 6).
            environment.__mxcsr |= 0x8040
        #elseif arch(arm64)
            environment.__fpcr |= 1 << 24
        #endif
        fesetenv(&environment)
        pthread_setspecific(key, UnsafeRawPointer(bitPattern: 1))
    }
}
