import Mien

/// What can go wrong with sound from outside, and with the files it is written to.
public enum AudioError: Error, Equatable {
    // MARK: Reading
    case missingFile(file: String)
    case folder(file: String)
    /// A device, pipe or socket.
    case specialFile(file: String)
    case unreadable(file: String, reason: String)
    case emptyFile(file: String)
    /// Neither WAV nor FLAC, Ogg or MP3; `found` names what it looks like.
    case unknownFormat(file: String, found: String)
    /// Altered, or of a kind that the decoder does not know; `reason` is the decoder's.
    case damaged(file: String, format: AudioFormat, reason: String)
    /// The header promises more than there is.
    case cutShort(file: String, seconds: Double, expected: Double)
    case noSamples(file: String)
    case unsupportedRate(file: String, rate: Int, limit: Int)
    /// A sample that is infinite or no number; `seconds` is the time of the first.
    case notFinite(file: String, seconds: Double)
    case tooLong(file: String, limit: Int)
    case beyondEnd(file: String, offset: Double, duration: Double)

    // MARK: Writing
    case unknownExtension(file: String)
    case notEncodable(file: String, format: AudioFormat, reason: String)
    case unwritable(file: String, reason: String)

    // MARK: Augmentation
    case invalidAugmentation(field: String, found: String, expected: String)
}

extension AudioError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .missingFile(let file):
            "\(file): no such file. Check the path."
        case .folder(let file):
            "\(file) is a folder where a recording is expected. Name a WAV, FLAC, Ogg or MP3 file."
        case .specialFile(let file):
            "\(file) is a device or a pipe where a recording is expected. Name a WAV, FLAC, Ogg or MP3 file."
        case .unreadable(let file, let reason):
            "\(file) cannot be read: \(reason). Check its permissions."
        case .emptyFile(let file):
            "\(file) is empty where a recording is expected. Copy or download it again."
        case .unknownFormat(let file, let found):
            "\(file) holds \(found) where a WAV, FLAC, Ogg or MP3 recording is expected. Convert it, or name another file."
        case .damaged(let file, let format, let reason):
            "\(file) is a damaged \(format.rawValue) recording: \(reason). Copy or download it again."
        case .cutShort(let file, let seconds, let expected):
            "\(file) ends after \(brief(seconds)) s where its header says \(brief(expected)) s. Copy or download it again."
        case .noSamples(let file):
            "\(file) has a header and no samples. Copy or download it again."
        case .unsupportedRate(let file, let rate, let limit):
            "\(file) claims \(rate) samples a second where 1 to \(limit) are expected. Copy or download it again."
        case .notFinite(let file, let seconds):
            "\(file): the sample at \(brief(seconds)) s is infinite or no number. Mend the recording, or leave it out."
        case .tooLong(let file, let limit):
            "\(file) has more than \(limit) samples, the most that are held at once. Read a part of it, or block by block."
        case .beyondEnd(let file, let offset, let duration):
            "\(file) lasts \(brief(duration)) s; nothing is left of it from \(brief(offset)) s on. Begin earlier."
        case .unknownExtension(let file):
            "\(file): the format to write is told from the extension. Name it .wav or .flac."
        case .notEncodable(let file, let format, let reason):
            "\(file) cannot be written as \(format.rawValue): \(reason)."
        case .unwritable(let file, let reason):
            "\(file) was not written: \(reason). Make room, or name another folder."
        case .invalidAugmentation(let field, let found, let expected):
            "Augmentation: \(field) is \(found) where \(expected) is expected. Correct it in the recipe."
        }
    }

    /// A number with as many digits as help a reader.
    private func brief(_ seconds: Double) -> String {
        let thousandths = (seconds * 1000).rounded() / 1000
        return thousandths == thousandths.rounded() && abs(thousandths) < 1e15
            ? "\(Int(thousandths))" : "\(thousandths)"
    }
}

extension AudioError: Failure {
    public var kind: FailureKind {
        switch self {
        case .missingFile: .notFound
        case .unwritable: .cannotWrite
        case .beyondEnd, .unknownExtension, .notEncodable, .invalidAugmentation: .usage
        case .folder, .specialFile, .unreadable, .emptyFile, .unknownFormat, .damaged, .cutShort, .noSamples,
            .unsupportedRate, .notFinite, .tooLong:
            .badData
        }
    }
}
