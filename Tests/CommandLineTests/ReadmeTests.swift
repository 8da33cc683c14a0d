import Foundation
import Testing

/// What the README shows is what is compiled.
struct ReadmeTests {
    private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(path: "../..")
    private static let readme = try? String(contentsOf: root.appending(path: "README.md"), encoding: .utf8)
    private static let example = try? String(
        contentsOf: root.appending(path: "Examples/Sources/01-first-network/main.swift"), encoding: .utf8)

    @Test(.enabled(if: readme != nil && example != nil, "no sources beside the tests"))
    func theLibraryExampleIsTheBeginningOfExample01() throws {
        let (readme, example) = (try #require(Self.readme), try #require(Self.example))
        let section = try #require(readme.components(separatedBy: "\n## As a library\n").dropFirst().first)
        let block = try #require(section.components(separatedBy: "```swift\n").dropFirst().first)
        let code = try #require(block.components(separatedBy: "```").first)
        #expect(code.split(separator: "\n", omittingEmptySubsequences: false).count > 20)
        #expect(example.hasPrefix(code))
    }

    @Test(.enabled(if: readme != nil, "no sources beside the tests"))
    func everyCommandOfTheReadmeIsThere() throws {
        let lines = try #require(Self.readme).split(separator: "\n").filter { $0.hasPrefix("mien ") }
        #expect(lines.count > 5)
        for line in lines {
            let words = line.prefix { $0 != "#" }.split(separator: " ").dropFirst().map(String.init)
            // What `mien recommend` does by itself has a name, too.
            let isMake = words.first == "recommend" && words.dropFirst().first?.hasPrefix("--") == true
            let groups = ["face", "speech", "genre", "datasets", "recommend"]
            let command =
                isMake ? ["recommend", "make"] : Array(words.prefix(groups.contains(words.first ?? "") ? 2 : 1))
            let help = try Program.run(command + ["--help"], in: ".").output
            #expect(help.contains("USAGE: mien \(command.joined(separator: " "))"), "\(line)")
            for option in words where option.hasPrefix("--") { #expect(help.contains(option), "\(line)") }
        }
    }
}
