import FoundationEssentials

/// What a path leads to, told from the names that are found there.
enum DataLayout {
    /// A table with all splits.
    case table(path: String)
    /// A folder for each split, named.
    case splits([FER2013.Split: String])
    /// A folder of class folders; the split that its own name tells, if any.
    case classes(folder: String, FER2013.Split?)

    /// Recognises the layout of `path`.
    init(of path: String) throws(FER2013Error) {
        var isFolder = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else { throw .missing(path: path) }
        guard isFolder else {
            self = .table(path: path)
            return
        }
        let names = try visibleNames(in: path)
        let folders = names.filter { isDirectory("\(path)/\($0)") }
        let splits = try meanings(of: folders, in: path, FER2013.Split.init(folderName:))
        if !splits.isEmpty {
            self = .splits(splits.mapValues { "\(path)/\($0)" })
        } else if folders.contains(where: { FER2013.Expression(folderName: $0) != nil }) {
            self = .classes(folder: path, FER2013.Split(folderName: lastComponent(of: path)))
        } else if let table = names.first(where: { $0.lowercased() == "fer2013.csv" }) {
            self = .table(path: "\(path)/\(table)")
        } else {
            throw .unknownLayout(folder: path, found: names)
        }
    }
}

/// The image files of one split, sorted by path, with their labels.
struct ImageFolder {
    let files: [String]
    let labels: [Int]

    /// Lists class folders. A class without a folder has no images; a class folder without images is an error, as is a
    /// folder that no expression is named after.
    init(_ folder: String) throws(FER2013Error) {
        let names = try visibleNames(in: folder)
        let folders = names.filter { isDirectory("\(folder)/\($0)") }
        let classes = try meanings(of: folders, in: folder, FER2013.Expression.init(folderName:))
        guard !classes.isEmpty else { throw .unknownLayout(folder: folder, found: names) }
        if let stranger = folders.first(where: { FER2013.Expression(folderName: $0) == nil }) {
            throw .unknownClass(folder: folder, name: stranger)
        }
        var (files, labels): ([String], [Int]) = ([], [])
        for (expression, name) in classes.sorted(by: { $0.value < $1.value }) {
            let images = try visibleNames(in: "\(folder)/\(name)").filter(isImageName)
            guard !images.isEmpty else { throw .emptyClass(folder: "\(folder)/\(name)") }
            files += images.map { "\(folder)/\(name)/\($0)" }
            labels += images.map { _ in expression.rawValue }
        }
        (self.files, self.labels) = (files, labels)
    }
}

/// Which folder means what; two with the same meaning are an error.
private func meanings<Meaning: Hashable>(
    of names: [String], in folder: String, _ meaning: (String) -> Meaning?
) throws(FER2013Error) -> [Meaning: String] {
    var found: [Meaning: String] = [:]
    for name in names {
        guard let key = meaning(name) else { continue }
        if let first = found[key] { throw .sameMeaning(folder: folder, first: first, second: name) }
        found[key] = name
    }
    return found
}

/// The names in a folder, sorted by their bytes, without hidden ones.
private func visibleNames(in folder: String) throws(FER2013Error) -> [String] {
    do {
        return try FileManager.default.contentsOfDirectory(atPath: folder)
            .filter { !$0.hasPrefix(".") }
            .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    } catch {
        throw .unreadable(path: folder, reason: reason(error))
    }
}

private func reason(_ error: any Error) -> String {
    switch (error as? CocoaError)?.code {
    case .fileReadNoPermission: "permission denied"
    case .fileReadNoSuchFile: "no such folder"
    default: "the system gives no listing"
    }
}

private func isDirectory(_ path: String) -> Bool {
    var isFolder = false
    return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && isFolder
}

private func isImageName(_ name: String) -> Bool {
    let lower = name.lowercased()
    return lower.hasSuffix(".jpg") || lower.hasSuffix(".jpeg") || lower.hasSuffix(".png")
}

private func lastComponent(of path: String) -> String {
    URL(fileURLWithPath: path).standardizedFileURL.lastPathComponent
}
