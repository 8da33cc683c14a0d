extension ItemColumns {
    /// How alike two items are, from 0 to 1: half for a common artist, three tenths for common genres (Jaccard's share), two
    /// tenths for lying at one place.
    func similarity(_ a: Int, _ b: Int) -> Float {
        var similarity: Float = 0
        let (first, second) = (artists[a], artists[b])
        if first.contains(where: second.contains) { similarity += 0.5 }
        if genres.codes[a] == genres.codes[b] {
            similarity += genres[a].isEmpty ? 0 : 0.3
        } else {
            let (first, second) = (genres[a], genres[b])
            let common = first.count(where: second.contains)
            similarity += common == 0 ? 0 : 0.3 * Float(common) / Float(first.count + second.count - common)
        }
        let (dx, dy) = (valences[a] - valences[b], arousals[a] - arousals[b])
        let distance = (dx * dx + dy * dy).squareRoot()
        return distance < 1 ? similarity + 0.2 * (1 - distance) : similarity
    }
}
