import Foundation
import Mien
import Synchronization

private let threadsInUse = Mutex(())

/// Runs `body` with Mien's work shared out to `count` threads; one such body at a time.
public func withThreads<Result: Sendable>(_ count: Int, _ body: () throws -> Result) rethrows -> Result {
    try threadsInUse.withLock { _ in
        let former = Runtime.threads
        Runtime.threads = count
        defer { Runtime.threads = former }
        return try body()
    }
}

/// Runs `body` with the path of a new folder, which is removed afterwards with all that is in it.
public func withTemporaryFolder<Result>(_ body: (String) throws -> Result) throws -> Result {
    let folder = FileManager.default.temporaryDirectory.appending(path: "mien-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    return try body(folder.path)
}

/// The path of real data, such as `gtzan/audio`, below `$MIEN_DATA`; nil where it is not at hand.
public func realData(_ name: String) -> String? {
    let package = URL(filePath: #filePath).appending(path: "../../..").standardizedFileURL
    let root = ProcessInfo.processInfo.environment["MIEN_DATA"] ?? package.appending(path: "../shared/data").path
    let path = URL(filePath: root).standardizedFileURL.appending(path: name).path
    return FileManager.default.fileExists(atPath: path) ? path : nil
}
