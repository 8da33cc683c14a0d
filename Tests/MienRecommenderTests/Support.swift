import Foundation
import Mien
import MienRecommender
import MienTestSupport

/// Runs `body` with a new catalogue.
func withCatalogue<Result>(_ body: (Catalogue) throws -> Result) throws -> Result {
    try withTemporaryFolder { folder in try body(Catalogue(at: "\(folder)/catalogue.sqlite")) }
}

/// Items that are given as they are.
struct MadeItems: ItemImporter {
    var items: [Item]

    init(_ items: [Item]) { self.items = items }

    func read(into sink: inout ImportSink) throws(RecommenderError) { try sink.add(items) }
}

/// A song that lies somewhere; what is called the same is the same.
func song(
    _ title: String, by artist: String = "Nobody", at valence: Double = 0, _ arousal: Double = 0,
    _ change: (inout Item) -> Void = { _ in }
) -> Item {
    var item = Item(kind: .music, source: "made", sourceID: "\(artist) \(title)", title: title)
    item.artists = [artist]
    item.affect = Affect(valence: valence, arousal: arousal)
    change(&item)
    return item
}

/// Songs all over the plane, by many artists of a few genres.
func songs(_ count: Int, seed: UInt64 = 1) -> [Item] {
    var random = RandomStream(seed: seed, purpose: .synthesis)
    return (0..<count).map { index in
        let (valence, arousal) = (Double(random.nextUniform()) * 2 - 1, Double(random.nextUniform()) * 2 - 1)
        return song("Song \(index)", by: "Artist \(random.nextInt(below: max(1, count / 8)))", at: valence, arousal) {
            $0.genres = [["pop", "rock", "jazz", "folk"][random.nextInt(below: 4)]]
            $0.language = ["en", "hi", "de"][random.nextInt(below: 3)]
            $0.popularity = Double(random.nextUniform())
            $0.seconds = 120 + Double(random.nextInt(below: 240))
            $0.features = ["tempo": 60 + Double(random.nextInt(below: 120))]
        }
    }
}

func state(_ text: String) throws -> State { try State(stated: EmotionDistribution(parsing: text)) }

/// Writes text to a new file and calls `body` with its path.
func withFile<Result>(
    _ text: String, named name: String = "table.csv", _ body: (String) throws -> Result
) throws -> Result {
    try withTemporaryFolder { folder in
        try text.write(toFile: "\(folder)/\(name)", atomically: false, encoding: .utf8)
        return try body("\(folder)/\(name)")
    }
}
