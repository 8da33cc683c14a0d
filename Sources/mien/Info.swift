import ArgumentParser
import Mien

struct Info: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Print the version, and how Mien uses this machine.")

    func run() throws {
        let sets = InstructionSet.available.map(\.rawValue)
        try printOutput(
            """
            Mien \(libraryVersion)
            build: \(isOptimized ? "optimised" : "debug")
            instruction set: \(Runtime.instructionSet) (MIEN_INSTRUCTION_SET: \(sets.joined(separator: ", ")))
            convolutions: \(Runtime.isExact ? "direct (MIEN_EXACT=1)" : "3×3 by Winograd's method where it is faster (MIEN_EXACT=1: direct)")
            matrix products: \(Runtime.matrixLibrary)
            threads: \(Runtime.threads)
            memory of tensors: \(Runtime.liveBytes) bytes live, \(Runtime.cachedBytes) kept for reuse of at most \(Runtime.cacheLimit)
            """)
        if !isOptimized { printError("Warning: a debug build is many times slower. Build with -c release.") }
    }

    private var isOptimized: Bool {
        #if DEBUG
            false
        #else
            true
        #endif
    }
}
