import MienKernels

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Texts that differ from each other, known by their numbers; they lie one behind the other in one buffer.
struct DistinctTexts: Sendable {
    private var bytes: [UInt8] = []
    private var ends: [Int] = []

    var count: Int { ends.count }

    subscript(code: Int) -> String { String(decoding: utf8(code), as: UTF8.self) }

    /// The bytes of a text: their order is that of the code points, which pandas sorts by.
    func utf8(_ code: Int) -> ArraySlice<UInt8> { bytes[start(of: code)..<ends[code]] }

    /// The number that a text stands for, if it does.
    func number(_ code: Int) -> Double? {
        let text = Array(utf8(code)) + [UInt8](repeating: 0, count: 9)
        return text.withUnsafeBufferPointer { text in
            text.baseAddress.flatMap { CellScanner(separator: 0).number($0, text.count - 9) }
        }
    }

    fileprivate func equals(_ code: Int, _ text: UnsafeRawBufferPointer) -> Bool {
        let start = start(of: code)
        guard ends[code] - start == text.count else { return false }
        guard text.count > 0, let first = text.baseAddress else { return true }
        return bytes.withUnsafeBytes { bytes in
            bytes.baseAddress.map { memcmp($0 + start, first, text.count) == 0 } ?? false
        }
    }

    fileprivate mutating func append(_ text: UnsafeRawBufferPointer) {
        bytes.append(contentsOf: text)
        ends.append(bytes.count)
    }

    private func start(of code: Int) -> Int { code == 0 ? 0 : ends[code - 1] }
}

/// Gives equal texts one number, in the order in which they appear.
struct TextCoder {
    private(set) var texts = DistinctTexts()
    /// Open addressing: half of a text's hash and, in the lower half, its number plus one; zero where there is none.
    private var slots = [UInt64](repeating: 0, count: 16)

    mutating func code(of text: String) -> Int32 {
        var text = text
        return text.withUTF8 { code(of: UnsafeRawBufferPointer($0)) }
    }

    /// Swift's own hash has a secret, so that no file can be made for which this is slow.
    mutating func code(of text: UnsafeRawBufferPointer) -> Int32 {
        var hasher = Hasher()
        hasher.combine(bytes: text)
        let hash = UInt64(truncatingIfNeeded: hasher.finalize()) << 32
        let mask = slots.count - 1
        var slot = Int(hash >> 32) & mask
        while slots[slot] != 0 {
            let code = Int(slots[slot] & 0xFFFF_FFFF) - 1
            if slots[slot] >> 32 == hash >> 32 && texts.equals(code, text) { return Int32(code) }
            slot = (slot + 1) & mask
        }
        texts.append(text)
        slots[slot] = hash | UInt64(texts.count)
        if texts.count * 2 > slots.count { grow() }
        return Int32(texts.count - 1)
    }

    private mutating func grow() {
        let former = slots
        slots = [UInt64](repeating: 0, count: former.count * 2)
        let mask = slots.count - 1
        for entry in former where entry != 0 {
            var slot = Int(entry >> 32) & mask
            while slots[slot] != 0 { slot = (slot + 1) & mask }
            slots[slot] = entry
        }
    }
}
