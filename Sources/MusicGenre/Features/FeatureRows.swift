import GTZAN
import MienTabular
import MienTraining

/// The whole rows of a table of features that was begun before.
struct FeatureRows {
    struct Row {
        /// Of the file, from 1.
        let line: Int
        let features: [Double]
    }

    /// Behind the last row that counts: where to write on. Zero for a file that is yet to be begun.
    private(set) var end = 0
    private var places: [String: Int] = [:]
    private var lines: [Int] = []
    private var features = Matrix(rowCount: 0, columnCount: GTZAN.featureNames.count)

    private static let header = GTZAN.columnNames.joined(separator: ",") + "\n"

    /// Reads what is there, if anything. A last line that was cut off, and the last piece's windows, of which some may be
    /// missing, do not count; the file's first line is written where it is not there.
    init(_ path: String) throws(MusicGenreError) {
        do {
            let bytes = Files.exists(path) ? try Files.contents(of: path) : []
            let header = Array(Self.header.utf8)
            guard bytes.starts(with: header) else {
                guard header.starts(with: bytes) else { throw MusicGenreError.otherTable(file: path) }
                try Files.append(header, to: path, at: 0)
                end = header.count
                return
            }
            end = (bytes.lastIndex(of: UInt8(ascii: "\n")) ?? 0) + 1
            if end < bytes.count { try Files.append([], to: path, at: end) }
            if end > header.count { try read(path, bytes[..<end]) }
        } catch let error as MusicGenreError {
            throw error
        } catch let error as TabularError {
            throw .table(error)
        } catch {
            throw .unwritable(path: path, reason: "\(error)")
        }
    }

    private mutating func read(_ path: String, _ bytes: ArraySlice<UInt8>) throws {
        let table = try Table(contentsOf: path)
        var names = try table.labels("filename")
        features = try table.matrix(columns: GTZAN.featureNames)
        if let piece = names.last.flatMap(Self.piece(ofWindow:)) {
            while let last = names.last, Self.piece(ofWindow: last) == piece { names.removeLast() }
            let line = table.line(of: names.count)
            let breaks = bytes.indices.lazy.filter { bytes[$0] == UInt8(ascii: "\n") }
            end = Array(breaks.prefix(line - 1)).last.map { $0 + 1 } ?? end
        }
        lines = names.indices.map(table.line)
        places = Dictionary(zip(names, names.indices), uniquingKeysWith: { first, _ in first })
    }

    func row(of name: String) -> Row? {
        places[name].map { Row(line: lines[$0], features: Array(features.row($0))) }
    }

    /// The row of a piece, or of its first window.
    func row(of piece: MusicPiece) -> Row? { row(of: piece.name) ?? row(of: piece.name(ofWindow: 0, of: 2)) }

    func holds(_ piece: MusicPiece) -> Bool { row(of: piece) != nil }

    /// What a row's name is without the number of a window; nil for the name of a piece that is one window, and for GTZAN's
    /// clips, whose own number stands there.
    private static func piece(ofWindow name: String) -> String? {
        if (try? GTZANClip(file: name)) != nil { return nil }
        let parts = name.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count > 2, Int(parts[parts.count - 2]) != nil else { return nil }
        return (parts.dropLast(2) + parts.suffix(1)).joined(separator: ".")
    }

    // MARK: - Writing

    /// The rows of a piece's windows.
    static func text(of piece: MusicPiece, _ windows: [MusicWindow]) -> String {
        windows.enumerated().reduce(into: "") { text, window in
            let name = piece.name(ofWindow: window.offset, of: windows.count)
            text += quoted(name) + ","
            text += window.element.features.map { $0 == $0.rounded() && abs($0) < 1e15 ? "\(Int($0))" : "\($0)" }
                .joined(separator: ",")
            text += ",\(piece.genre?.name ?? "")\n"
        }
    }

    /// A cell of CSV (RFC 4180); line feeds, which a name may hold, become blanks.
    private static func quoted(_ name: String) -> String {
        let name = String(name.map { $0.isNewline ? " " : $0 })
        guard name.contains(where: { ",\";\t".contains($0) }) else { return name }
        return "\"" + name.replacing("\"", with: "\"\"") + "\""
    }
}
