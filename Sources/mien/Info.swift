import ArgumentParser
import Mien

struct Info: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Print the version, and how Mien uses this machine.")

    func run() throws {
        print("Mien \(libraryVersion)")
        print("build: \(isOptimized ? "optimised" : "debug")")
        print("instruction set: \(Runtime.instructionSet)")
        print("matrix products: \(Runtime.matrixLibrary)")
        print("threads: \(Runtime.threads)")
        print("memory of tensors: \(Runtime.liveBytes) bytes live, \(Runtime.cachedBytes) kept for reuse")
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
