/// `jazz (jazz 63 %, blues 20 %, classical 9 %)`: what is answered, and what is likeliest.
func answer(_ label: String, _ labels: [String], _ probabilities: [some BinaryFloatingPoint]) -> String {
    let best = zip(labels, probabilities).sorted { $0.1 > $1.1 }.prefix(3)
    return "\(label) (\(best.map { "\($0) \(Int(($1 * 100).rounded())) %" }.joined(separator: ", ")))"
}

/// A time within a recording, to a tenth of a second.
func time(_ seconds: Double) -> String { "\((seconds * 10).rounded() / 10) s" }
