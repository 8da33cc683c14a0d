import FoundationEssentials
import MienTraining

/// The splits of a FER2013 data set that are at hand.
public struct FER2013Splits: Sendable {
    /// How the data lay.
    public enum Layout: String, Codable, Sendable {
        /// A folder for each split, with a folder for each class.
        case splitFolders
        /// A folder for each class: one split.
        case classFolders
        /// `fer2013.csv`.
        case table
        /// Drawn, see ``SyntheticFaces``.
        case synthetic
    }

    public let layout: Layout
    /// The path that was read; for drawn faces what they are.
    public let source: String
    public let train: FER2013Images?
    public let validation: FER2013Images?
    public let test: FER2013Images?
    /// Whether ``validation`` was taken out of the data's training split.
    public let isValidationFromTrain: Bool

    package init(
        layout: Layout, source: String, _ splits: [FER2013.Split: FER2013Images], isValidationFromTrain: Bool = false
    ) {
        self.layout = layout
        self.source = source
        train = splits[.train]
        validation = splits[.validation]
        test = splits[.test]
        self.isValidationFromTrain = isValidationFromTrain
    }

    public subscript(split: FER2013.Split) -> FER2013Images? {
        switch split {
        case .train: train
        case .validation: validation
        case .test: test
        }
    }

    private var present: [FER2013.Split: FER2013Images] {
        FER2013.Split.allCases.reduce(into: [:]) { splits, split in splits[split] = self[split] }
    }

    /// Reads a data set; what it is, is recognised:
    /// - a folder of split folders (`train/angry/*.jpg` or `.png`; for the names see ``FER2013/Split/init(folderName:)`` and
    ///   ``FER2013/Expression/init(folderName:)``); files are taken in the order of their paths;
    /// - a folder of class folders: one split, which its own name tells, otherwise ``train``;
    /// - `fer2013.csv`, or a folder that holds it.
    ///
    /// Where there is a test split and none for validation, a tenth of the training split becomes it
    /// (``holdingOut(_:seed:)``). Images of other sizes or in colour are made grey and resized (``facePixels(of:)``).
    ///
    /// - Parameters:
    ///   - path: a file or folder.
    ///   - seed: chooses the images that are held out, if any.
    /// - Throws: ``FER2013Error``, with file and line.
    public init(contentsOf path: String, seed: UInt64 = 0) throws(FER2013Error) {
        var path = path
        while path.count > 1 && path.hasSuffix("/") { path.removeLast() }
        var splits: [FER2013.Split: FER2013Images] = [:]
        let layout: Layout
        switch try DataLayout(of: path) {
        case .table(let file):
            layout = .table
            let name = URL(fileURLWithPath: file).lastPathComponent
            for (split, part) in try FER2013Table.read(file, name: name) {
                splits[split] = FER2013Images(
                    pixels: part.pixels, labels: part.labels, origins: part.lines.map { .line($0, of: name) })
            }
        case .splits(let folders):
            layout = .splitFolders
            for split in FER2013.Split.allCases {
                splits[split] = try folders[split].map { folder throws(FER2013Error) in try Self.images(in: folder) }
            }
        case .classes(let folder, let split):
            layout = .classFolders
            splits[split ?? .train] = try Self.images(in: folder)
        }
        let read = FER2013Splits(layout: layout, source: path, splits)
        self = read.test != nil && read.validation == nil ? read.holdingOut(seed: seed) : read
    }

    private static func images(in folder: String) throws(FER2013Error) -> FER2013Images {
        let listing = try ImageFolder(folder)
        return FER2013Images(
            pixels: try decodeImages(listing.files), labels: listing.labels, origins: listing.files.map { .file($0) })
    }

    /// Drawn faces, all classes alike.
    public static func synthetic(train: Int, validation: Int, test: Int, seed: UInt64) -> FER2013Splits {
        let counts: [FER2013.Split: Int] = [.train: train, .validation: validation, .test: test]
        let splits = counts.filter { $0.value > 0 }.map { split, count in
            (split, SyntheticFaces(count: count, split: split, seed: seed).images())
        }
        return FER2013Splits(
            layout: .synthetic, source: "synthetic faces, seed \(seed)", Dictionary(uniqueKeysWithValues: splits))
    }

    // MARK: - What training and evaluation take

    /// What a model is judged by if no split is named: test, else validation, else the only split there is.
    public var evaluationSplit: FER2013Images? { test ?? validation ?? (layout == .classFolders ? train : nil) }

    /// The same data with a part of the training split as the validation split, each class in proportion; unchanged if
    /// there is a validation split already, or nothing to take it from.
    ///
    /// - Parameters:
    ///   - fraction: the held part's share, 0…1.
    ///   - seed: chooses the images.
    public func holdingOut(_ fraction: Double = 0.1, seed: UInt64) -> FER2013Splits {
        guard let train, validation == nil else { return self }
        let (kept, held) = train.stratifiedSplit(fraction: fraction, seed: seed)
        var splits = present
        splits[.train] = train.selecting(kept.indices)
        splits[.validation] = train.selecting(held.indices)
        return FER2013Splits(layout: layout, source: source, splits, isValidationFromTrain: true)
    }

    /// Every split with some expressions only; see ``FER2013Images/restricted(to:)``.
    public func restricted(to classes: Set<FER2013.Expression>) -> FER2013Splits {
        FER2013Splits(
            layout: layout, source: source, present.mapValues { $0.restricted(to: classes) },
            isValidationFromTrain: isValidationFromTrain)
    }
}
