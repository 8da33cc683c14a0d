import FoundationEssentials
import Mien
import MienTraining

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Throws if a file cannot be written at `path`. Called before long work, which would be lost.
func checkWritable(_ path: String) throws(CommandError) {
    if Files.isFolder(path) { throw .cannotWrite(path, reason: "it is a folder") }
    if let reason = Files.obstacle(toFileAt: path) { throw .cannotWrite(path, reason: reason) }
}

/// Writes a result to a file, whole or not at all; into a device, a pipe or what a link leads to as it comes.
func store(_ text: String, at path: String) throws(CommandError) {
    if isSpecial(path) {
        let file = open(path, O_WRONLY | O_CLOEXEC)
        guard file >= 0 else { throw .cannotWrite(path, reason: String(cString: strerror(errno))) }
        defer { close(file) }
        return try mien.write(text, to: file, named: path)
    }
    do throws(AtomicFile.Failure) {
        try AtomicFile.write(text, to: path)
    } catch {
        throw .cannotWrite(path, reason: error.reason)
    }
}

/// Whether `path` is a device, a pipe or a link, which must not be replaced by a file.
private func isSpecial(_ path: String) -> Bool {
    var status = stat()
    return lstat(path, &status) == 0 && status.st_mode & S_IFMT != S_IFREG
}
