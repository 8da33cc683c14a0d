import Foundation
import Mien
import MienTabular
import MienTraining

// Times reading a table, or learning from it and answering, and prints the cost as JSON:
//
//     tables read|forest|boosting|search FILE.csv TREES THREADS STEPS

let arguments = Array(CommandLine.arguments.dropFirst())
let numbers = arguments.dropFirst(2).compactMap { Int($0) }
guard arguments.count == 5, numbers.count == 3, numbers.allSatisfy({ $0 > 0 }) else {
    let message = "tables: read, forest, boosting or search, a file, and three numbers above zero are expected\n"
    FileHandle.standardError.write(Data(message.utf8))
    exit(64)
}
let (work, file, trees, steps) = (arguments[0], arguments[1], numbers[0], numbers[2])
Runtime.threads = numbers[1]

let reading = FileBenchmark("read") { _ in
    []
} work: {
    _ = try Table(contentsOf: $0)
}

func cost() throws -> any Encodable {
    switch work {
    case "read": try reading.run(files: [file], steps: steps)
    case "forest": try TableCost(of: RandomForest(trees: trees, seed: 1), file, steps: steps)
    case "boosting": try TableCost(of: GradientBoosting(rounds: trees), file, steps: steps)
    default: try TableCost(of: paperSearch(), file, steps: steps)
    }
}
print(String(decoding: try JSONEncoder().encode(cost()), as: UTF8.self))
