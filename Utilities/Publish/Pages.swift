import ArgumentParser
import Foundation
import Mien

/// The pages that published results stand on.
enum Pages {
    /// The page is made anew from what was published so far.
    static func joinSections(of folder: String, into page: String) throws {
        let names = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
        let sections = try names.map { try String(contentsOfFile: "\(folder)/\($0)/section.md", encoding: .utf8) }
        let preamble = """
            # Results

            Made by `publish` from the folders of the runs; nothing here was typed. A result is a command, a seed, the data's \
            fingerprint and the commit of the program.


            """
        try AtomicFile.write(preamble + sections.joined(separator: "\n"), to: page)
    }

    /// Everything else on a card is written by hand.
    static func replaceTable(in card: String, by table: String) throws {
        let (begin, end) = ("<!-- made by publish -->\n", "<!-- end -->")
        let text = try String(contentsOfFile: card, encoding: .utf8)
        guard let start = text.range(of: begin), let rest = text.range(of: end) else {
            throw ValidationError("\(card): the lines \(begin)and \(end) are expected around the table; write them.")
        }
        try AtomicFile.write(String(text[..<start.upperBound]) + table + text[rest.lowerBound...], to: card)
    }
}
