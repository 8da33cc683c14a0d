import FoundationEssentials
import Mien

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Files and folders with errors that name them.
package enum Files {
    // MARK: - Writing

    /// Replaces what `path` holds by `bytes` in one step.
    package static func store(_ bytes: [UInt8], at path: String) throws {
        do {
            try AtomicFile.write(bytes, to: path)
        } catch {
            throw TrainingError.cannotWrite(path: path, reason: error.reason)
        }
    }

    /// Writes `bytes` at position `length`, cutting off what the file holds beyond it. The file is made if need be.
    package static func append(_ bytes: [UInt8], to path: String, at length: Int) throws {
        let file = try descriptor(of: path, O_WRONLY | O_CREAT)
        defer { close(file) }
        let position = off_t(min(length, size(of: path) ?? 0))
        guard ftruncate(file, position) == 0, lseek(file, position, SEEK_SET) == position else {
            throw TrainingError.cannotWrite(path: path, reason: lastError)
        }
        try put(bytes, into: file, of: path)
    }

    private static func put(_ bytes: [UInt8], into file: CInt, of path: String) throws {
        var rest = bytes
        while !rest.isEmpty {
            let written = write(file, rest, rest.count)
            if written < 0 && errno == EINTR { continue }
            guard written > 0 else { throw TrainingError.cannotWrite(path: path, reason: lastError) }
            rest.removeFirst(written)
        }
    }

    /// Waits until a file or folder has arrived on the disk.
    package static func makeDurable(_ path: String) throws {
        let file = try descriptor(of: path, O_RDONLY)
        defer { close(file) }
        // Some file systems cannot do it for folders, and say so by EINVAL; there is no more to be had there.
        guard fsync(file) == 0 || errno == EINVAL else {
            throw TrainingError.cannotWrite(path: path, reason: lastError)
        }
    }

    package static func move(_ old: String, to new: String) throws {
        guard rename(old, new) == 0 else { throw TrainingError.cannotWrite(path: new, reason: lastError) }
    }

    /// Removes a file or a folder with all it holds, if it is there.
    package static func delete(_ path: String) throws {
        guard exists(path) else { return }
        do {
            try FileManager.default.removeItem(atPath: path)
        } catch {
            throw TrainingError.cannotWrite(path: path, reason: "it cannot be removed")
        }
    }

    /// Makes a folder and those above it, unless they are there.
    package static func makeFolder(_ path: String) throws {
        if isFolder(path) { return }
        if mkdir(path, 0o777) == 0 { return }
        if errno == ENOENT && folder(of: path) != path {
            try makeFolder(folder(of: path))
            if mkdir(path, 0o777) == 0 { return }
        }
        throw TrainingError.cannotWrite(path: path, reason: lastError)
    }

    /// Fills a new folder as a whole: `fill` writes into one beside it, which takes its place when all is there.
    ///
    /// - Parameters:
    ///   - path: a folder that does not exist yet or is empty.
    ///   - failure: makes the error of what the system refuses, from its reason.
    package static func fill<Failure: Error>(
        newFolder path: String, _ fill: (String) throws(Failure) -> Void, failure: (String) -> Failure
    ) throws(Failure) {
        var folder = path
        while folder.count > 1 && folder.hasSuffix("/") { folder.removeLast() }
        let partial = "\(folder).\(getpid())\(AtomicFile.partialSuffix)"
        do throws(Failure) {
            try fill(partial)
            guard rename(partial, folder) == 0 else { throw failure(lastError) }
        } catch {
            try? delete(partial)
            throw error
        }
    }

    /// Runs `body` with the path of a new folder, which is removed afterwards with all that is in it.
    package static func withTemporaryFolder<Result>(_ body: (String) throws -> Result) throws -> Result {
        let folder = FileManager.default.temporaryDirectory.appending(path: "mien-\(UUID().uuidString)").path
        try makeFolder(folder)
        defer { try? delete(folder) }
        return try body(folder)
    }

    /// What hinders a folder from being made at `path`, or from being written to where there is one; nil if nothing does.
    ///
    /// To tell of a mistake in a path before long work; nothing is made.
    package static func obstacle(toFolder path: String) -> String? {
        var place = path
        while !exists(place) && folder(of: place) != place { place = folder(of: place) }
        if !isFolder(place) { return String(cString: strerror(ENOTDIR)) }
        return access(place, W_OK | X_OK) == 0 ? nil : lastError
    }

    /// What hinders a file from being written at `path`; nil if nothing does.
    package static func obstacle(toFileAt path: String) -> String? {
        let folder = folder(of: path)
        return exists(folder) ? obstacle(toFolder: folder) : lastError
    }

    // MARK: - Reading

    package static func contents(of path: String) throws -> [UInt8] {
        guard exists(path) else { throw TrainingError.cannotRead(path: path, reason: "there is no such file") }
        guard let data = FileManager.default.contents(atPath: path) else {
            throw TrainingError.cannotRead(path: path, reason: "it is no file, or may not be read")
        }
        return Array(data)
    }

    package static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

    package static func isFolder(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }

    /// The size of a file in bytes; nil where there is none.
    package static func size(of path: String) -> Int? {
        var status = stat()
        return stat(path, &status) == 0 ? Int(status.st_size) : nil
    }

    /// The names of what a folder holds, by the alphabet; empty where there is no folder.
    package static func names(in folder: String) -> [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).sorted()
    }

    /// The folder that holds `path`.
    package static func folder(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    private static func descriptor(of path: String, _ flags: CInt) throws -> CInt {
        let file = open(path, flags | O_CLOEXEC, 0o666)
        guard file >= 0 else { throw TrainingError.cannotWrite(path: path, reason: lastError) }
        return file
    }

    /// What the system says of its last refusal.
    private static var lastError: String { String(cString: strerror(errno)) }
}
