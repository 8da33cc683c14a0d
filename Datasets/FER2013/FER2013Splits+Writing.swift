import Mien
import MienImage
import MienTraining

extension FER2013Splits {
    /// Writes the images as PNG files into a new folder: `train/angry/000001.png` and so on, which
    /// ``init(contentsOf:seed:)`` reads again in the same order within each class.
    ///
    /// They are written beside the folder's place, which they take when all are there: there is never half a data set.
    ///
    /// - Parameter path: a folder that does not exist yet or is empty.
    /// - Throws: ``FER2013Error``: ``FER2013Error/folderInUse(folder:)`` if there is something in the folder,
    ///   ``FER2013Error/unwritable(path:reason:)``, or ``FER2013Error/image(_:)`` if the disk is full.
    public func write(toFolder path: String) throws(FER2013Error) {
        try Self.check(newFolder: path)
        try Files.fill(newFolder: path) { folder throws(FER2013Error) in
            try writeImages(toFolder: folder)
        } failure: {
            .unwritable(path: path, reason: $0)
        }
    }

    /// Throws if ``write(toFolder:)`` would, as far as can be told beforehand; call it before long work.
    public static func check(newFolder path: String) throws(FER2013Error) {
        guard Files.names(in: path).isEmpty else { throw .folderInUse(folder: path) }
        if let reason = Files.obstacle(toFolder: path) { throw .unwritable(path: path, reason: reason) }
    }

    private func writeImages(toFolder folder: String) throws(FER2013Error) {
        for split in FER2013.Split.allCases {
            guard let images = self[split] else { continue }
            for (label, name) in images.classNames.enumerated() where images.labels.contains(label) {
                try createFolder("\(folder)/\(split.rawValue)/\(name)")
            }
            for (index, label) in images.labels.enumerated() {
                let digits = String(index + 1)
                let name = String(repeating: "0", count: max(0, 6 - digits.count)) + digits
                let image = Image(
                    width: FER2013.side, height: FER2013.side, channels: 1, samples: Array(images.pixels(at: index)))
                do throws(ImageError) {
                    try image.write(to: "\(folder)/\(split.rawValue)/\(images.classNames[label])/\(name).png")
                } catch {
                    throw .image(error)
                }
            }
        }
    }
}

private func createFolder(_ path: String) throws(FER2013Error) {
    do {
        try Files.makeFolder(path)
    } catch TrainingError.cannotWrite(let path, let reason) {
        throw .unwritable(path: path, reason: reason)
    } catch {
        throw .unwritable(path: path, reason: "\(error)")
    }
}
