/// The inverse of Deflate (RFC 1951), bit by bit as the standard tells it.
struct Inflation {
    private let input: [UInt8]
    private var place = 0
    /// The bits of the last byte that are not used yet.
    private var bits: UInt32 = 0
    private var bitCount = 0
    private var output: [UInt8] = []
    private let limit: Int

    /// The bytes that `input` stands for; nil unless it is whole and they are `count`.
    static func inflated(_ input: [UInt8], count: Int) -> [UInt8]? {
        var inflation = Inflation(input: input, limit: count)
        guard inflation.blocks(), inflation.output.count == count else { return nil }
        return inflation.output
    }

    private init(input: [UInt8], limit: Int) {
        (self.input, self.limit) = (input, limit)
    }

    // MARK: - Blocks

    /// Whether all blocks could be read.
    private mutating func blocks() -> Bool {
        while true {
            guard let isLast = take(1), let kind = take(2) else { return false }
            let isGood =
                switch kind {
                case 0: stored()
                case 1: symbols(.fixedLiterals, .fixedDistances)
                case 2: dynamic()
                default: false
                }
            if !isGood { return false }
            if isLast == 1 { return true }
        }
    }

    /// Bytes as they are, from the next whole byte on.
    private mutating func stored() -> Bool {
        (bits, bitCount) = (0, 0)
        guard place + 4 <= input.count else { return false }
        let count = Int(input[place]) | Int(input[place + 1]) << 8
        let complement = Int(input[place + 2]) | Int(input[place + 3]) << 8
        place += 4
        guard count == ~complement & 0xFFFF, place + count <= input.count, output.count + count <= limit else {
            return false
        }
        output += input[place..<(place + count)]
        place += count
        return true
    }

    /// A block that begins with its codes, themselves in a code.
    private mutating func dynamic() -> Bool {
        guard let literals = take(5), let distances = take(5), let lengthCodes = take(4) else { return false }
        var codeLengths = [Int](repeating: 0, count: 19)
        for index in 0..<(lengthCodes + 4) {
            guard let length = take(3) else { return false }
            codeLengths[Self.lengthOrder[index]] = length
        }
        guard let code = HuffmanCode(codeLengths) else { return false }
        let total = literals + 257 + distances + 1
        var lengths: [Int] = []
        while lengths.count < total {
            guard let symbol = symbol(code) else { return false }
            if symbol < 16 {
                lengths.append(symbol)
                continue
            }
            let (extra, base) = [(2, 3), (3, 3), (7, 11)][symbol - 16]
            guard let more = take(extra), symbol != 16 || !lengths.isEmpty, lengths.count + base + more <= total else {
                return false
            }
            let repeated = symbol == 16 ? lengths[lengths.count - 1] : 0
            lengths += [Int](repeating: repeated, count: base + more)
        }
        guard let first = HuffmanCode(Array(lengths[..<(literals + 257)])),
            let second = HuffmanCode(Array(lengths[(literals + 257)...]))
        else { return false }
        return symbols(first, second)
    }

    /// Bytes, and copies of what came before.
    private mutating func symbols(_ literals: HuffmanCode, _ distances: HuffmanCode) -> Bool {
        while let symbol = symbol(literals) {
            if symbol == 256 { return true }
            if symbol < 256 {
                guard output.count < limit else { return false }
                output.append(UInt8(symbol))
                continue
            }
            guard symbol - 257 < Self.lengths.count, let extra = take(Self.lengths[symbol - 257].extra),
                let code = self.symbol(distances), code < Self.distances.count,
                let extraDistance = take(Self.distances[code].extra)
            else { return false }
            let count = Self.lengths[symbol - 257].base + extra
            let distance = Self.distances[code].base + extraDistance
            guard distance <= output.count, output.count + count <= limit else { return false }
            // One by one: a copy may overlap what it writes.
            for _ in 0..<count { output.append(output[output.count - distance]) }
        }
        return false
    }

    // MARK: - Bits

    /// The next bits, the first the lowest; nil at the end.
    private mutating func take(_ count: Int) -> Int? {
        while bitCount < count {
            guard place < input.count else { return nil }
            bits |= UInt32(input[place]) << UInt32(bitCount)
            place += 1
            bitCount += 8
        }
        defer {
            bits >>= UInt32(count)
            bitCount -= count
        }
        return Int(bits & (1 << UInt32(count) - 1))
    }

    /// The next symbol of a code; nil where no code word fits.
    private mutating func symbol(_ code: HuffmanCode) -> Int? {
        var (word, first, index) = (0, 0, 0)
        for length in 1...15 {
            guard let bit = take(1) else { return nil }
            word |= bit
            let count = code.counts[length]
            if word - count < first { return code.symbols[index + word - first] }
            index += count
            first = (first + count) << 1
            word <<= 1
        }
        return nil
    }

    // MARK: - Tables

    private typealias Step = (base: Int, extra: Int)

    private static let lengthOrder = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15]
    /// What the symbols from 257 on stand for: the least length, and how many bits more follow.
    private static let lengths: [Step] = steps(28, first: 3, each: 4) + [(258, 0)]
    /// What the symbols of the other code stand for: the least distance, and how many bits more follow.
    private static let distances: [Step] = steps(30, first: 1, each: 2)

    /// Numbers from `first` on, where each `each` steps the steps become twice as long, but for the first time.
    private static func steps(_ count: Int, first: Int, each: Int) -> [Step] {
        var base = first
        return (0..<count).map { place -> Step in
            let extra = max(0, place / each - 1)
            defer { base += 1 << extra }
            return (base, extra)
        }
    }
}

/// A code whose words of one length are consecutive numbers, told by the words' lengths.
private struct HuffmanCode {
    /// How many words there are of each length; of length 0 those that do not occur.
    private(set) var counts = [Int](repeating: 0, count: 16)
    /// The symbols in the order of their words.
    private(set) var symbols: [Int] = []

    static let fixedLiterals = HuffmanCode(
        unchecked: (0..<288).map { $0 < 144 ? 8 : $0 < 256 ? 9 : $0 < 280 ? 7 : 8 })
    static let fixedDistances = HuffmanCode(unchecked: [Int](repeating: 5, count: 30))

    /// Nil where there are more words of a length than can be.
    init?(_ lengths: [Int]) {
        self.init(unchecked: lengths)
        var left = 1
        for count in counts.dropFirst() {
            left = left << 1 - count
            if left < 0 { return nil }
        }
    }

    private init(unchecked lengths: [Int]) {
        for length in lengths { counts[length] += 1 }
        for length in 1...15 { symbols += lengths.indices.filter { lengths[$0] == length } }
        counts[0] = 0
    }
}
