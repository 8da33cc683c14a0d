// The innermost loop of all products: a tile of the result stays in registers while the inner dimension passes by. Each
// step loads two vectors of b and one number of a for each row, and does two multiply-adds a row.
//
// Twelve rows of two vectors of sixteen are what AVX-512's registers hold, six rows of two vectors of eight AVX2's. Fewer rows
// have fewer multiply-adds for each load and address: eight instead of twelve reach two thirds of the speed.

/// Columns of a tile.
@inline(__always) var tileColumns: Int { 2 * lanes }

/// Rows of the result, ``tileColumns`` wide, in registers.
protocol RegisterTile {
    static var rows: Int { get }
    init()
    /// Adds the products of a column of a with a row of b.
    mutating func add(_ a: UnsafePointer<Float>, _ rowStride: Int, _ low: Lanes, _ high: Lanes)
    func write(to c: UnsafeMutablePointer<Float>, _ stride: Int, accumulating: Bool)
}

struct OneRow: RegisterTile {
    static let rows = 1
    private var low = Lanes.zero
    private var high = Lanes.zero

    @inline(__always)
    mutating func add(_ a: UnsafePointer<Float>, _ rowStride: Int, _ low: Lanes, _ high: Lanes) {
        let factor = Lanes(repeating: a.pointee)
        self.low = self.low.adding(low, times: factor)
        self.high = self.high.adding(high, times: factor)
    }

    @inline(__always)
    func write(to c: UnsafeMutablePointer<Float>, _ stride: Int, accumulating: Bool) {
        store(accumulating ? load(c) + low : low, c)
        store(accumulating ? load(c + lanes) + high : high, c + lanes)
    }
}

/// Two tiles, one below the other.
struct Stacked<Upper: RegisterTile, Lower: RegisterTile>: RegisterTile {
    static var rows: Int { Upper.rows + Lower.rows }
    private var upper = Upper()
    private var lower = Lower()

    @inline(__always)
    mutating func add(_ a: UnsafePointer<Float>, _ rowStride: Int, _ low: Lanes, _ high: Lanes) {
        upper.add(a, rowStride, low, high)
        lower.add(a + Upper.rows * rowStride, rowStride, low, high)
    }

    @inline(__always)
    func write(to c: UnsafeMutablePointer<Float>, _ stride: Int, accumulating: Bool) {
        upper.write(to: c, stride, accumulating: accumulating)
        lower.write(to: c + Upper.rows * stride, stride, accumulating: accumulating)
    }
}

typealias TwoRows = Stacked<OneRow, OneRow>
typealias FourRows = Stacked<TwoRows, TwoRows>
typealias SixRows = Stacked<FourRows, TwoRows>
typealias EightRows = Stacked<FourRows, FourRows>
#if MIEN_AVX512
    typealias FullTile = Stacked<EightRows, FourRows>
#else
    typealias FullTile = SixRows
#endif
