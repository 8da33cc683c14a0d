/// The width of `text` in CSS pixels at a font size, estimated: the reader's font is not known here.
///
/// The shares of the font size are those of DejaVu Sans, the widest of the usual system fonts, so that what fits here
/// fits everywhere.
func textWidth(_ text: String, size: Double) -> Double {
    text.reduce(0) { $0 + relativeWidth($1) } * size
}

/// `text`, cut short with an ellipsis where it is wider than `width`.
func truncated(_ text: String, to width: Double, size: Double) -> String {
    let text = singleLine(text)
    guard textWidth(text, size: size) > width else { return text }
    return fitting(text, width - textWidth("…", size: size), size: size) + "…"
}

/// `names`, each cut to `width`. Where more of them can then be told apart, they lose their middle instead of their end:
/// `spectral_b…idth_mean`.
func truncated(_ names: [String], to width: Double, size: Double) -> [String] {
    let cut = names.map { truncated($0, to: width, size: size) }
    guard Set(cut).count < Set(names).count else { return cut }
    let half = (width - textWidth("…", size: size)) / 2
    let hollow = names.map { name in
        let name = singleLine(name)
        guard textWidth(name, size: size) > width else { return name }
        return fitting(name, half, size: size) + "…" + String(fitting(name.reversed(), half, size: size).reversed())
    }
    return Set(hollow).count > Set(cut).count ? hollow : cut
}

/// As many of the first characters as `width` holds.
private func fitting(_ characters: some Sequence<Character>, _ width: Double, size: Double) -> String {
    var room = width
    return String(
        characters.prefix { character in
            room -= relativeWidth(character) * size
            return room >= 0
        })
}

private func relativeWidth(_ character: Character) -> Double {
    guard let scalar = character.unicodeScalars.first else { return 0 }
    switch scalar {
    case "i", "j", "l", "I", "!", "|", "'", ".", ",", ":", ";", " ", "\u{A0}": return 0.33
    case "f", "r", "t", "(", ")", "[", "]", "/", "\\", "-": return 0.41
    case "m", "w", "M", "W", "@", "%", "—", "…": return 0.98
    case "A"..."Z": return 0.7
    case "\u{0}"..."\u{2E7}": return 0.63
    // Ideographs, syllables and pictures take a square; the remaining alphabets are wider than Latin at most by this.
    case "\u{1100}"..."\u{11FF}", "\u{2E80}"..."\u{10FFFF}": return 1.1
    default: return 0.8
    }
}
