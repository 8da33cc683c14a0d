import MienKernels

extension VectorKernels {
    package func resizedRow(
        _ upper: UnsafePointer<UInt8>, _ lower: UnsafePointer<UInt8>, share: Int, width: Int,
        columns: UnsafePointer<Int32>, shares: UnsafePointer<UInt16>, mixed: UnsafeMutablePointer<UInt16>,
        into y: UnsafeMutablePointer<UInt8>, count: Int
    ) {
        // Neighbours in a column first, which are whole vectors; nothing is rounded yet, so that the order does not matter.
        let (below, above) = (UInt16(truncatingIfNeeded: share), UInt16(truncatingIfNeeded: 256 - share))
        for x in 0..<width { mixed[x] = UInt16(upper[x]) &* above &+ UInt16(lower[x]) &* below }
        for index in 0..<count {
            let pair = mixed + Int(columns[index])
            let right = UInt32(shares[index])
            let sum = UInt32(pair[0]) &* (256 &- right) &+ UInt32(pair[1]) &* right
            y[index] = UInt8(truncatingIfNeeded: (sum &+ 32_768) &>> 16)
        }
    }

    package func integralRow(
        _ pixels: UnsafePointer<UInt8>, width: Int, half: Int, above: UnsafePointer<Int32>,
        into y: UnsafeMutablePointer<Int32>, squaresAbove: UnsafePointer<Int32>,
        into squares: UnsafeMutablePointer<Int32>
    ) {
        var sum: Int32 = 0
        var square: Int32 = 0
        /// Puts the sums up to column `x` at their place.
        @inline(__always)
        func add(_ pixel: UInt8, at place: Int) {
            let value = Int32(pixel)
            sum &+= value
            square &+= value &* value
            y[place] = above[place] &+ sum
            squares[place] = squaresAbove[place] &+ square
        }
        (y[0], squares[0]) = (above[0], squaresAbove[0])
        if half == 0 {
            for x in 0..<width { add(pixels[x], at: x &+ 1) }
            return
        }
        var pair = 0
        while 2 &* pair &+ 1 < width {
            add(pixels[2 &* pair], at: half &+ pair)
            add(pixels[2 &* pair &+ 1], at: pair &+ 1)
            pair &+= 1
        }
        if width & 1 == 1 { add(pixels[width &- 1], at: half &+ pair) }
    }

    package func tiltedRow(
        _ pixels: UnsafePointer<UInt8>, pixelsAbove: UnsafePointer<UInt8>, width: Int, half: Int,
        above: UnsafePointer<Int32>, twoAbove: UnsafePointer<Int32>, into y: UnsafeMutablePointer<Int32>
    ) {
        @inline(__always)
        func place(_ x: Int) -> Int { half == 0 ? x : (x & 1) &* half &+ x &>> 1 }
        // Two cones that lie beside each other, less what they share, and the two pixels between them. Of a cone beyond the
        // edge, what lies in the image is the cone of two rows above.
        y[place(0)] = above[place(1)]
        for x in 1..<width {
            let cones = above[place(x &- 1)] &+ above[place(x &+ 1)] &- twoAbove[place(x)]
            y[place(x)] = cones &+ Int32(pixels[x &- 1]) &+ Int32(pixelsAbove[x &- 1])
        }
        y[place(width)] = above[place(width &- 1)] &+ Int32(pixels[width &- 1]) &+ Int32(pixelsAbove[width &- 1])
    }

    package func windowNorms(
        _ sums: UnsafePointer<Int32>, squares: UnsafePointer<Int32>, corners: SIMD4<Int32>, area: Double,
        into norms: UnsafeMutablePointer<Float>, count: Int
    ) {
        @inline(__always)
        func total(_ sums: UnsafePointer<Int32>, _ index: Int) -> Double {
            Double(
                sums[index &+ Int(corners[0])] &- sums[index &+ Int(corners[1])] &- sums[index &+ Int(corners[2])]
                    &+ sums[index &+ Int(corners[3])])
        }
        for index in 0..<count {
            let sum = total(sums, index)
            let spread = area * total(squares, index) - sum * sum
            let norm = Float(1 / max(spread, 1).squareRoot())
            norms[index] = area * Double(norm) < 0.1 ? norm : 0
        }
        for index in count..<(count + windowsAtOnce - 1) / windowsAtOnce * windowsAtOnce { norms[index] = 0 }
    }
}
