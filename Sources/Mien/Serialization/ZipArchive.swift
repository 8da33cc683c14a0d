import CZlib

/// ZIP archives as NumPy uses them (PKWARE's APPNOTE 6.3): stored or deflated files, no encryption, not above 4 GiB.
enum ZipArchive {
    /// A file in an archive.
    struct Entry {
        let name: String
        fileprivate let isDeflated: Bool
        fileprivate let checksum: UInt32
        fileprivate let compressed: Int
        fileprivate let count: Int
        /// Of the local header, which stands before the file's bytes.
        fileprivate let start: Int
    }

    private static let localSignature: UInt32 = 0x0403_4B50
    private static let centralSignature: UInt32 = 0x0201_4B50
    private static let endSignature: UInt32 = 0x0605_4B50

    // MARK: - Reading

    /// The files that the archive's directory lists.
    static func entries(of file: borrowing InputFile) throws(SerializationError) -> [Entry] {
        guard file.byteCount >= 22 else { throw .tooShort(file: file.path, found: file.byteCount, expected: 22) }
        // The directory's end is last, but for a comment of at most 65,535 bytes.
        let tailCount = min(file.byteCount, 22 + 65_535)
        let tail = Fields(try file.read(at: file.byteCount - tailCount, count: tailCount))
        guard let end = (0...(tailCount - 22)).last(where: { tail.word($0) == endSignature }) else {
            throw .badHeader(file: file.path, reason: "it is no ZIP archive, or its end is missing")
        }
        let (count, size, start) = (tail.half(end + 10), Int(tail.word(end + 12)), Int(tail.word(end + 16)))
        guard count < 0xFFFF, start < 0xFFFF_FFFF else {
            throw .badHeader(file: file.path, reason: "it is a ZIP64 archive; save it as safetensors")
        }
        guard start + size <= file.byteCount - tailCount + end else {
            throw .badHeader(file: file.path, reason: "its directory lies beyond its end")
        }
        let entries = try directory(Fields(try file.read(at: start, count: size)), count, file: file.path)
        // Files that share their bytes would let a small archive grow without bounds.
        guard entries.reduce(0, { $0 + $1.compressed }) <= file.byteCount else {
            throw .badHeader(file: file.path, reason: "its files overlap")
        }
        return entries
    }

    private static func directory(
        _ fields: Fields, _ count: Int, file: String
    ) throws(SerializationError) -> [Entry] {
        var entries: [Entry] = []
        var place = 0
        for _ in 0..<count {
            guard place + 46 <= fields.count, fields.word(place) == centralSignature else {
                throw .badHeader(file: file, reason: "its directory ends after \(entries.count) of \(count) files")
            }
            let lengths = [28, 30, 32].map { fields.half(place + $0) }
            let end = place + 46 + lengths.reduce(0, +)
            guard end <= fields.count else {
                throw .badHeader(file: file, reason: "its directory ends after \(entries.count) of \(count) files")
            }
            let name = fields.text(place + 46, lengths[0])
            entries.append(try entry(name, fields, place, file: file))
            place = end
        }
        return entries
    }

    private static func entry(
        _ name: String, _ fields: Fields, _ place: Int, file: String
    ) throws(SerializationError) -> Entry {
        let (flags, method) = (fields.half(place + 8), fields.half(place + 10))
        guard flags & 1 == 0 else { throw .badTensor(file: file, name: name, reason: "it is encrypted") }
        guard method == 0 || method == 8 else {
            throw .badTensor(file: file, name: name, reason: "its compression, method \(method), is not known")
        }
        let (compressed, count) = (Int(fields.word(place + 20)), Int(fields.word(place + 24)))
        guard compressed < 0xFFFF_FFFF, count < 0xFFFF_FFFF else {
            throw .badTensor(file: file, name: name, reason: "it is larger than 4 GiB; save it as safetensors")
        }
        // Deflate makes of one byte 1,032 at most.
        guard method == 8 ? count <= 1032 * compressed : count == compressed else {
            throw .badTensor(file: file, name: name, reason: "\(compressed) bytes cannot hold \(count)")
        }
        return Entry(
            name: name, isDeflated: method == 8, checksum: fields.word(place + 16), compressed: compressed,
            count: count, start: Int(fields.word(place + 42)))
    }

