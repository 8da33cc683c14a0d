import FoundationEssentials
import MienImage

extension FER2013Splits {
    /// Writes the images as PNG files into a new folder: `train/angry/000001.png` and so on, which
    /// ``init(contentsOf:seed:)`` reads again in the same order within each class.
    ///
    /// - Parameter path: a folder that does not exist yet or is empty.
    /// - Throws: ``FER2013Error``: ``FER2013Error/folderInUse(folder:)`` if there is something in the folder,
    ///   ``FER2013Error/unwritable(path:reason:)``, or ``FER2013Error/image(_:)`` if the disk is full.
    public func write(toFolder path: String) throws(FER2013Error) {
        let present = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
        guard present.isEmpty else { throw .folderInUse(folder: path) }
        for split in FER2013.Split.allCases {
            guard let images = self[split] else { continue }
            for (label, name) in images.classNames.enumerated() where images.labels.contains(label) {
                try createFolder("\(path)/\(split.rawValue)/\(name)")
            }
            for (index, label) in images.labels.enumerated() {
                let digits = String(index + 1)
                let name = String(repeating: "0", count: max(0, 6 - digits.count)) + digits
                let image = Image(
                    width: FER2013.side, height: FER2013.side, channels: 1, samples: Array(images.pixels(at: index)))
                do throws(ImageError) {
                    try image.write(to: "\(path)/\(split.rawValue)/\(images.classNames[label])/\(name).png")
                } catch {
                    throw .image(error)
                }
            }
        }
    }
}

private func createFolder(_ path: String) throws(FER2013Error) {
    do {
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    } catch {
        let code = (error as? CocoaError)?.code
        let reason =
            switch code {
            case .fileWriteNoPermission, .fileReadNoPermission: "permission denied"
            case .fileWriteOutOfSpace: "the disk is full"
            case .fileWriteVolumeReadOnly: "the disk is read-only"
            default: "the system does not create it"
            }
        throw .unwritable(path: path, reason: reason)
    }
}
