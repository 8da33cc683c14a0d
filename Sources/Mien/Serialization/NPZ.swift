/// Arrays by name: the content of a `.npz` file, as `numpy.savez` and `numpy.savez_compressed` write it.
///
/// ```swift
/// let arrays = try NPZ(contentsOf: "features.npz").tensors
/// let (inputs, labels) = (arrays["x"], arrays["y"])
/// ```
///
/// It is a ZIP archive of `.npy` files. Mien writes archives that are not compressed, the same bytes for the same arrays.
public struct NPZ: Sendable {
    public var tensors: [String: Tensor]

    public init(_ tensors: [String: Tensor]) { self.tensors = tensors }

    /// Reads a file. Element types become Mien's as with ``NPY``.
    public init(contentsOf path: String) throws(SerializationError) {
        let file = try InputFile(path)
        var tensors: [String: Tensor] = [:]
        for entry in try ZipArchive.entries(of: file) {
            guard entry.name.hasSuffix(".npy") else {
                throw .badTensor(file: path, name: entry.name, reason: "it is no .npy file")
            }
            let name = String(entry.name.dropLast(4))
            let bytes = try ZipArchive.contents(of: entry, in: file)
            guard try tensors.updateValue(NPY(bytes, name: name, file: path).tensor, forKey: name) == nil else {
                throw .badHeader(file: path, reason: "two arrays are called \(name)")
            }
        }
        self.tensors = tensors
    }

    /// Writes the file whole or not at all.
    ///
    /// - Throws: ``SerializationError/cannotWrite(file:reason:)``, also where arrays are larger than the 4 GiB that a plain
    ///   archive can hold; use ``Safetensors`` for them.
    public func write(to path: String) throws(SerializationError) {
        let files = tensors.sorted { $0.key < $1.key }.map { (name: "\($0.key).npy", bytes: NPY($0.value).encoded) }
        guard let archive = ZipArchive.encoded(files) else {
            throw .cannotWrite(file: path, reason: "a .npz file holds at most 65,535 arrays and 4 GiB")
        }
        do throws(AtomicFile.Failure) {
            try AtomicFile.write(archive, to: path)
        } catch {
            throw .cannotWrite(file: path, reason: error.reason)
        }
    }
}
