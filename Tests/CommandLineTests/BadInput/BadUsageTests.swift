import Testing

/// Options and surroundings that make no sense.
struct BadUsageTests {
    static let refusals: [Refusal] = [
        Refusal("nonsense", 64, "Unexpected argument 'nonsense'"),
        Refusal("face train --bogus", 64, "Unknown option '--bogus'", "Usage: mien face train"),
        Refusal("face train --epochs 0", 64, "'0' is invalid for '--epochs <number>'", "a number from 1 to 1000000"),
        Refusal("face train --epochs 9223372036854775807", 64, "--epochs", "a number from 1 to 1000000"),
        Refusal("face train --epochs many", 64, "'many' is invalid for '--epochs <number>'"),
        Refusal("face train --limit -1", 64, "'-1' is invalid for '--limit <number>'", "a number from 1 to 1000000"),
        Refusal("face train --batch-size 0", 64, "'0' is invalid for '--batch-size <number>'"),
        Refusal("face train --seed -3", 64, "'-3' is invalid for '--seed <number>'"),
        Refusal("face train --recipe none", 64, "There is no recipe none; the recipes are reference, paper-002"),
        Refusal("face summary --recipe none", 64, "There is no recipe none; the recipes are reference, paper-002"),
        Refusal("speech summary --recipe none", 64, "There is no recipe none; the recipes are lstm, cnn, cnn-lstm"),
        Refusal("face evaluate --model {run} --limit 0", 64, "'0' is invalid for '--limit <number>'"),
        Refusal("face evaluate --model {run} --split exam", 64, "train, validation, test, all", "exam"),
        Refusal("face predict --model {run}", 64, "Missing expected argument '<file> ...'"),
        Refusal("datasets check", 64, "Missing expected argument '<path>'"),
        Refusal("datasets make horses new", 64, "'horses' is invalid for '<name>'"),
        Refusal("datasets make faces new --count 34", 64, "--count: a number from 35 to 1000000 is expected for faces"),
        Refusal("datasets make voices new --count 25", 64, "--count: a number from 1 to 24 is expected for voices"),
        Refusal("benchmark", 64, "--list tells them"),
        Refusal("benchmark nothing", 64, "There is no benchmark nothing"),
        Refusal("benchmark face-reference --batch 0", 64, "'0' is invalid for '--batch <number>'"),
        Refusal("benchmark face-reference --threads 5000", 64, "a number from 1 to 1024"),
        Refusal("info", 64, "MIEN_THREADS is two in the environment", environment: ["MIEN_THREADS": "two"]),
        Refusal("info", 64, "MIEN_THREADS is 0 in the environment", environment: ["MIEN_THREADS": "0"]),
        Refusal("info", 64, "MIEN_EXACT is yes in the environment", environment: ["MIEN_EXACT": "yes"]),
        Refusal("info", 64, "MIEN_CACHE_MEGABYTES is -1", environment: ["MIEN_CACHE_MEGABYTES": "-1"]),
        Refusal(
            "info", 64, "MIEN_INSTRUCTION_SET is avx1024", "(baseline",
            environment: ["MIEN_INSTRUCTION_SET": "avx1024"]),
    ]

    @Test(arguments: refusals) func refusal(_ refusal: Refusal) throws { try refusal.check() }

    @Test(
        arguments: [
            "--data .", "--recipe reference", "--epochs 2", "--batch-size 8", "--seed 1", "--out a", "--limit 9",
        ])
    func resumeTakesNoOtherOption(_ option: String) throws {
        try Refusal("face train --resume run \(option)", 64, "--resume goes on with the run's own configuration") {
            try $0.makeFolder("run")
        }.check()
    }
}
