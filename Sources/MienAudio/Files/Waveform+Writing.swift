import CSndfile
import Mien

extension Waveform {
    /// How the samples of a file are stored.
    public enum Encoding: Sendable {
        /// Whole numbers of 16 bits, rounded; what lies beyond −1…1 is brought to the nearer end.
        case pcm16
        /// The samples as they are; WAV only.
        case float
    }

    /// Writes a WAV or FLAC file, as the extension says.
    ///
    /// It is written beside its place and then renamed, so that there is never half a file. A file of 16 bits that is read and
    /// written holds the same samples again.
    ///
    /// - Throws: ``AudioError``; also for a waveform without samples and for one with a sample that is infinite or no number,
    ///   since such files are not read.
    public func write(to path: String, as encoding: Encoding = .pcm16) throws(AudioError) {
        let format = try AudioFormat(extensionOf: path)
        if let bad = firstNotFinite(samples) {
            throw .notFinite(file: path, seconds: Double(bad) / Double(sampleRate))
        }
        let bytes: [UInt8]
        do {
            bytes = try encoded(format, encoding)
        } catch {
            throw .notEncodable(file: path, format: format, reason: error.reason)
        }
        do {
            try AtomicFile.write(bytes, to: path)
        } catch {
            throw .unwritable(file: path, reason: error.reason)
        }
    }

    private struct EncodingFailure: Error { let reason: String }

    private func encoded(_ format: AudioFormat, _ encoding: Encoding) throws(EncodingFailure) -> [UInt8] {
        if samples.isEmpty { throw EncodingFailure(reason: "the waveform has no samples") }
        if format == .flac && encoding == .float { throw EncodingFailure(reason: "it holds whole numbers only") }
        let memory = MemoryFile()
        var (info, functions) = (SF_INFO(), MemoryFile.functions)
        (info.samplerate, info.channels) = (Int32(clamping: sampleRate), 1)
        let container = format == .wav ? SF_FORMAT_WAV : SF_FORMAT_FLAC
        info.format = Int32(container | (encoding == .float ? SF_FORMAT_FLOAT : SF_FORMAT_PCM_16))
        // libsndfile holds the memory's address until the file is closed.
        return try withExtendedLifetime(memory) { () throws(EncodingFailure) in
            let user = Unmanaged.passUnretained(memory).toOpaque()
            guard let encoder = sf_open_virtual(&functions, Int32(SFM_WRITE), &info, user) else {
                throw EncodingFailure(reason: message(of: nil))
            }
            let count = sf_count_t(samples.count)
            let written =
                encoding == .float
                ? sf_writef_float(encoder, samples, count) : sf_writef_short(encoder, sixteenBit, count)
            let reason = message(of: encoder)
            guard sf_close(encoder) == 0, written == count else { throw EncodingFailure(reason: reason) }
            return memory.bytes
        }
    }

    /// libsndfile itself would cut off instead of rounding, and begin anew beyond the ends.
    private var sixteenBit: [Int16] {
        samples.map { Int16(max(-32_768, min(32_767, ($0 * 32_768).rounded()))) }
    }
}

/// A file in memory, for libsndfile to write to.
private final class MemoryFile {
    private(set) var bytes: [UInt8] = []
    private var position = 0

    static var functions: SF_VIRTUAL_IO {
        SF_VIRTUAL_IO(
            get_filelen: { sf_count_t(MemoryFile.of($0).bytes.count) },
            seek: { MemoryFile.of($2).seek(Int($0), $1) },
            read: { _, _, _ in 0 },
            write: { MemoryFile.of($2).write($0, Int($1)) },
            tell: { sf_count_t(MemoryFile.of($0).position) })
    }

    private static func of(_ user: UnsafeMutableRawPointer?) -> MemoryFile {
        guard let user else { stop("MemoryFile: libsndfile has lost its place") }
        return Unmanaged<MemoryFile>.fromOpaque(user).takeUnretainedValue()
    }

    private func seek(_ offset: Int, _ whence: Int32) -> sf_count_t {
        let origin = [Int(SF_SEEK_SET): 0, Int(SF_SEEK_CUR): position, Int(SF_SEEK_END): bytes.count][Int(whence)] ?? 0
        position = max(0, min(bytes.count, origin + offset))
        return sf_count_t(position)
    }

    /// Writes over what there is, and beyond it.
    private func write(_ source: UnsafeRawPointer?, _ count: Int) -> sf_count_t {
        let source = UnsafeRawBufferPointer(start: source, count: count)
        let end = min(bytes.count, position + count)
        bytes.replaceSubrange(position..<end, with: source)
        position += count
        return sf_count_t(count)
    }
}
