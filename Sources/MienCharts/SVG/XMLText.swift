/// `text` ready to stand in an XML or HTML document, between tags or between double quotes.
///
/// Markup characters become entities. Control characters and the two noncharacters that XML 1.0 has no place for, even
/// escaped, become U+FFFD, so that any string, a class name from a hostile folder too, gives a well-formed document.
package func escapedXML(_ text: String) -> String {
    var result = ""
    result.reserveCapacity(text.utf8.count)
    for scalar in text.unicodeScalars {
        switch scalar {
        case "&": result += "&amp;"
        case "<": result += "&lt;"
        case ">": result += "&gt;"
        case "\"": result += "&quot;"
        case "'": result += "&#39;"
        // A parser makes one line feed of each kind of line break.
        case "\t", "\n", "\r": result.unicodeScalars.append(scalar)
        case "\u{0}"..."\u{1F}", "\u{7F}"..."\u{9F}", "\u{FFFE}", "\u{FFFF}": result += "\u{FFFD}"
        default: result.unicodeScalars.append(scalar)
        }
    }
    return result
}

/// `text` on one line: line breaks and tabs, which a drawing cannot show, become blanks.
func singleLine(_ text: String) -> String {
    String(text.map { $0.isNewline || $0 == "\t" ? " " : $0 })
}
