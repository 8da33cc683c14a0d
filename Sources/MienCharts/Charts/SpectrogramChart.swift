/// How much of which pitch a sound has at which time: the darker, the louder; on a dark page the brighter.
public struct SpectrogramChart: Chart {
    public var title: String
    /// `bands` rows of levels, from the lowest pitch up, in decibels or on another scale on which differences are seen.
    public var levels: [Float]
    public var bands: Int
    /// Seconds from the first column to the last.
    public var duration: Double
    /// What stands beside the axis of pitch, from the lowest band to the highest.
    public var pitches: [String]
    /// How far below the greatest level the palest shade lies.
    public var range: Float

    public init(
        title: String, levels: [Float], bands: Int, duration: Double, pitches: [String] = [], range: Float = 80
    ) {
        (self.title, self.levels, self.bands) = (title, levels, bands)
        (self.duration, self.pitches, self.range) = (duration, pitches, range)
    }

    private var columns: Int { bands > 0 ? levels.count / bands : 0 }

    public func drawing(width: Double) -> Drawing {
        let plot = TimePlot(width: Measure.bounded(width), duration: duration, labels: pitches)
        let cells = columns > 0 ? shades(in: plot.area) : [plot.area.notice("no sound")]
        return Drawing(
            width: plot.width, height: plot.height, title: title,
            summary: columns > 0 ? "\(columns) moments of \(bands) bands" : "no sound",
            elements: [heading(title, width: plot.width)] + cells + labels(in: plot.area) + plot.axis)
    }

    private func labels(in area: PlotArea) -> [SVGElement] {
        pitches.enumerated().map { place, label in
            let y = area.y(pitches.count > 1 ? Double(place) / Double(pitches.count - 1) : 0.5)
            let label = truncated(label, to: area.left - 8 - Measure.margin, size: Measure.smallSize)
            return .text(label, x: area.left - 8, y: y + 4, size: Measure.smallSize, anchor: .end).filled(.muted)
        }
    }

    // MARK: - Shades

    private static let shadeCount = 10

    /// One path for each shade, of all the runs of neighbouring cells that have it: a rectangle for each cell would make
    /// megabytes.
    private func shades(in area: PlotArea) -> [SVGElement] {
        let grid = ShadeGrid(self, columns: min(columns, max(1, Int((area.right - area.left) / 3))))
        let (cellWidth, cellHeight) = (
            (area.right - area.left) / Double(grid.columns), (area.bottom - area.top) / Double(bands)
        )
        var paths = [String](repeating: "", count: Self.shadeCount + 1)
        for band in 0..<bands {
            let y = area.bottom - Double(band + 1) * cellHeight
            var first = 0
            while first < grid.columns {
                let shade = grid[first, band]
                var end = first + 1
                while end < grid.columns && grid[end, band] == shade { end += 1 }
                // A little larger than the cells: no gap shows between neighbours.
                let (left, upper) = (coordinate(area.left + Double(first) * cellWidth), coordinate(y))
                let right = coordinate(min(area.right, area.left + Double(end) * cellWidth + 0.2))
                let lower = coordinate(min(area.bottom, y + cellHeight + 0.2))
                paths[shade] += "M\(left) \(upper)H\(right)V\(lower)H\(left)z"
                first = end
            }
        }
        return paths.enumerated().dropFirst().filter { !$0.element.isEmpty }.map { shade, path in
            SVGElement("path", [("d", path)]).filled(.cell)
                .with("fill-opacity", coordinate(Double(shade) / Double(Self.shadeCount)))
        }
    }

    /// The shade of each cell, from 0 (nothing) to ``shadeCount``; several moments that share a column give their mean.
    private struct ShadeGrid {
        let columns: Int
        private let shades: [Int]

        init(_ chart: SpectrogramChart, columns: Int) {
            self.columns = columns
            let greatest = chart.levels.lazy.filter(\.isFinite).max() ?? 0
            var shades: [Int] = []
            for band in 0..<chart.bands {
                let row = chart.levels[band * chart.columns..<(band + 1) * chart.columns]
                for column in 0..<columns {
                    let moments = column * chart.columns / columns..<(column + 1) * chart.columns / columns
                    let values = moments.map { row[row.startIndex + $0] }.filter(\.isFinite)
                    let mean = values.isEmpty ? -.infinity : values.reduce(0, +) / Float(values.count)
                    let share = 1 - (greatest - mean) / chart.range
                    shades.append(share > 0 ? Int((share * Float(SpectrogramChart.shadeCount)).rounded()) : 0)
                }
            }
            self.shades = shades
        }

        subscript(_ column: Int, _ band: Int) -> Int { shades[band * columns + column] }
    }
}
