extension String {
    /// The text as one word of a shell: in quotation marks if it holds more than letters, digits and the marks of paths.
    package var shellWord: String {
        let isPlain = allSatisfy { $0.isLetter || $0.isNumber || "/._-+@%:,".contains($0) }
        let parts = split(separator: "'", omittingEmptySubsequences: false)
        return isPlain ? self : "'" + parts.joined(separator: "'\\''") + "'"
    }
}
