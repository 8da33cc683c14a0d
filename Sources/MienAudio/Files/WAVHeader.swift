/// What a WAV file's header says of its samples: libsndfile does not tell when they are fewer than promised.
struct WAVHeader {
    /// Bytes that the `data` chunk claims; nil where the writer did not know them, because it wrote to a pipe.
    let claimedBytes: Int?
    /// Bytes between the chunk's beginning and the file's end.
    let presentBytes: Int

    var isCutShort: Bool { presentBytes < claimedBytes ?? 0 }

    /// Finds the `data` chunk; nil where there is none among the first thousand.
    init?(_ file: borrowing RegularFile) throws(AudioError) {
        let isBigEndian = try file.bytes(at: 0, count: 4).elementsEqual("RIFX".utf8)
        var start = 12
        for _ in 0..<1000 {
            let header = try file.bytes(at: start, count: 8)
            guard header.count == 8 else { return nil }
            let digits = isBigEndian ? Array(header[4...]) : header[4...].reversed()
            let size = digits.reduce(0) { $0 << 8 | Int($1) }
            start += 8
            if header.starts(with: "data".utf8) {
                // ffmpeg writes 0xFFFF_FFFF to a pipe, as RF64 has it here too, and SoX a little less than 0x8000_0000.
                let isUnknown = size == 0xFFFF_FFFF || (0x7FFF_F000...0x8000_0000).contains(size)
                claimedBytes = isUnknown ? nil : size
                presentBytes = max(0, file.byteCount - start)
                return
            }
            start += size + size % 2
        }
        return nil
    }
}
