import Foundation
import MienRecommender
import MienTestSupport
import Testing

@Suite(.serialized) struct Measure {
    @Test func speed() throws {
        try withTemporaryFolder { folder in
            var lines = ["name,artist,id,length,popularity,danceability,acousticness,energy,instrumentalness,liveness,valence,loudness,speechiness,tempo"]
            for (index, item) in songs(100_000).enumerated() {
                let v = (item.affect!.valence + 1) / 2, a = (item.affect!.arousal + 1) / 2
                lines.append("\(item.title),\(item.artists[0]),\(index),200000,50,\(v),\(1 - a),\(a),\(1 - v),0.1,\(v),\(-20 + 15 * a),0.05,\(80 + 60 * a)")
            }
            try lines.joined(separator: "\n").write(toFile: "\(folder)/t.csv", atomically: false, encoding: .utf8)
            let catalogue = try Catalogue(at: "\(folder)/c.sqlite")
            let clock = ContinuousClock()
            print("IMPORT", try clock.measure { _ = try catalogue.import(FeatureTableImporter("\(folder)/t.csv")) })
            print("AGAIN", try clock.measure { _ = try catalogue.import(FeatureTableImporter("\(folder)/t.csv")) })
            var recommender: Recommender?
            print("LOAD", try clock.measure { recommender = try Recommender(catalogue, .music) })
            for policy in Request.Policy.allCases {
                let request = Request(.music, for: try state("sad"), policy: policy)
                _ = try recommender?.recommend(request)
                var times: [Duration] = []
                for _ in 0..<9 { times.append(try clock.measure { _ = try recommender?.recommend(request) }) }
                print("RANK", policy, times.sorted()[4], times.min()!)
            }
            let request = Request(.music, for: try state("sad"), policy: .repair, count: 1000)
            print("RANK1000", try clock.measure { _ = try recommender?.recommend(request) })
        }
    }

    @Test func moods() throws {
        for input in MoodModel.Input.allCases {
            guard let path = realData("music_moods/data_moods.csv") else { return }
            let training = try MoodTraining(contentsOf: path, input: input)
            for row in try training.comparison() { print("MOOD", input, row.name, row.validation.mean, row.validation.deviation) }
        }
    }

    @Test func write() throws {
        guard let folder = ProcessInfo.processInfo.environment["MIEN_WRITE"], let path = realData("music_moods/data_moods.csv") else { return }
        for input in MoodModel.Input.allCases {
            let training = try MoodTraining(contentsOf: path, input: input)
            try training.fit().write(to: "\(folder)/\(input.rawValue).json")
            let clusters = try MoodClusters(training.features, placedBy: training.fit())
            let right = training.labels.indices.count { clusters.moods[clusters.assignments[$0]] == Mood.allCases[training.labels[$0]] }
            print("CLUSTERS", input, clusters.moods, clusters.centers, Double(right) / Double(training.labels.count))
        }
    }
}
