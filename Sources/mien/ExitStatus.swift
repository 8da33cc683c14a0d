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
    if let failure = error as? any Failure {
        printError("mien: \(failure)")
        exit(ExitStatus(failure.kind).rawValue)
    }
    // Help, which is no mistake, and wrong usage are the parser's to tell.
    if MienCommand.exitCode(for: error) != .failure { MienCommand.exit(withError: error) }
    printError("mien: A fault of Mien's own: \(error). Please report it with the command that you gave.")
    exit(ExitStatus.fault.rawValue)
}

extension ExitStatus {
    init(_ kind: FailureKind) {
        self =
            switch kind {
            case .usage: .usage
            case .badData: .badData
            case .notFound: .noSuchFile
            case .cannotWrite: .cannotWrite
            case .interrupted: .interrupted
            case .fault: .fault
            }
    }
}