    /// The bytes of one file.
    static func contents(of entry: Entry, in file: borrowing InputFile) throws(SerializationError) -> [UInt8] {
        let header = Fields(try file.read(at: entry.start, count: 30))
        guard header.word(0) == localSignature else {
            throw .badTensor(file: file.path, name: entry.name, reason: "it does not begin where the directory says")
        }
        let start = entry.start + 30 + header.half(26) + header.half(28)
        let stored = try file.read(at: start, count: entry.compressed)
        let bytes = entry.isDeflated ? inflated(stored, count: entry.count) : stored
        guard let bytes, checksum(bytes) == entry.checksum else {
            throw .badTensor(file: file.path, name: entry.name, reason: "its bytes do not have the checksum noted")
        }
        return bytes
    }

    /// What `stored` was before it was deflated; nil unless it is whole and was `count` bytes.
    private static func inflated(_ stored: [UInt8], count: Int) -> [UInt8]? {
        var bytes = [UInt8](repeating: 0, count: count)
        return mien_inflate(stored, UInt32(stored.count), &bytes, UInt32(count)) ? bytes : nil
    }

    private static func checksum(_ bytes: [UInt8]) -> UInt32 {
        mien_crc32(bytes, UInt32(bytes.count))
    }

    // MARK: - Writing

    /// An archive of files that are not compressed; nil if they do not fit into one.
    static func encoded(_ files: [(name: String, bytes: [UInt8])]) -> [UInt8]? {
        var (archive, directory): ([UInt8], [UInt8]) = ([], [])
        guard files.count < 0xFFFF, files.reduce(0, { $0 + $1.bytes.count + 200 }) < 0xFFFF_FFFF else { return nil }
        for (name, bytes) in files {
            let text = Array(name.utf8)
            guard text.count <= 0xFFFF else { return nil }
            // Version 2.0, names in UTF-8, stored, 1 January 1980: nothing of the day it is written on.
            let common =
                half(20) + half(0x800) + half(0) + half(0) + half(0x21) + word(checksum(bytes))
                + word(UInt32(bytes.count)) + word(UInt32(bytes.count)) + half(text.count) + half(0)
            directory +=
                word(centralSignature) + half(20) + common + half(0) + half(0) + half(0) + word(0)
                + word(UInt32(archive.count)) + text
            archive += word(localSignature) + common + text + bytes
        }
        let end =
            word(endSignature) + half(0) + half(0) + half(files.count) + half(files.count)
            + word(UInt32(directory.count)) + word(UInt32(archive.count)) + half(0)
        return archive + directory + end
    }

    private static func half(_ number: Int) -> [UInt8] { [UInt8(number & 0xFF), UInt8(number >> 8 & 0xFF)] }

    private static func word(_ number: UInt32) -> [UInt8] { half(Int(number & 0xFFFF)) + half(Int(number >> 16)) }

    // MARK: - Numbers

    /// Little-endian numbers in bytes.
    private struct Fields {
        private let bytes: [UInt8]

        init(_ bytes: [UInt8]) { self.bytes = bytes }

        var count: Int { bytes.count }
        func half(_ place: Int) -> Int { Int(bytes[place]) | Int(bytes[place + 1]) << 8 }
        func word(_ place: Int) -> UInt32 { UInt32(half(place)) | UInt32(half(place + 2)) << 16 }
        func text(_ place: Int, _ count: Int) -> String {
            String(decoding: bytes[place..<(place + count)], as: UTF8.self)
        }
    }
}
