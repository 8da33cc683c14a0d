import Foundation
import Mien
import MienTraining

// Times a network of convolutions at any size, and prints the cost as JSON:
//
//     scaling BATCH SIDE CHANNELS THREADS STEPS

let numbers = CommandLine.arguments.dropFirst().compactMap { Int($0) }
guard numbers.count == 5, numbers.allSatisfy({ $0 > 0 }) else {
    let message = "scaling: five numbers above zero are expected: batch, side, channels, threads, steps\n"
    FileHandle.standardError.write(Data(message.utf8))
    exit(64)
}
let (batch, side, channels, threads, steps) = (numbers[0], numbers[1], numbers[2], numbers[3], numbers[4])

Runtime.threads = threads
let benchmark = NetworkBenchmark("scaling", inputShape: [side, side, 1], classes: 7) { [channels] in
    convolutionNetwork(channels: channels)
}
print(String(decoding: try JSONEncoder().encode(benchmark.run(batch: batch, steps: steps)), as: UTF8.self))
