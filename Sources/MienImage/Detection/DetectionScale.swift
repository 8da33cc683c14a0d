/// The picture in one of the sizes in which windows are looked for in it.
struct DetectionScale {
    /// How much smaller it is than the picture.
    let factor: Float
    let width: Int
    let height: Int
    /// From window to window: OpenCV looks at every other one in every other row below a factor of 2.
    let step: Int
    /// Where the columns and rows come from.
    let columns: Neighbors
    let rows: Neighbors

    /// The numbers of windows in a row and in a column.
    let windowColumns: Int
    let windowRows: Int

    init(of picture: (width: Int, height: Int), factor: Float, window: (width: Int, height: Int)) {
        self.factor = factor
        width = Int((Float(picture.width) / factor).rounded(.toNearestOrEven))
        height = Int((Float(picture.height) / factor).rounded(.toNearestOrEven))
        step = factor >= 2 ? 1 : 2
        columns = Neighbors(length: picture.width, to: width)
        rows = Neighbors(length: picture.height, to: height)
        windowColumns = max(width + 1 - window.width + step - 1, 0) / step
        windowRows = max(height + 1 - window.height + step - 1, 0) / step
    }

    /// The scales at which a window fits into the picture, as OpenCV's `detectMultiScale` takes them.
    static func all(
        of picture: (width: Int, height: Int), window: (width: Int, height: Int), step: Double, minimumSize: Int
    ) -> [DetectionScale] {
        var scales: [DetectionScale] = []
        var factor = 1.0
        while true {
            let width = Int((Double(window.width) * factor).rounded(.toNearestOrEven))
            let height = Int((Double(window.height) * factor).rounded(.toNearestOrEven))
            if width > picture.width || height > picture.height { return scales }
            if min(width, height) >= minimumSize {
                scales.append(DetectionScale(of: picture, factor: Float(factor), window: window))
            }
            factor *= step
        }
    }
}

/// Which two positions along an axis a new position is the mean of, as in OpenCV's `INTER_LINEAR_EXACT`.
struct Neighbors {
    /// The first of both.
    let first: [Int32]
    /// How much the second counts, of 256.
    let shares: [UInt16]

    /// - Parameter length: at least 2.
    init(length: Int, to newLength: Int) {
        let scale = 1 / (Double(newLength) / Double(length))
        var (first, shares): ([Int32], [UInt16]) = ([], [])
        for position in 0..<newLength {
            let center = scale * (Double(position) + 0.5) - 0.5
            let place = Int(center.rounded(.down))
            if place < 0 {
                first.append(0)
                shares.append(0)
            } else if place >= length - 1 {
                first.append(Int32(length - 2))
                shares.append(256)
            } else {
                first.append(Int32(place))
                shares.append(UInt16(((center - Double(place)) * 256).rounded(.toNearestOrEven)))
            }
        }
        (self.first, self.shares) = (first, shares)
    }
}
