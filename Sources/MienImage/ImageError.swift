import Mien

/// What can go wrong with images from outside, and with the files they are written to.
public enum ImageError: Error, Equatable {
    // MARK: Reading
    case missingFile(file: String)
    case folder(file: String)
    /// A device, pipe or socket.
    case specialFile(file: String)
    case unreadable(file: String, reason: String)
    case emptyFile(file: String)
    case fileTooLarge(file: String, bytes: Int, limit: Int)
    /// Neither PNG nor JPEG; `found` names what it looks like.
    case unknownFormat(file: String, found: String)
    /// Cut short or altered; `reason` is the codec's.
    case damaged(file: String, format: ImageFormat, reason: String)
    case noPixels(file: String, width: Int, height: Int)
    case tooManyPixels(file: String, width: Int, height: Int, limit: Int)
    case unsupportedColors(file: String, found: String)

    // MARK: Writing
    case unknownExtension(file: String)
    case transparencyInJPEG(channels: Int)
    case notEncodable(format: ImageFormat, width: Int, height: Int, reason: String)
    case unwritable(file: String, reason: String)

    // MARK: Detection
    case missingCascade(file: String)
    case unreadableCascade(file: String, reason: String)
    /// `element` says where in the file, such as `stages/3/stageThreshold`.
    case damagedCascade(file: String, element: String, found: String, expected: String)

    // MARK: Augmentation
    case invalidAugmentation(field: String, found: String, expected: String)
}

extension ImageError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .missingFile(let file):
            "\(file): no such file. Check the path."
        case .folder(let file):
            "\(file) is a folder where an image is expected. Name a PNG or JPEG file."
        case .specialFile(let file):
            "\(file) is a device or a pipe where an image is expected. Name a PNG or JPEG file."
        case .unreadable(let file, let reason):
            "\(file) cannot be read: \(reason). Check its permissions."
        case .emptyFile(let file):
            "\(file) is empty where an image is expected. Copy or download it again."
        case .fileTooLarge(let file, let bytes, let limit):
            "\(file) has \(bytes) bytes where an image has at most \(limit). Name a PNG or JPEG file."
        case .unknownFormat(let file, let found):
            "\(file) holds \(found) where a PNG or JPEG image is expected. Convert it, or name another file."
        case .damaged(let file, let format, let reason):
            "\(file) is a damaged \(format.rawValue) image: \(reason). Copy or download it again."
        case .noPixels(let file, let width, let height):
            "\(file) claims \(width) × \(height) pixels where each side has at least one. Copy or download it again."
        case .tooManyPixels(let file, let width, let height, let limit):
            "\(file) claims \(width) × \(height) pixels; at most \(limit) in all are read. Make it smaller."
        case .unsupportedColors(let file, let found):
            "\(file) holds \(found) colours where grey or RGB is expected. Convert it to RGB."
        case .unknownExtension(let file):
            "\(file): the format to write is told from the extension. Name it .png, .jpg or .jpeg."
        case .transparencyInJPEG(let channels):
            "JPEG has no transparency, and the image has \(channels) channels. Drop it with rgb() or grayscale(), or write PNG."
        case .notEncodable(let format, let width, let height, let reason):
            "An image of \(width) × \(height) pixels cannot be written as \(format.rawValue): \(reason)."
        case .unwritable(let file, let reason):
            "\(file) was not written: \(reason). Make room, or name another folder."
        case .missingCascade(let file):
            "\(file): no such cascade. Install Debian's package opencv-data (`make setup`), or name a file of OpenCV's cascades."
        case .unreadableCascade(let file, let reason):
            "\(file) cannot be read as a cascade: \(reason). Name an XML file of OpenCV's cascades."
        case .damagedCascade(let file, let element, let found, let expected):
            "\(file): \(element) is \(found) where \(expected) is expected. Copy or download the cascade again."
        case .invalidAugmentation(let field, let found, let expected):
            "Augmentation: \(field) is \(found) where \(expected) is expected. Correct it in the recipe."
        }
    }
}

extension ImageError: Failure {
    public var kind: FailureKind {
        switch self {
        case .missingFile, .missingCascade: .notFound
        case .unwritable: .cannotWrite
        case .unknownExtension, .transparencyInJPEG, .notEncodable, .invalidAugmentation: .usage
        case .folder, .specialFile, .unreadable, .emptyFile, .fileTooLarge, .unknownFormat, .damaged, .noPixels,
            .tooManyPixels, .unsupportedColors, .unreadableCascade, .damagedCascade:
            .badData
        }
    }
}
