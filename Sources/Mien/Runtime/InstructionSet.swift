import MienKernels
import MienVectorKernels

#if MIEN_AVX2
    import MienVectorKernelsAVX2
#endif
#if MIEN_AVX512
    import MienVectorKernelsAVX512
#endif

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// The kernels for this machine.
package let kernels: any Kernels = InstructionSet.current.kernels

/// What Mien's kernels ask of the processor. All sets are in one program, which takes the highest that its machine has.
///
/// Results of different sets differ in their last digits.
public enum InstructionSet: String, CaseIterable, Comparable, Sendable, CustomStringConvertible {
    /// Every processor of the architecture: SSE2, or NEON.
    case baseline
    case avx2
    case avx512

    /// The sets that this program was built with and this machine has, the lowest first.
    public static let available = allCases.filter { $0.isBuilt && $0.isSupported }

    /// The set in use: the highest that is available, or the lower one that `MIEN_INSTRUCTION_SET` asks for. Where it asks
    /// for what there is not, a sentence on standard error says so.
    public static let current: InstructionSet = {
        let wish = getenv("MIEN_INSTRUCTION_SET").map { String(cString: $0) }
        let (set, complaint) = choose(wish, from: available)
        if let complaint {
            let line = "Mien: \(complaint) \(set.rawValue) is used.\n"
            _ = write(STDERR_FILENO, line, line.utf8.count)
        }
        return set
    }()

    /// The set to use, and what is wrong with the wish.
    package static func choose(
        _ wish: String?, from available: [InstructionSet]
    ) -> (set: InstructionSet, complaint: String?) {
        let highest = available.last ?? .baseline
        guard let wish, !wish.isEmpty else { return (highest, nil) }
        if let set = InstructionSet(rawValue: wish), available.contains(set) { return (set, nil) }
        let names = available.map(\.rawValue).joined(separator: ", ")
        return (
            highest, "MIEN_INSTRUCTION_SET is \(wish) in the environment; this program has on this machine: \(names)."
        )
    }

    public static func < (a: InstructionSet, b: InstructionSet) -> Bool { a.rank < b.rank }

    private var rank: Int {
        switch self {
        case .baseline: 0
        case .avx2: 1
        case .avx512: 2
        }
    }

    public var description: String {
        switch self {
        #if arch(arm64)
            case .baseline: "NEON"
        #else
            case .baseline: "baseline"
        #endif
        case .avx2: "AVX2"
        case .avx512: "AVX-512"
        }
    }

    // MARK: - In this program

    private var isBuilt: Bool {
        switch self {
        case .baseline: return true
        case .avx2:
            #if MIEN_AVX2
                return true
            #else
                return false
            #endif
        case .avx512:
            #if MIEN_AVX512
                return true
            #else
                return false
            #endif
        }
    }

    fileprivate var kernels: any Kernels {
        switch self {
        #if MIEN_AVX512
            case .avx512: return MienVectorKernelsAVX512.VectorKernels()
        #endif
        #if MIEN_AVX2
            case .avx2: return MienVectorKernelsAVX2.VectorKernels()
        #endif
        default: return MienVectorKernels.VectorKernels()
        }
    }

    // MARK: - On this machine

    /// Whether the processor has all that the compiler may use for this set: x86-64-v3 and -v4 as their standard says.
    var isSupported: Bool { requiredFlags.allSatisfy(Self.processorFlags.contains) }

    private var requiredFlags: [String] {
        let avx2 = ["avx", "avx2", "bmi1", "bmi2", "f16c", "fma", "abm", "movbe", "xsave"]
        switch self {
        case .baseline: return []
        case .avx2: return avx2
        case .avx512: return avx2 + ["avx512f", "avx512bw", "avx512cd", "avx512dq", "avx512vl"]
        }
    }

    /// What Linux says of the first processor; empty elsewhere.
    private static let processorFlags: Set<String> = {
        guard let file = fopen("/proc/cpuinfo", "r") else { return [] }
        defer { fclose(file) }
        var line = [CChar](repeating: 0, count: 16_384)
        while fgets(&line, Int32(line.count), file) != nil {
            guard strncmp(line, "flags", 5) == 0 else { continue }
            let text = String(decoding: line.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
            return Set(text.split(whereSeparator: { $0.isWhitespace }).map(String.init))
        }
        return []
    }()
}
