import MienTraining

/// Reads activities and kinds of places nearby from a CSV file with the columns `id`, `title`, `group`, `minutes`, `valence`
/// and `arousal`; by default the list that was written for this project. Where they lie is where they are meant to lead.
public struct ActivityImporter: ItemImporter {
    public let path: String

    public init(_ path: String) { self.path = path }

    /// The list that ships with Mien.
    public init() throws(RecommenderError) {
        let name = "activities.csv"
        guard let file = WeightsFile.shipped(name, with: "MienRecommender", in: "Tables") else {
            throw .noResource(name: name)
        }
        self.init(file)
    }

    public func read(into sink: inout ImportSink) throws(RecommenderError) {
        let reader = try RowReader(path)
        let columns = try reader.places(of: ["id", "title", "group", "minutes", "valence", "arousal"])
        while let row = try reader.next() {
            guard let cells = row.cells.map({ cells in columns.map { cells[$0].tidied } }) else {
                sink.skip(path, line: row.line, row.fault ?? "it cannot be read")
                continue
            }
            guard !cells[0].isEmpty, !cells[1].isEmpty, let minutes = Double(cells[3]), (0...10_000).contains(minutes),
                let valence = Double(cells[4]), let arousal = Double(cells[5]), max(abs(valence), abs(arousal)) <= 1
            else {
                sink.skip(
                    path, line: row.line, "an id, a title, minutes, a valence and an arousal in -1 … 1 are expected")
                continue
            }
            var item = Item(kind: .activity, source: "activities", sourceID: cells[0], title: cells[1])
            item.genres = cells[2].isEmpty ? [] : [cells[2].lowercased()]
            item.seconds = minutes * 60
            item.affect = Affect(valence: valence, arousal: arousal)
            try sink.add([item])
        }
    }
}
