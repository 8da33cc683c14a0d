/// How strongly a cell of a matrix is coloured, and what is written on it.
package enum CellShade {
    /// Every cell has a faint ground, so that empty ones are seen as places too.
    package static func opacity(share: Double) -> Double {
        0.04 + 0.96 * share
    }

    /// The share where black and white stand out from the cell's colour alike, 4.5 : 1, in both themes.
    private static let strongShare = 0.72

    /// From there on a cell is dark enough (in the dark theme bright enough) for the other ink.
    package static func ink(share: Double) -> Paint {
        share > strongShare ? .strongCellInk : .weakCellInk
    }
}
