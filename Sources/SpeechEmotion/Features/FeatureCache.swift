import Foundation
import Mien
import MienTraining

/// Features of recordings that were computed before, on the disk: one file for each way to compute them.
///
/// A recording is known by its path, its size and the time of its last change. Files that cannot be read are made anew, and
/// where none can be written the features are computed each time.
struct FeatureCache {
    private let file: String

    /// - Parameter settings: everything that the features depend on besides the recording.
    init(settings: String) {
        let root =
            ProcessInfo.processInfo.environment["XDG_CACHE_HOME"].flatMap { $0.isEmpty ? nil : $0 }
            ?? NSHomeDirectory() + "/.cache"
        file = "\(root)/mien/\(settings).safetensors"
    }

    /// The features of each file, from the cache or computed.
    ///
    /// - Parameters:
    ///   - count: numbers for each recording.
    ///   - advance: is told how many recordings are done.
    ///   - compute: the features of recordings, by their places in `files`.
    func features(
        of files: [String], count: Int, _ compute: ([Int]) throws -> [[Float]]
    ) throws -> [[Float]] {
        var known = (try? Safetensors(contentsOf: file).tensors) ?? [:]
        let keys = files.map(Self.key)
        let missing = files.indices.filter { place in
            guard let key = keys[place] else { return true }
            return known[key]?.shape != [count]
        }
        let computed = try compute(missing)
        for (place, features) in zip(missing, computed) {
            if let key = keys[place] { known[key] = Tensor(features) }
        }
        if !missing.isEmpty { store(known) }
        let fresh = Dictionary(uniqueKeysWithValues: zip(missing, computed))
        return files.indices.map { place in
            fresh[place] ?? keys[place].flatMap { known[$0]?.scalars } ?? []
        }
    }

    private func store(_ features: [String: Tensor]) {
        try? FileManager.default.createDirectory(
            atPath: (file as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
        try? Safetensors(features).write(to: file)
    }

    /// Nil for what is no file.
    private static func key(of file: String) -> String? {
        guard let attributes = try? FileManager.default.attributesOfItem(atPath: file),
            let size = attributes[.size] as? Int, let time = attributes[.modificationDate] as? Date
        else { return nil }
        let path = URL(fileURLWithPath: file).standardizedFileURL.path
        return "\(path)|\(size)|\(time.timeIntervalSinceReferenceDate)"
    }
}
