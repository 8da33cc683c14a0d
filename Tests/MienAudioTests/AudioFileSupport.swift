import Foundation
import MienAudio
import Testing

/// The error that the body throws; nil where it throws none.
func audioError(_ body: () throws(AudioError) -> some Any) -> AudioError? {
    do throws(AudioError) {
        _ = try body()
        return nil
    } catch {
        return error
    }
}

func readingError(_ path: String) -> AudioError? {
    audioError { () throws(AudioError) in try Waveform(contentsOf: path) }
}

/// Writes `bytes` to `folder/name` and gives the path.
func store(_ bytes: [UInt8], _ name: String, in folder: String) throws -> String {
    let path = "\(folder)/\(name)"
    try Data(bytes).write(to: URL(fileURLWithPath: path))
    return path
}

/// A WAV file written byte by byte, so that it can claim anything.
struct WAVBytes {
    var encoding: UInt16 = 1
    var channels: UInt16 = 1
    var rate: UInt32 = 16_000
    var bits: UInt16 = 16
    var data: [UInt8] = []
    /// What the header says instead of the true size.
    var claimedSize: UInt32?

    init(_ samples: [Int16]) { data = samples.flatMap { little(UInt16(bitPattern: $0)) } }

    init(floats: [Float]) {
        (encoding, bits) = (3, 32)
        data = floats.flatMap { little($0.bitPattern) }
    }

    var header: [UInt8] {
        let frame = UInt32(channels) * UInt32(bits) / 8
        let size = claimedSize ?? UInt32(data.count)
        let format = little(encoding) + little(channels) + little(rate) + little(rate &* frame)
        return Array("RIFF".utf8) + little(36 &+ size) + Array("WAVEfmt ".utf8) + little(UInt32(16)) + format
            + little(UInt16(truncatingIfNeeded: frame)) + little(bits) + Array("data".utf8) + little(size)
    }

    var bytes: [UInt8] { header + data }
}

private func little(_ number: some FixedWidthInteger) -> [UInt8] {
    withUnsafeBytes(of: number.littleEndian) { Array($0) }
}
