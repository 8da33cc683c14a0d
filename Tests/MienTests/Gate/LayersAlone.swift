import Foundation
import Mien
import MienTestSupport
import Testing

/// What is counted for the whole process, or set for it: each in a process of its own.
@Suite struct LayersAlone {
    @Test func sameBitsWithAnyNumberOfThreads() async {
        await #expect(processExitsWith: .success) {
            for row in Layers.rows {
                for mode in Module.Mode.both {
                    let runs = [1, 2, 3].map { threads in
                        Runtime.threads = threads
                        return row.results(row.model(), shape: row.large, .float32, mode: mode)
                    }
                    for run in runs.dropFirst() {
                        #expect(run.count == runs[0].count)
                        for (name, tensor) in runs[0] {
                            expectSameBits(run[name] ?? Tensor(0), tensor, "\(row.name), \(mode.name): \(name)")
                        }
                    }
                }
            }
        }
    }

    @Test func neitherNodesNorMemoryAreLeftBehind() async {
        await #expect(processExitsWith: .success) {
            for row in Layers.rows {
                // The model stays alive: its parameters must not keep a tape.
                let model = row.model()
                for mode in Module.Mode.both {
                    // A convolution's weight keeps its packed form from the first prediction on.
                    _ = row.results(model, shape: row.inputs[0], .float32, mode: mode)
                    let (nodes, bytes) = (Node.liveCount, Runtime.liveBytes)
                    do {
                        let results = row.results(model, shape: row.inputs[0], .float32, mode: mode)
                        #expect(Runtime.liveBytes > bytes, "\(row.name): nothing was computed")
                        #expect(Node.liveCount == nodes, "\(row.name): results are on the tape")
                        withExtendedLifetime(results) {}
                    }
                    #expect(Node.liveCount == nodes, "\(row.name), \(mode.name)")
                    #expect(Runtime.liveBytes == bytes, "\(row.name), \(mode.name)")
                }
            }
        }
    }

    /// A layer that stands in no row is not tested: the sources are searched for layers.
    @Test func everyLayerHasARow() throws {
        let sources = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appending(path: "../../../Sources/Mien/Layers").standardized
        guard let files = try? FileManager.default.contentsOfDirectory(at: sources, includingPropertiesForKeys: nil)
        else { return }
        var found: [String] = []
        for file in files where file.pathExtension == "swift" {
            let text = try String(contentsOf: file, encoding: .utf8)
            found += text.matches(of: /public (?:final )?class (\w+): (?:Module|[A-Z]\w*)\b/).map { String($0.1) }
        }
        #expect(found.count >= 10)
        for name in found { #expect(Layers.covered.contains(name), "\(name) has no row in Layers.rows") }
    }
}
