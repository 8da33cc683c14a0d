#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// NumPy's legacy generator, `numpy.random.RandomState(seed)`, draw for draw.
///
/// What scikit-learn draws with a `random_state` is drawn from it. For everything else there is ``RandomStream``, whose
/// streams do not depend on each other.
///
/// The generator is MT19937 (Matsumoto & Nishimura 1998).
public struct MersenneTwister: RandomNumberGenerator, Sendable, Equatable {
    private static let size = 624

    private var state: [UInt32]
    /// The number of words of `state` that were given out.
    private var used = Self.size
    /// Normal draws come in pairs: the second one, kept for the next call.
    private var spareNormal: Double?

    /// - Parameter seed: scikit-learn's `random_state`.
    public init(seed: UInt32) {
        state = []
        state.reserveCapacity(Self.size)
        var word = seed
        for place in 1...UInt32(Self.size) {
            state.append(word)
            word = 1_812_433_253 &* (word ^ word >> 30) &+ place
        }
    }

    /// 32 random bits.
    public mutating func nextWord() -> UInt32 {
        if used == Self.size { refill() }
        var word = state[used]
        used += 1
        word ^= word >> 11
        word ^= word << 7 & 0x9D2C_5680
        word ^= word << 15 & 0xEFC6_0000
        return word ^ word >> 18
    }

    private mutating func refill() {
        let (size, middle) = (Self.size, 397)
        for place in 0..<size {
            let pair = state[place] & 0x8000_0000 | state[(place + 1) % size] & 0x7FFF_FFFF
            state[place] = state[(place + middle) % size] ^ pair >> 1 ^ (pair & 1 == 1 ? 0x9908_B0DF : 0)
        }
        used = 0
    }

    /// 64 random bits.
    public mutating func next() -> UInt64 { UInt64(nextWord()) << 32 | UInt64(nextWord()) }

    /// A number in `0 ..< 1`, one of 2⁵³: `random_sample`.
    public mutating func nextUniform() -> Double {
        let (high, low) = (nextWord() >> 5, nextWord() >> 6)
        return (Double(high) * 0x1p26 + Double(low)) / 0x1p53
    }

    /// A draw from the normal distribution with mean 0 and deviation 1 (Marsaglia's polar method): `standard_normal`.
    public mutating func nextNormal() -> Double {
        if let spare = spareNormal {
            spareNormal = nil
            return spare
        }
        var (x, y, square) = (0.0, 0.0, 0.0)
        repeat {
            x = 2 * nextUniform() - 1
            y = 2 * nextUniform() - 1
            square = x * x + y * y
        } while square >= 1 || square == 0
        let factor = (-2 * log(square) / square).squareRoot()
        spareNormal = factor * x
        return factor * y
    }

    /// A number in `0 ..< bound`, all equally likely: `randint(bound)`.
    ///
    /// As many bits as the greatest number has are drawn until they are no more than it.
    public mutating func nextInt(below bound: Int) -> Int {
        require(bound > 0, "nextInt(below:): the bound must be above zero, found \(bound)")
        let greatest = UInt64(bound - 1)
        guard greatest > 0 else { return 0 }
        let mask = UInt64.max >> UInt64(greatest.leadingZeroBitCount)
        while true {
            let drawn = (greatest > UInt64(UInt32.max) ? next() : UInt64(nextWord())) & mask
            if drawn <= greatest { return Int(drawn) }
        }
    }

    /// Puts the elements in random order: `shuffle`.
    public mutating func shuffle<Element>(_ elements: inout [Element]) {
        for place in stride(from: elements.count - 1, to: 0, by: -1) {
            elements.swapAt(place, nextInt(below: place + 1))
        }
    }

    /// The numbers `0 ..< count` in random order: `permutation`.
    public mutating func permutation(_ count: Int) -> [Int] {
        var order = Array(0..<count)
        shuffle(&order)
        return order
    }

    /// `count` of the elements, in random order: `choice(elements, count, replace=False)`.
    public mutating func choose<Element>(_ count: Int, of elements: [Element]) -> [Element] {
        require(
            (0...elements.count).contains(count), "choose(_:of:): \(count) of \(elements.count) elements are no choice")
        return permutation(elements.count).prefix(count).map { elements[$0] }
    }

    /// `count` different numbers in `0 ..< bound`: scikit-learn's `sample_without_replacement`.
    ///
    /// Of a large range few are drawn one by one, which takes no memory for the others.
    public mutating func sample(_ count: Int, below bound: Int) -> [Int] {
        require((0...max(0, bound)).contains(count), "sample(_:below:): there are no \(count) numbers below \(bound)")
        let share = bound == 0 ? 1 : Double(count) / Double(bound)
        if share > 0.01 && share < 0.99 { return Array(permutation(bound).prefix(count)) }
        return share < 0.2 ? drawn(count, below: bound) : reservoir(count, below: bound)
    }

    private mutating func drawn(_ count: Int, below bound: Int) -> [Int] {
        var (sample, known) = ([Int](), Set<Int>())
        while sample.count < count {
            let number = nextInt(below: bound)
            if known.insert(number).inserted { sample.append(number) }
        }
        return sample
    }

    /// The first numbers, of which each later one may replace one.
    private mutating func reservoir(_ count: Int, below bound: Int) -> [Int] {
        var sample = Array(0..<count)
        for number in count..<bound {
            let place = nextInt(below: number + 1)
            if place < count { sample[place] = number }
        }
        return sample
    }
}
