import ArgumentParser
import FER2013
import FaceExpression
import Mien
import MienCharts
import MienImage
import MienTraining

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// How the program ended, by the numbers of sysexits(3).
enum ExitStatus: Int32 {
    case usage = 64
    case badData = 65
    case noSuchFile = 66
    case fault = 70
    case cannotWrite = 74
    case interrupted = 130
}

/// Says what went wrong in one line of standard error, or in the parser's own form, and ends with the status.
func end(with error: any Error) -> Never {
    guard let failure = error as? any Failure else { MienCommand.exit(withError: error) }
    printError("mien: \(failure)")
    let status: ExitStatus =
        switch failure.kind {
        case .usage: .usage
        case .badData: .badData
        case .notFound: .noSuchFile
        case .cannotWrite: .cannotWrite
        case .interrupted: .interrupted
        case .fault: .fault
        }
    exit(status.rawValue)
}

/// Prints a line to standard error.
func printError(_ line: String) {
    let bytes = Array((line + "\n").utf8)
    _ = write(STDERR_FILENO, bytes, bytes.count)
}
