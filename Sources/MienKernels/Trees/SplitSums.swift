#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// How mixed a node's classes are.
package protocol SplitSums {
    /// All examples on the right.
    init(_ classes: ClassWeights)

    /// The weight of the examples on the left.
    var leftWeight: Int { get }

    /// Moves an example from right to left.
    mutating func move(_ example: WeightedClass)

    /// How pure both sides are: what the impurity, times the weight of the node, is short of a number that depends on the
    /// node alone. Neither side may be empty.
    var purity: Double { get }

    /// How pure the node is as a whole, in the same measure.
    var wholePurity: Double { get }
}

/// What an example counts for: its class, and how often it was drawn.
package struct WeightedClass {
    package let bits: UInt32

    /// - Parameters:
    ///   - place: below 2²⁴.
    ///   - weight: below 256.
    @inlinable
    package init(_ place: Int, weight: Int) { bits = UInt32(truncatingIfNeeded: place &<< 8 | weight) }

    @inlinable
    package init(bits: UInt32) { self.bits = bits }

    @inlinable package var place: Int { Int(bits &>> 8) }
    @inlinable package var weight: Int { Int(bits & 0xFF) }
}

/// The weight of each class in a node, and memory for that of its left side.
package struct ClassWeights {
    package let count: Int
    package let whole: UnsafeMutablePointer<Int>
    package let left: UnsafeMutablePointer<Int>
    /// `x · log₂ x` for each weight up to that of all examples; only for ``EntropySums``.
    package let logarithms: UnsafePointer<Double>?
    /// The sum of `whole`.
    package var weight = 0

    package init(
        count: Int, whole: UnsafeMutablePointer<Int>, left: UnsafeMutablePointer<Int>,
        logarithms: UnsafePointer<Double>?
    ) {
        (self.count, self.whole, self.left, self.logarithms) = (count, whole, left, logarithms)
    }

    /// Counts the examples of a node; true if they are of one class.
    package mutating func count(_ examples: UnsafePointer<UInt32>, _ exampleCount: Int) -> Bool {
        whole.update(repeating: 0, count: count)
        weight = 0
        for index in 0..<exampleCount {
            let example = WeightedClass(bits: examples[index])
            whole[example.place] &+= example.weight
            weight &+= example.weight
        }
        return whole[WeightedClass(bits: examples[0]).place] == weight
    }
}

/// Gini's impurity `1 − Σ p²`: the purity is the sum of the squared class weights, divided by the weight, of both sides.
///
/// Sums of whole numbers: equal splits are found equal.
package struct GiniSums: SplitSums {
    private let classes: ClassWeights
    package private(set) var leftWeight = 0
    private var leftSquares = 0
    /// `Σ left · whole`, from which the squares on the right follow.
    private var products = 0
    private var squares = 0

    package init(_ classes: ClassWeights) {
        self.classes = classes
        for place in 0..<classes.count {
            classes.left[place] = 0
            squares &+= classes.whole[place] &* classes.whole[place]
        }
    }

    @inline(__always)
    package mutating func move(_ example: WeightedClass) {
        let (place, weight) = (example.place, example.weight)
        let former = classes.left[place]
        leftSquares &+= weight &* (2 &* former &+ weight)
        products &+= weight &* classes.whole[place]
        leftWeight &+= weight
        classes.left[place] = former &+ weight
    }

    @inline(__always)
    package var purity: Double {
        Double(leftSquares) / Double(leftWeight)
            + Double(squares &- 2 &* products &+ leftSquares) / Double(classes.weight &- leftWeight)
    }

    package var wholePurity: Double { Double(squares) / Double(classes.weight) }
}

/// Shannon's entropy `−Σ p · log₂ p`: the purity is `Σ c · log₂ c − n · log₂ n` over the class weights of both sides.
package struct EntropySums: SplitSums {
    private let classes: ClassWeights
    private let logarithms: UnsafePointer<Double>
    package private(set) var leftWeight = 0
    private var sum = 0.0
    package let wholePurity: Double

    package init(_ classes: ClassWeights) {
        self.classes = classes
        // Whoever asks for entropy gives the table.
        logarithms = classes.logarithms.unsafelyUnwrapped
        for place in 0..<classes.count {
            classes.left[place] = 0
            sum += logarithms[classes.whole[place]]
        }
        wholePurity = sum - logarithms[classes.weight]
    }

    @inline(__always)
    package mutating func move(_ example: WeightedClass) {
        let (place, weight) = (example.place, example.weight)
        let former = classes.left[place]
        let right = classes.whole[place] &- former
        sum += logarithms[former &+ weight] - logarithms[former] + (logarithms[right &- weight] - logarithms[right])
        leftWeight &+= weight
        classes.left[place] = former &+ weight
    }

    @inline(__always)
    package var purity: Double { sum - logarithms[leftWeight] - logarithms[classes.weight &- leftWeight] }
}

/// `x · log₂ x` for the whole numbers below `count`.
package func fillLogarithms(_ table: UnsafeMutablePointer<Double>, count: Int) {
    for index in 0..<count { table[index] = index < 2 ? 0 : Double(index) * log2(Double(index)) }
}
