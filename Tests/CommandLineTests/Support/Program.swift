import Foundation
import Synchronization
import Testing

/// The built program `mien` as a child of the tests, started as a user starts it.
final class Program: Sendable {
    /// How a program ended.
    enum Ending: Equatable {
        case exit(Int32)
        case signal(Int32)
    }

    /// What came of a program.
    struct Outcome {
        let ending: Ending
        let output: String
        let error: String

        /// The lines of standard error.
        var errorLines: [Substring] { error.split(separator: "\n", omittingEmptySubsequences: false).dropLast() }
    }

    private let process: Process
    private let output: Collector
    private let error: Collector

    /// Starts the program.
    ///
    /// - Parameters:
    ///   - arguments: of `mien`.
    ///   - folder: the working folder.
    ///   - environment: added to that of the tests; `MIEN_THREADS` is 1 unless it stands here.
    ///   - script: runs the program as `"$0" "$@"` in a shell; by default there is no shell.
    init(
        _ arguments: [String], in folder: String, environment: [String: String] = [:], script: String? = nil
    ) throws {
        let program = try Self.path
        process = Process()
        process.executableURL = URL(fileURLWithPath: script == nil ? program : "/bin/sh")
        process.arguments = (script.map { ["-c", $0, program] } ?? []) + arguments
        process.currentDirectoryURL = URL(fileURLWithPath: folder)
        process.environment = ProcessInfo.processInfo.environment.merging(["MIEN_THREADS": "1"]) { $1 }
            .merging(environment) { $1 }
        let (output, error) = (Pipe(), Pipe())
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = output
        process.standardError = error
        try process.run()
        self.output = Collector(output.fileHandleForReading)
        self.error = Collector(error.fileHandleForReading)
    }

    /// Runs the program to its end.
    static func run(
        _ arguments: [String], in folder: String, environment: [String: String] = [:], script: String? = nil
    ) throws -> Outcome {
        try Program(arguments, in: folder, environment: environment, script: script).finish()
    }

    /// Waits for the end; a program that takes minutes is killed.
    func finish() -> Outcome {
        let limit = ContinuousClock.now + .seconds(600)
        while process.isRunning {
            if ContinuousClock.now > limit {
                Issue.record("mien \(process.arguments ?? []) does not end")
                send(SIGKILL)
                break
            }
            usleep(2_000)
        }
        process.waitUntilExit()
        let status = process.terminationStatus
        return Outcome(
            ending: process.terminationReason == .exit ? .exit(status) : .signal(status), output: output.all,
            error: error.all)
    }

    /// Waits until standard error holds `text`, or the program has ended.
    func waitForError(_ text: String) {
        while process.isRunning && !error.soFar.contains(text) { usleep(2_000) }
    }

    /// Waits until the program answers a signal itself, or has ended.
    func waitForHandler(of signal: Int32) {
        let status = URL(fileURLWithPath: "/proc/\(process.processIdentifier)/status")
        while process.isRunning, let text = try? String(contentsOf: status, encoding: .utf8) {
            let caught = text.split(separator: "\n").first { $0.hasPrefix("SigCgt:") }?.dropFirst(8) ?? ""
            if (UInt64(caught, radix: 16) ?? 0) >> UInt64(signal - 1) & 1 == 1 { return }
            usleep(2_000)
        }
    }

    func send(_ signal: Int32) { kill(process.processIdentifier, signal) }

    /// Beside the bundle of the tests.
    private static var path: String {
        get throws {
            let tests = try #require(Bundle.main.executableURL)
            return tests.deletingLastPathComponent().appending(path: "mien").path
        }
    }
}

/// Reads a pipe to its end on a thread of its own, so that the writer never waits.
private final class Collector: Sendable {
    private let bytes = Mutex(Data())
    private let end = DispatchSemaphore(value: 0)

    init(_ pipe: FileHandle) {
        Thread.detachNewThread { [self] in
            while case let piece = pipe.availableData, !piece.isEmpty { bytes.withLock { $0.append(piece) } }
            end.signal()
        }
    }

    var soFar: String { String(decoding: bytes.withLock { $0 }, as: UTF8.self) }

    /// Once the writer has ended.
    var all: String {
        end.wait()
        end.signal()
        return soFar
    }
}
