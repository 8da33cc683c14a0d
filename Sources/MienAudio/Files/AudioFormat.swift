import CSndfile

/// A file format that ``AudioFile`` reads.
public enum AudioFormat: String, Equatable, Sendable {
    case wav = "WAV"
    case flac = "FLAC"
    /// With Vorbis, Opus or FLAC within.
    case ogg = "Ogg"
    case mp3 = "MP3"

    /// The format of a file's content; its name plays no part. libsndfile knows many more, some by so weak a mark that text
    /// passes for them.
    ///
    /// - Parameter beginning: the first bytes of the file, a few hundred.
    init(recognizing beginning: [UInt8], name: String) throws(AudioError) {
        if beginning.isEmpty { throw .emptyFile(file: name) }
        let isWave = beginning.dropFirst(8).starts(with: "WAVE".utf8)
        let first = beginning.prefix(4)
        if isWave && ["RIFF", "RIFX", "RF64"].contains(where: { first.elementsEqual($0.utf8) }) {
            self = .wav
        } else if first.elementsEqual("fLaC".utf8) {
            self = .flac
        } else if first.elementsEqual("OggS".utf8) {
            self = .ogg
        } else if first.starts(with: "ID3".utf8) || Self.isMPEGFrame(first) {
            self = .mp3
        } else {
            throw .unknownFormat(file: name, found: Self.guess(at: beginning))
        }
    }

    /// The format that libsndfile has found.
    init?(_ code: Int32) {
        switch Int(code) & SF_FORMAT_TYPEMASK {
        case SF_FORMAT_WAV, SF_FORMAT_WAVEX, SF_FORMAT_RF64: self = .wav
        case SF_FORMAT_FLAC: self = .flac
        case SF_FORMAT_OGG: self = .ogg
        case SF_FORMAT_MPEG: self = .mp3
        default: return nil
        }
    }

    /// The format that a file's name asks for, of those that are written.
    init(extensionOf path: String) throws(AudioError) {
        let name = path.split(separator: "/").last ?? ""
        switch name.split(separator: ".", omittingEmptySubsequences: false).dropFirst().last?.lowercased() {
        case "wav": self = .wav
        case "flac": self = .flac
        default: throw .unknownExtension(file: path)
        }
    }

    /// Whether the bytes are the header of an MPEG audio frame: eleven ones, then version, layer, bit rate and sample rate, each
    /// with a value that is forbidden.
    private static func isMPEGFrame(_ bytes: ArraySlice<UInt8>) -> Bool {
        guard bytes.count == 4, bytes[0] == 0xFF, bytes[1] & 0xE0 == 0xE0 else { return false }
        let (version, layer) = (bytes[1] >> 3 & 3, bytes[1] >> 1 & 3)
        let (bitRate, sampleRate) = (bytes[2] >> 4, bytes[2] >> 2 & 3)
        return version != 1 && layer != 0 && bitRate != 15 && sampleRate != 3
    }

    /// What a file of no known format looks like, in words.
    private static func guess(at beginning: [UInt8]) -> String {
        for (start, name) in foreign where beginning.starts(with: start.utf8) { return name }
        if beginning.dropFirst(4).starts(with: "ftyp".utf8) { return "an MPEG-4 sound (AAC) or a film" }
        // No byte from 0xF5 on occurs in UTF-8.
        if beginning.allSatisfy({ (0x20..<0xF5).contains($0) && $0 != 0x7F || [0x09, 0x0A, 0x0C, 0x0D].contains($0) }) {
            let line = beginning.prefix(32).prefix { (0x20..<0x7F).contains($0) }
            return "text (“\(String(decoding: line, as: UTF8.self))”)"
        }
        let digits = beginning.prefix(8).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }
        return "something unknown (bytes \(digits.joined(separator: " ")))"
    }

    private static let foreign = [
        ("FORM", "an AIFF sound"), (".snd", "a Sun sound"), ("caff", "a Core Audio sound"), ("MThd", "MIDI notes"),
        ("\u{1A}E\u{DF}\u{A3}", "a Matroska film"), ("RIFF", "an AVI film or a WebP image"), ("#!AMR", "an AMR sound"),
        ("\u{89}PNG", "a PNG image"), ("%PDF", "a PDF document"), ("PK\u{3}\u{4}", "a ZIP archive"),
    ]
}
