import Foundation
import Testing

/// The table of features names what there is.
@Suite struct FeaturesTests {
    private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appending(path: "../..").standardized

    @Test func everyNameIsDeclared() throws {
        let page = try String(contentsOf: Self.root.appending(path: "Docs/Features.md"), encoding: .utf8)
        let files = FileManager.default.enumerator(
            at: Self.root.appending(path: "Sources"), includingPropertiesForKeys: nil)
        let sources = try (files?.compactMap { $0 as? URL } ?? []).filter { $0.pathExtension == "swift" }
            .map { try String(contentsOf: $0, encoding: .utf8) }.joined(separator: "\n")
        let declared = Set(
            sources.matches(of: /\b(?:class|struct|enum|protocol|func|case|var|let) (\w+)/).map { String($0.1) })
        // `metrics.csv` and `mien face` are no names.
        let names = page.matches(of: /`((?:[A-Z]\w*\.)*\w+)`/).map { String($0.1) }
        #expect(names.count > 100)
        for name in names {
            let isDeclared = name.split(separator: ".").allSatisfy { declared.contains(String($0)) }
            #expect(isDeclared, "\(name) is not in the sources")
        }
    }
}
