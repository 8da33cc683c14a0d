#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Prints text and a line's end to standard output. Unlike `print` it tells if that cannot be written, as to a full disk.
func printOutput(_ text: String) throws(CommandError) {
    try write(text + "\n", to: STDOUT_FILENO, named: "standard output")
}

/// Prints one line to standard error. What would end the line or steer the terminal, as a file's name may, becomes a dot.
func printError(_ line: String) {
    let isControl = { (scalar: Unicode.Scalar) in scalar.properties.generalCategory == .control }
    let printable = String(String.UnicodeScalarView(line.unicodeScalars.map { isControl($0) ? "·" : $0 }))
    // If not even this can be written, there is nobody to tell.
    try? write(printable + "\n", to: STDERR_FILENO, named: "standard error")
}

/// Writes all of `text` to an open file.
func write(_ text: String, to file: CInt, named name: String) throws(CommandError) {
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
        let written = Array(rest).withUnsafeBytes { write(file, $0.baseAddress, $0.count) }
        if written < 0 && errno == EINTR { continue }
        guard written >= 0 else { throw .cannotWrite(name, reason: String(cString: strerror(errno))) }
        rest = rest.dropFirst(written)
    }
}
