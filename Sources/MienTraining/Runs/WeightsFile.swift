import Foundation

/// Where what was learnt lies.
package enum WeightsFile {
    /// The best model of the run folder `path`, or `path` itself where it is a file; nil if there is none.
    package static func of(_ path: String, named name: String = "model.safetensors") -> String? {
        let file = Files.isFolder(path) ? "\(path)/\(name)" : path
        return Files.exists(file) ? file : nil
    }

    /// What ships in the resources of a module of Mien, beside the program; nil if it was not installed with it.
    ///
    /// Not looked for by `Bundle.module`, which ends the program where its resources are missing.
    ///
    /// - Parameter folder: of the module's resources.
    package static func shipped(_ name: String, with module: String, in folder: String = "Weights") -> String? {
        let program = Bundle.main.executableURL?.deletingLastPathComponent().path ?? "."
        return ["resources", "bundle"].map { "\(program)/Mien_\(module).\($0)/\(folder)/\(name)" }
            .first(where: Files.exists)
    }
}
